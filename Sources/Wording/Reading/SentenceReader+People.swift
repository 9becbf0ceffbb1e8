import CivilTime
import Recurrence
import Rituals

/// Who is named in a sentence, and whose turn follows whose.
extension SentenceReader {
  /// Names up to the next clause, or up to the verb of a turn.
  mutating func names(isTurn: Bool) throws(TextFault) -> [Name] {
    var names: [Name] = []
    // `with Ana, sam and jo host in turn`: the turn's names are not the `with`'s.
    let turn = tokensToTurn
    while true {
      let first = reader.index
      while reader.kind != .end, reader.separatorLength == 0, reader.kind != .stray, !startsClause(ahead: 0) {
        reader.advance()
      }
      guard reader.index > first else { throw reader.fault(.name) }
      let range = reader.range(from: first)
      names.append(Name(text: reader.lexeme(range), range: range))
      let separator = reader.separatorLength
      guard separator > 0, !startsClause(ahead: separator) else { return names }
      if !isTurn, turn != nil, reader.kind == .comma { return names }
      reader.index += separator
    }
  }

  /// How far on `in turn` stands; nil where it does not.
  private var tokensToTurn: Int? {
    (0..<reader.tokens.count - reader.index).first {
      word(ahead: $0) == "in" && ["turn", "turns"].contains(word(ahead: $0 + 1))
    }
  }

  /// `sam and jo host in turn`, `hosted by sam, jo in turn`; nil, with nothing taken, where no turn stands here.
  mutating func turns() throws(TextFault) -> Turns? {
    let turn = tokensToTurn
    if word(ahead: 1) == "by" {
      let role = SentenceReader.role(word)
      reader.index += 2
      let order = try names(isTurn: true)
      if turn != nil, word == "in" { reader.index += 2 }
      return Turns(roles: [role], order: try ids(of: order))
    }
    guard let turn, turn > 1 else { return nil }
    let verb = reader.index + turn - 1
    var names: [Name] = []
    while reader.index < verb {
      let first = reader.index
      while reader.index < verb, reader.separatorLength == 0 { reader.advance() }
      guard reader.index > first else { throw reader.fault(.name) }
      let range = reader.range(from: first)
      names.append(Name(text: reader.lexeme(range), range: range))
      if reader.index < verb { reader.index = min(verb, reader.index + reader.separatorLength) }
    }
    let role = SentenceReader.role(word)
    reader.index = verb + 3
    return Turns(roles: [role], order: try ids(of: names))
  }

  private mutating func ids(of names: [Name]) throws(TextFault) -> [String] {
    var ids: [String] = []
    for name in names { ids.append(try people.id(of: name)) }
    return ids
  }

  /// What somebody who does this is called: `host` for `host` and `hosted`; a verb that is not known names itself.
  private static func role(_ verb: String) -> String {
    for (role, verbs) in roles where verbs.contains(verb) { return role }
    return verb
  }

  private static let roles: [(String, [String])] = [
    ("host", ["host", "hosts", "hosted"]), ("planner", ["plan", "plans", "planned"]),
    ("listener", ["listen", "listens"]), ("cook", ["cook", "cooks", "cooked"]),
    ("caller", ["call", "calls", "called"]), ("driver", ["drive", "drives", "driven"]),
    ("leader", ["lead", "leads", "led"]), ("chooser", ["choose", "chooses", "chosen"]),
  ]
}

/// A name as it was typed, and its place.
struct Name {
  var text: String
  var range: Range<Int>
}

/// Finds people by what a sentence calls them, and notes those that are new.
struct PeopleReader {
  private let people: [String: Person]
  private let me: String?
  /// Who was named and is not known yet.
  private(set) var new: [Person] = []

  init(_ people: [String: Person], me: String?) {
    self.people = people
    self.me = me
  }

  /// Whether somebody is called so.
  func knows(_ name: String) -> Bool { !matches(name).isEmpty }

  /// The id of somebody; somebody unknown gets one.
  mutating func id(of name: Name) throws(TextFault) -> String {
    let found = matches(name.text)
    guard found.count < 2 else {
      throw TextFault(.ambiguousWord(name.text, readings: found.sorted()), at: name.range)
    }
    if let id = found.first { return id }
    let shown = DisplayText.line(name.text)
    let person = Person(
      id: Identifier.make(from: shown, taken: Array(people.keys) + new.map(\.id), fallback: "person"),
      name: shown == shown.lowercased() ? shown.capitalizedFirst : shown)
    new.append(person)
    return person.id
  }

  /// The ids of those whom a name fits, in any case; an id wins over a name.
  private func matches(_ name: String) -> [String] {
    let wanted = name.lowercased()
    if let me, ["me", "i", "myself"].contains(wanted) { return [me] }
    return (people.called(name) + new.filter { $0.name.lowercased() == wanted }).map(\.id)
  }

  /// The people behind the last `with` of a title. Who is known is found in any case; somebody new is taken for a person
  /// where the name begins with a capital, or where the whole title has none.
  mutating func named(inTitle reader: TokenReader, before end: Int) throws(TextFault) -> [String] {
    func word(_ index: Int) -> String { reader.lexeme(reader.tokens[index].range) }
    guard let with = (1..<max(1, end)).last(where: { word($0).lowercased() == "with" }) else { return [] }
    let hasCapitals = (0..<with).contains { word($0).first?.isUppercase ?? false }
    var ids: [String] = []
    var index = with + 1
    while index < end {
      let first = index
      while index < end, !isBreak(reader.tokens[index].kind) { index += 1 }
      if index > first {
        let range = reader.tokens[first].range.lowerBound..<reader.tokens[index - 1].range.upperBound
        let name = Name(text: reader.lexeme(range), range: range)
        let isNamed = word(first).first?.isUppercase ?? false
        if knows(name.text) || isNamed || !hasCapitals && index == first + 1 {
          let id = try id(of: name)
          if !ids.contains(id) { ids.append(id) }
        }
      }
      guard index < end, reader.tokens[index].kind == .comma || reader.tokens[index].kind == .word(.and)
      else { break }
      index += 1
    }
    return ids
  }

  /// Those who are known and stand in a title by their name as it is written, in the order of the title:
  /// `Letter to Ana`, but nobody called May in `maybe`.
  func mentioned(inTitle reader: TokenReader, before end: Int) -> [String] {
    let words = reader.tokens[0..<end].map { reader.lexeme($0.range) }
    var ids: [String] = []
    for start in words.indices {
      let called = people.values.filter { person in
        let name = person.name.split(separator: " ").map(String.init)
        return !name.isEmpty && person.id != me && words[start...].starts(with: name)
      }
      if called.count == 1, let id = called.first?.id, !ids.contains(id) { ids.append(id) }
    }
    return ids
  }

  /// Whether an id is the user's.
  func isMe(_ id: String) -> Bool { id == me }

  private func isBreak(_ kind: Token.Kind) -> Bool {
    switch kind {
    case .comma, .stray, .word(.and), .word(.at), .word(.in), .word(.on), .word(.before), .word(.after): true
    default: false
    }
  }
}
