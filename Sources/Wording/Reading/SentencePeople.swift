import Rituals

/// Who is named in a sentence, and whose turn follows whose. A name is a range of the text.
extension TokenReader {
  /// Names up to the next clause, or up to the verb of a turn.
  mutating func names(isTurn: Bool) throws(TextFault) -> [Range<Int>] {
    var names: [Range<Int>] = []
    // `with Ana, sam and jo host in turn`: the turn's names are not the `with`'s.
    let mayTurnFollow = !isTurn && tokensToTurn != nil
    while true {
      names.append(
        try name {
          $0.kind != .end && $0.kind != .stray && $0.kind != .word(.every) && !$0.startsClause()
            && !$0.isDashApart
        })
      let separator = separatorLength
      guard separator > 0, !startsClause(ahead: separator), !startsTime(ahead: separator),
        !mayTurnFollow || kind != .comma
      else { return names }
      index += separator
    }
  }

  /// One name, up to a separator or to where it doesn't go on.
  private mutating func name(while goesOn: (TokenReader) -> Bool) throws(TextFault) -> Range<Int> {
    let first = index
    while separatorLength == 0, goesOn(self) { advance() }
    guard index > first else { throw fault(.name) }
    return range(from: first)
  }

  /// How many tokens on `in turn` stands; nil where it does not.
  private var tokensToTurn: Int? {
    (0..<tokens.count - index).first {
      word(ahead: $0) == "in" && ["turn", "turns"].contains(word(ahead: $0 + 1))
    }
  }

  /// `sam and jo host in turn`, `hosted by sam, jo in turn`; nil, with nothing taken, where no turn stands here.
  mutating func turns(in found: inout RitualSentence) throws(TextFault) -> Turns? {
    let turn = tokensToTurn
    let role: String
    var names: [Range<Int>] = []
    if word(ahead: 1) == "by" {
      role = TokenReader.role(word())
      index += 2
      names = try self.names(isTurn: true)
      if turn != nil, word() == "in" { index += 2 }
    } else {
      guard let turn, turn > 1 else { return nil }
      let verb = index + turn - 1
      // `night every friday at 19:00, sam and jo host in turn`
      guard !(index..<verb).contains(where: isStrong) else { return nil }
      var last = index
      while index < verb {
        last = index
        names.append(try name { $0.index < verb })
        index = min(verb, index + separatorLength)
      }
      if let care = care(in: last..<verb + 1) {
        names[names.count - 1] = range(from: last, to: care.verb)
        role = lexeme(range(from: care.thing, to: verb + 1))
      } else {
        role = TokenReader.role(word())
      }
      index = verb + 3
    }
    // `we host in turn`: who that is shows once all is read.
    if names.count == 1, TokenReader.everybody.contains(lexeme(names[0]).lowercased()) {
      found.turnsOfAll = names[0]
      return Turns(roles: [role], order: [])
    }
    // `host and cook in turn`, `with Ana, Jo, cook in turn`
    if names.count == 1 { throw TextFault(.aloneInTurn(lexeme(names[0])), at: names[0]) }
    return Turns(roles: [role], order: try ids(of: names, in: &found))
  }

  /// The verb behind a name and what it is about: `do` and `bins` in `I do the bins`; nil in `I cook`.
  private func care(in words: Range<Int>) -> (verb: Int, thing: Int)? {
    func text(_ index: Int) -> String { lexeme(tokens[index].range) }
    for verb in words.dropFirst().dropLast() {
      let hasArticle = verb + 2 < words.upperBound && ["the", "our", "a", "an"].contains(text(verb + 1))
      if hasArticle || TokenReader.cares.contains(text(verb)) { return (verb, verb + (hasArticle ? 2 : 1)) }
    }
    return nil
  }

  /// Verbs that need an object. As they are written, since `Do` may be a name.
  private static let cares: Set<String> = [
    "do", "does", "take", "takes", "have", "has", "make", "makes", "bring", "brings", "clean", "cleans",
    "wash", "washes",
  ]

  private static let everybody = [
    "we", "us", "both", "we both", "both of us", "all of us", "we all", "everyone", "everybody",
  ]

  /// Words that stand for people and are no names.
  private static let pronouns: Set<String> = Set(everybody).union([
    "nobody", "no one", "none", "someone", "somebody", "anyone", "anybody", "they", "them", "you", "him",
    "her", "it",
    "he", "she", "all", "each other", "myself", "ourselves",
  ])

  private static func isPronoun(_ word: String) -> Bool {
    pronouns.contains(word.lowercased()) || ["me", "i"].contains(word.lowercased())
  }

  /// Gives turns of `we` the user and all who take part.
  func settleTurns(of found: inout RitualSentence) throws(TextFault) {
    guard let range = found.turnsOfAll else { return }
    found.turnsOfAll = nil
    guard let me = context.value.me else { throw TextFault(.meUnknown(lexeme(range)), at: range) }
    let order = ([me] + found.with).uniqued
    guard order.count > 1 else { throw TextFault(.notAName(lexeme(range)), at: range) }
    found.turns?.order = order
  }

