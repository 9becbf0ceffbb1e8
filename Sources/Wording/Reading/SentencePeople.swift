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
      names.append(try name { $0.reader.kind != .end && $0.reader.kind != .stray && !$0.startsClause() })
      let separator = reader.separatorLength
      guard separator > 0, !startsClause(ahead: separator) else { return names }
      if !isTurn, turn != nil, reader.kind == .comma { return names }
      reader.index += separator
    }
  }

  /// One name, up to a separator or to where it does not go on.
  private mutating func name(while goesOn: (SentenceReader) -> Bool) throws(TextFault) -> Name {
    let first = reader.index
    while reader.separatorLength == 0, goesOn(self) { reader.advance() }
    guard reader.index > first else { throw reader.fault(.name) }
    return Name(reader, from: first)
  }

  /// How far on `in turn` stands; nil where it does not.
  private var tokensToTurn: Int? {
    (0..<reader.tokens.count - reader.index).first {
      reader.word(ahead: $0) == "in" && ["turn", "turns"].contains(reader.word(ahead: $0 + 1))
    }
  }

  /// `sam and jo host in turn`, `hosted by sam, jo in turn`; nil, with nothing taken, where no turn stands here.
  mutating func turns() throws(TextFault) -> Turns? {
    let turn = tokensToTurn
    if reader.word(ahead: 1) == "by" {
      let role = SentenceReader.role(reader.word())
      reader.index += 2
      let order = try names(isTurn: true)
      if turn != nil, reader.word() == "in" { reader.index += 2 }
      return Turns(roles: [role], order: try ids(of: order))
    }
    guard let turn, turn > 1 else { return nil }
    let verb = reader.index + turn - 1
    var names: [Name] = []
    while reader.index < verb {
      names.append(try name { $0.reader.index < verb })
      reader.index = min(verb, reader.index + reader.separatorLength)
    }
    let role = SentenceReader.role(reader.word())
    reader.index = verb + 3
    return Turns(roles: [role], order: try ids(of: names))
  }

  mutating func ids(of names: [Name]) throws(TextFault) -> [String] {
    try names.map { name throws(TextFault) in try people.id(of: name) }
  }

  /// What somebody who does this is called: `host` for `host` and `hosted`; a verb that is not known names itself.
  private static func role(_ verb: String) -> String { roles.first { $0.1.contains(verb) }?.0 ?? verb }

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

  /// From a token to before the present one.
  init(_ reader: TokenReader, from first: Int) {
    range = reader.range(from: first)
    text = reader.lexeme(range)
  }
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
    var reader = reader
    reader.index = with + 1
    while reader.index < end {
      let first = reader.index
      while reader.index < end, !isBreak(reader.kind) { reader.index += 1 }
      if reader.index > first {
        let name = Name(reader, from: first)
        let isNamed = word(first).first?.isUppercase ?? false
        if knows(name.text) || isNamed || !hasCapitals && reader.index == first + 1 {
          let id = try id(of: name)
          if !ids.contains(id) { ids.append(id) }
        }
      }
      guard reader.index < end, reader.acceptComma() || reader.accept(.and) else { break }
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
