import Wording

/// The conversation of `kin init`, from the first question to the file.
struct Beginning {
  private var change: ConfigChange
  /// Nil if nothing is asked.
  private let conversation: Conversation?
  private let context: Context
  /// The people it is about, by their ids.
  private var people: [String] = []
  private var made: [String] = []

  init(_ files: FileOptions, in context: Context, conversation: Conversation?) throws {
    self.context = context
    self.conversation = conversation
    change = try ConfigChange(files, in: context, mayBegin: true)
    people = (change.text[["people"]]?.members.map(\.name) ?? []).filter { $0 != change.me }
  }

  mutating func run(presets: [Preset], name: String?, people names: String?) throws -> Report {
    guard try welcome() else { return Report("Nothing was written.") }
    do {
      try meet(name: name, people: names)
      let chosen = presets.isEmpty ? try choose() : presets
      for preset in chosen { try add(preset) }
    } catch is Ended { context.print("That is fine.") }
    return try finish()
  }

  private var me: String? { change.me }

  // MARK: Who

  private mutating func welcome() throws -> Bool {
    guard let conversation else { return true }
    if !change.isNew {
      let count = change.ritualCount
      return conversation.confirm(
        "There is a config already, with \(count) ritual\(count == 1 ? "" : "s"). Add to it?") ?? false
    }
    let words = """
      A few questions, and you have your first rituals. Enter takes what is in brackets, and Ctrl-D ends it well at any \
      time.
      """
    context.print(DisplayText.wrapped(words, to: context.terminal.width ?? 78) + [""])
    return true
  }

  private mutating func meet(name: String?, people names: String?) throws {
    if me == nil, let name = try name ?? ask("What is your name?", usual: nil), !name.isEmpty {
      try change.set(.me, to: .string(change.id(ofPerson: name)))
    }
    people = people.filter { $0 != me }
    let question =
      people.isEmpty
      ? "Whom would you like to stay close to?"
      : "Anybody new, besides \(DisplayText.list(people.map(called)))?"
    let answer = try names ?? ask(question + " (names, with commas)", usual: nil)
    let met = try (answer ?? "").listed.map { try change.id(ofPerson: $0) }
    // Who is named with the command is who it is about.
    people = names == nil ? people + met.filter { !people.contains($0) } : met
  }

  private func called(_ id: String) -> String { DisplayText.line(change.people[id]?.name ?? id) }

  // MARK: What

  private mutating func choose() throws -> [Preset] {
    context.print([""] + Preset.lines(context.terminal) + [""])
    while true {
      let answer = try ask("Which would you like? (numbers or names, with commas)", usual: "1") ?? ""
      let words = answer.replacing(" ", with: ",").listed
      let found = words.map { word in
        Int(word).flatMap { Preset.all.indices.contains($0 - 1) ? Preset.all[$0 - 1] : nil }
          ?? Preset.named(word)
      }
      guard let wrong = found.firstIndex(where: { $0 == nil }) else { return found.compactMap { $0 } }
      let word = words[wrong]
      context.print("There is no \"\(word)\" on the list\(Preset.near(word)); please say it again.")
    }
  }

  private mutating func add(_ preset: Preset) throws {
    if conversation != nil { context.print(["", context.terminal.paint(preset.about + ".", .bold)]) }
    var with: [String] = preset.isWithOne ? Array(people.prefix(1)) : people
    var rule = preset.rule()
    var ended = false
    do {
      let usual = DisplayText.list(with.map(called))
      if let answer = try ask("  With whom?", usual: usual.isEmpty ? nil : usual), answer != usual {
        with = try answer.listed.map { try change.id(ofPerson: $0) }.filter { $0 != me }
        people += with.filter { !people.contains($0) }
      }
      let day = try askForPart("  On which day?", usual: preset.day) { preset.rule(day: $0) }
      rule = preset.rule(day: day)
      let time = try askForPart("  At what time?", usual: preset.time) { preset.rule(day: day, time: $0) }
      rule = preset.rule(day: day, time: time)
    } catch is Ended { ended = true }
    let names = DisplayText.list(with.map(called))
    let id = change.freeID(([preset.id] + (with.count == 1 ? with : [])).joined(separator: "-"))
    try change.add(
      preset.json(
        id: id, me: me, with: with, names: names, when: rule, now: context.now(), zone: change.before.zone()))
    made.append(id)
    if ended { throw Ended() }
  }

  /// Asks for a day or a time until the rule with it is one.
  private func askForPart(_ question: String, usual: String, _ rule: (String) -> String) throws -> String {
    while true {
      guard let answer = try ask(question, usual: usual) else { return usual }
      // Whoever says 10 or 19 means the full hour; of 7 nobody knows which.
      let part = Int(answer).map { (8...23).contains($0) ? "\($0):00" : answer } ?? answer
      do throws(TextFault) {
        _ = try Phrase.parse(rule(part))
        return part
      } catch { context.print("  " + DisplayText.line("\(error.message)\(error.hint)").capitalizedFirst) }
    }
  }

  /// An answer; `usual`, or nil where there is none, for Enter.
  private func ask(_ question: String, usual: String?) throws -> String? {
    guard let conversation else { return usual }
    let answer = try conversation.answer(to: "\(question) [\(usual ?? "skip")]")
    return answer.isEmpty ? usual : answer
  }

  // MARK: Writing

  private func finish() throws -> Report {
    guard change.isChanged, !(change.isNew && made.isEmpty && people.isEmpty && me == nil) else {
      return Report("Nothing was written.")
    }
    let checked = try change.checked()
    let situation = try checked.situation()
    for id in made {
      if conversation != nil || id != made.first { context.print() }
      context.print(try situation.summary(of: situation.ritual(id)))
    }
    try checked.printWarnings()
    if let conversation {
      context.print()
      let question = "\(change.isNew ? "Write" : "Add") this to \(change.path)?"
      guard conversation.confirm(question) == true else { return Report("Nothing was written.") }
    }
    try checked.save()
    return Report("Written to \(change.path). `kin` shows what is coming up, `kin edit` changes it.")
  }
}

/// The input ended; what was answered until then may still be kept.
struct Ended: Error {}

extension Conversation {
  /// Asks; throws `Ended` if the input ends.
  func answer(to question: String) throws(Ended) -> String {
    if let answer = ask(question) { answer } else { throw Ended() }
  }
}

extension Preset {
  /// `; did you mean …?` for a name that is near one.
  static func near(_ name: String) -> String { didYouMean(name, among: all.map(\.name)) }
}