  /// What somebody who does this is called: `host` for `host` and `hosted`; an unknown verb names itself.
  private static func role(_ verb: String) -> String { roles.first { $0.1.contains(verb) }?.0 ?? verb }

  private static let roles: [(String, [String])] = [
    ("host", ["host", "hosts", "hosted"]), ("planner", ["plan", "plans", "planned"]),
    ("listener", ["listen", "listens"]), ("cook", ["cook", "cooks", "cooked"]),
    ("caller", ["call", "calls", "called"]), ("driver", ["drive", "drives", "driven"]),
    ("leader", ["lead", "leads", "led"]), ("chooser", ["choose", "chooses", "chosen"]),
  ]

  /// The ids of people; unknown ones get an id and are noted as new.
  func ids(of names: [Range<Int>], in found: inout RitualSentence) throws(TextFault) -> [String] {
    var ids: [String] = []
    for name in names { ids.append(try id(of: name, in: &found)) }
    return ids
  }

  private func id(of range: Range<Int>, in found: inout RitualSentence) throws(TextFault) -> String {
    let name = lexeme(range)
    let known = ids(called: name, new: found.newPeople)
    guard known.count < 2 else { throw TextFault(.ambiguousWord(name, readings: known.sorted()), at: range) }
    if let id = known.first { return id }
    let lower = name.lowercased()
    if ["me", "i", "myself"].contains(lower) { throw TextFault(.meUnknown(name), at: range) }
    if TokenReader.pronouns.contains(lower) { throw TextFault(.notAName(name), at: range) }
    if !isTitleQuoted, let doubt = doubt(.name, about: tokenIndices(of: range)) { found.doubts.append(doubt) }
    let shown = DisplayText.line(name)
    let taken = (context.value.people ?? [:]).keys + found.newPeople.map(\.id)
    let person = Person(
      id: Identifier.make(from: shown, taken: taken, fallback: "person"),
      name: shown == shown.lowercased() ? shown.capitalizedFirst : shown)
    found.newPeople.append(person)
    return person.id
  }

  private func tokenIndices(of range: Range<Int>) -> Range<Int> {
    let first = tokens.firstIndex { $0.range.lowerBound >= range.lowerBound } ?? 0
    return first..<(tokens.firstIndex { $0.range.lowerBound >= range.upperBound } ?? tokens.count)
  }

  /// The ids of those whom a name fits, in any case; an id wins over a name.
  func ids(called name: String, new: [Person]) -> [String] {
    let wanted = name.lowercased()
    if let me = context.value.me, ["me", "i", "myself"].contains(wanted) { return [me] }
    let known = context.value.people?.called(name) ?? []
    return (known + new.filter { $0.name.lowercased() == wanted }).map(\.id)
  }

  /// The people behind the last `with` of the title. Who is known is found in any case; somebody new is taken for a
  /// person where the name begins with a capital, or where the whole title has none.
  func named(in title: Range<Int>, of found: inout RitualSentence) throws(TextFault) -> [String] {
    let end = title.upperBound
    func word(_ index: Int) -> String { lexeme(tokens[index].range) }
    guard let with = title.dropFirst().last(where: { word($0).lowercased() == "with" }) else { return [] }
    func hasCapital(_ index: Int) -> Bool { word(index).first?.isUppercase ?? false }
    let hasCapitals = (title.lowerBound..<with).contains(where: hasCapital)
    var ids: [String] = []
    var reader = self
    reader.index = with + 1
    while reader.index < end {
      let first = reader.index
      while reader.index < end, !reader.endsName { reader.index += 1 }
      if reader.index > first {
        let name = reader.range(from: first)
        let isKnown = !self.ids(called: lexeme(name), new: found.newPeople).isEmpty
        // `Coffee with me`, `Dinner with nobody`
        guard isKnown || !TokenReader.isPronoun(lexeme(name)) else { break }
        if isKnown || hasCapital(first) || !hasCapitals && reader.index == first + 1 {
          ids.append(try id(of: name, in: &found))
        }
      }
      guard reader.index < end, reader.acceptComma() || reader.accept(.and) else { break }
    }
    return ids
  }

  /// Whether a dash stands here that parts words: that of `with Ana – fridays`, not that of `Anna-Maria`.
  var isDashApart: Bool { kind == .dash && !(glued(ahead: 0) && glued(ahead: 1)) }

  private var endsName: Bool {
    if isDashApart { return true }
    return switch kind {
    case .comma, .stray, .word(.and), .word(.at), .word(.in), .word(.on), .word(.before), .word(.after): true
    default: false
    }
  }

  /// Those who are known and stand in the title by their name as it is written, in its order: `Letter to Ana`, but
  /// nobody called May in `maybe`.
  func mentioned(in title: Range<Int>) -> [String] {
    let (people, me) = (context.value.people ?? [:], context.value.me)
    let words = tokens[title].map { lexeme($0.range) }
    return words.indices.compactMap { start in
      let called = people.values.filter { person in
        let name = person.name.split(separator: " ").map(String.init)
        return !name.isEmpty && person.id != me && words[start...].starts(with: name)
      }
      return called.count == 1 ? called.first?.id : nil
    }
  }
}
