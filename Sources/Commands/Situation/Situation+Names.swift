import Planning
import Recurrence
import RitualFile
import Rituals
import Wording

/// What a word of the command line names: the one way to look up a ritual, and the one way to look up a person.
extension Situation {
  /// The ritual of an id, a title or a beginning of one, in any case; suggests one near it otherwise.
  func ritual(_ word: String) throws -> ScheduledRitual {
    let id = try ritualID(word, among: kept.map { ($0.ritual.id, $0.ritual.title) })
    guard let found = planner[id] else { throw Failure("there is no ritual \"\(id)\"") }
    return found
  }

  /// The same of one that stands among the config's rituals, so that it can be changed there.
  func writtenRitual(_ word: String) throws -> ScheduledRitual {
    let found = try ritual(word)
    guard let person = found.ritual.birthdayOf else { return found }
    throw Failure(
      "\(DisplayText.line(found.ritual.title)) comes from the \"birthday\" of \"\(person)\" in \(places.config); "
        + "\"birthdays\" says when it is reminded of, and a ritual of your own named \"\(found.ritual.id)\" takes its "
        + "place")
  }

  /// The ritual of a word, or of one of its times, as `coffee-ana@2026-12-05T10:00`; with the time where one is named.
  func named(_ text: String) throws -> (ritual: ScheduledRitual, occurrence: OccurrenceID?) {
    guard let id = OccurrenceID(text) else { return (try ritual(text), nil) }
    let kept = try ritual(id.ritual)
    return (kept, OccurrenceID(ritual: kept.ritual.id, start: id.start))
  }

  /// Someone by id, name, a beginning of one, or as `me`; suggests one near it otherwise.
  func person(_ word: String) throws -> Person { try household.person(word) }

  /// The ritual and the person that a word names: whichever it names more surely, or both. One of them is always there.
  func ritualOrPerson(_ word: String) throws -> (ritual: ScheduledRitual?, person: Person?) {
    let name = OccurrenceID(word)?.ritual ?? word
    if household.isMe(name) { return (nil, try person(name)) }
    // "Ana's birthday" is not what `an` means.
    let ritual = NameSearch(name).found(
      in: kept, id: \.ritual.id, name: { $0.ritual.birthdayOf == nil ? $0.ritual.title : $0.ritual.id })
    let person = household.people.search(name)
    guard let best = [ritual?.match, person?.match].compactMap({ $0 }).min() else {
      let near = nearest(to: name, among: household.people.keys.sorted() + kept.map(\.ritual.id))
      throw Failure("there is no person and no ritual \"\(DisplayText.line(name))\"\(near)")
    }
    let rituals = ritual?.match == best ? ritual?.things ?? [] : []
    let people = person?.match == best ? person?.people ?? [] : []
    // Two things of one name are both meant; several of a kind leave it open which.
    guard rituals.count < 2, people.count < 2, best < .beginning || rituals.count + people.count == 1 else {
      throw WrongUsage.ambiguous(
        name, rituals.map { ($0.ritual.title, $0.ritual.id) } + people.map { ($0.name, $0.id) })
    }
    return (rituals.first, people.first)
  }

  /// `; did you mean "ana"?`, or those there are.
  func nearest(to word: String, among known: [String]) -> String {
    didYouMean(word, among: known, otherwise: known.isEmpty ? "" : "; there is \(DisplayText.list(known))")
  }
}

/// The id of the ritual that a word names by its id, its title or a beginning of one, in any case; suggests one near it
/// otherwise.
func ritualID(_ word: String, among known: [(id: String, title: String)]) throws -> String {
  let found = NameSearch(word).found(in: known, id: \.id, name: \.title)?.things ?? []
  if let only = found.first, found.count == 1 { return only.id }
  guard found.isEmpty else { throw WrongUsage.ambiguous(word, found.map { ($0.title, $0.id) }) }
  throw Failure(
    "there is no ritual \"\(DisplayText.line(word))\""
      + didYouMean(
        word, among: known.map(\.id) + known.map(\.title), otherwise: "; `kin list` shows those there are"))
}

extension Household {
  /// Whether a word names the user: `me`, unless somebody has that id.
  func isMe(_ word: String) -> Bool {
    word.lowercased() == "me" && people.search(word).map { $0.match > .idInAnyCase } ?? true
  }

  /// The user. Where the config doesn't say who that is, says how it does.
  func user() throws -> Person {
    if let user = me.flatMap({ people[$0] }) { return user }
    let way = people.isEmpty ? "kin people add NAME --me" : "kin people edit PERSON --me"
    throw Failure("the config doesn't say who you are; \(way) does")
  }

  /// Someone by id, name, a beginning of one, or as `me`; suggests one near it otherwise.
  func person(_ word: String) throws -> Person {
    if isMe(word) { return try user() }
    let found = people.search(word)?.people ?? []
    if let only = found.first, found.count == 1 { return only }
    guard found.isEmpty else { throw WrongUsage.ambiguous(word, found.map { ($0.name, $0.id) }) }
    let known = people.values.sorted { $0.id < $1.id }
    let (ids, names) = (known.map(\.id), known.map(\.name))
    let there = known.isEmpty ? "" : "; there is \(DisplayText.list(ids))"
    throw Failure(
      "there is no person \"\(DisplayText.line(word))\""
        + didYouMean(
          word.lowercased(), among: ids + names, otherwise: there + "; kin people add adds one"))
  }
}

extension WrongUsage {
  /// A word that names several things, with all of them.
  static func ambiguous(_ word: String, _ found: [(name: String, id: String)]) -> WrongUsage {
    let names = found.map { "\(DisplayText.line($0.name)) (\($0.id))" }
    return WrongUsage(
      "\"\(DisplayText.line(word))\" may be \(DisplayText.list(names, "or")); name one by its id")
  }
}
