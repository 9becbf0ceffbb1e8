/// Finds what a word names among things that have an id and a name: rituals by their titles, people by what they are called.
///
/// Case doesn't matter. The surest kind of match counts, and all that match in that way are found:
///
/// | how sure | `coffee-ana` "Coffee with Ana" is found by |
/// |---|---|
/// | the id as it is written | `coffee-ana` |
/// | the id in another case | `Coffee-Ana` |
/// | the whole name | `coffee with ana` |
/// | a beginning of the id or the name | `cof`, `Coffee w` |
///
/// A name that several share names none of them; nor does one that is another's id in another case.
package struct NameSearch {
  /// How sure a match is, the surest first.
  package enum Match: Int, Comparable, CaseIterable {
    case id, idInAnyCase, name, beginning

    package static func < (left: Match, right: Match) -> Bool { left.rawValue < right.rawValue }
  }

  private let word: String
  private let wanted: String

  package init(_ word: String) {
    self.word = word
    wanted = NameSearch.plain(word)
  }

  /// How the word matches one thing; nil where it doesn't.
  private func match(id: String, name: String) -> Match? {
    if id == word { return .id }
    if wanted.isEmpty { return nil }
    let (id, name) = (id.lowercased(), NameSearch.plain(name))
    if id == wanted { return .idInAnyCase }
    if name == wanted { return .name }
    return id.hasPrefix(wanted) || name.hasPrefix(wanted) ? .beginning : nil
  }

  /// The things that match in the surest way that any does, in their order; empty where none does.
  ///
  /// - Parameter last: the least sure match that counts. Where a new person may be meant, a beginning is not enough.
  package func found<Thing>(
    in things: some Sequence<Thing>, id: (Thing) -> String, name: (Thing) -> String,
    upTo last: Match = .beginning
  ) -> (match: Match, things: [Thing])? {
    var found: (match: Match, things: [Thing])?
    for thing in things {
      guard let match = match(id: id(thing), name: name(thing)), match <= last else { continue }
      if let best = found?.match, match > best { continue }
      found = (match, (match == found?.match ? found?.things ?? [] : []) + [thing])
    }
    // Whoever has the id `jo` is not meant any more by `Jo` than others of that name.
    if last >= .name, let own = found, own.match == .idInAnyCase {
      let ids = own.things.map(id)
      let others = things.filter { NameSearch.plain(name($0)) == wanted && !ids.contains(id($0)) }
      if !others.isEmpty { return (.name, own.things + others) }
    }
    return found
  }

  /// Lower case, and one space between words.
  fileprivate static func plain(_ text: String) -> String {
    text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension [String: Person] {
  /// A person's name as messages show it: `Ana`; where several people share it, with the id: `Ana (ana-b)`. An unknown id
  /// stays as it is.
  public func shownName(_ id: String) -> String {
    guard let person = self[id] else { return id }
    let name = NameSearch.plain(person.name)
    let isShared = values.contains { $0.id != id && NameSearch.plain($0.name) == name }
    return isShared ? "\(person.name) (\(id))" : person.name
  }

  /// These names of all people, by id.
  package func shownNames() -> [String: String] {
    let known = [String: [Person]](grouping: values) { NameSearch.plain($0.name) }
    return mapValues { person in
      let isShared = known[NameSearch.plain(person.name), default: []].count > 1
      return isShared ? "\(person.name) (\(person.id))" : person.name
    }
  }

  /// Whom a word may mean by id or whole name, in any case of letters: an exact id wins over all.
  public func called(_ word: String) -> [Person] { search(word, upTo: .name)?.people ?? [] }

  /// The only person whom a word may mean in that way; nil where there are several or none.
  public func person(called word: String) -> Person? {
    let called = called(word)
    return called.count == 1 ? called.first : nil
  }

  /// The same by a beginning of the id or the name too, and how sure that is.
  package func search(
    _ word: String, upTo last: NameSearch.Match = .beginning
  ) -> (match: NameSearch.Match, people: [Person])? {
    let people = values.sorted { $0.id < $1.id }
    return NameSearch(word).found(in: people, id: \.id, name: \.name, upTo: last).map {
      ($0.match, $0.things)
    }
  }
}
