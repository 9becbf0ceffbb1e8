import JSONText
import RitualFile
import Rituals
import Wording

/// The conversation of `kin init`, from the first question to the file.
struct Beginning {
  var change: ConfigChange
  /// Nil if nothing is asked.
  let conversation: Conversation?
  let context: Context
  /// The people it is about, by their ids.
  private(set) var people: [String] = []
  private(set) var made: [String] = []

  init(_ files: FileOptions, in context: Context, conversation: Conversation?) throws {
    self.context = context
    self.conversation = conversation
    change = try ConfigChange(files, in: context, begins: .always)
    if conversation != nil { try change.checkWritable() }
    people = (change.text[["people"]]?.members.map(\.name) ?? []).filter { $0 != change.me }
  }

  mutating func run(
    presets: [Preset], name: String?, people names: String?, quiet: [QuietHours], budget: Int?
  ) throws -> Report {
    guard try welcome() else { return Report("Nothing was written.") }
    do {
      try meet(name: name, people: names)
      let chosen = presets.isEmpty ? try choose() : presets
      for preset in chosen { try add(preset) }
      try askForPeace(quiet: quiet, budget: budget)
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
    if me == nil, let name = try name ?? ask("What is your name?", usual: nil, help: "A name, as Sam."),
      !name.isEmpty,
      !PatientQuestion.passes.contains(name.lowercased())
    {
      if isName(name) { try change.set(.me, to: .string(change.id(ofPerson: name))) }
    }
    people = people.filter { $0 != me }
    let question =
      people.isEmpty
      ? "Whom would you like to stay close to?"
      : "Anybody new, besides \(DisplayText.list(people.map(called)))?"
    let answer = try names ?? ask(question + " (names, with commas)", usual: nil)
    let met = try ids(in: answer ?? "")
    // Who is named with the command is who it is about.
    people = names == nil ? people + met.filter { !people.contains($0) } : met
  }

  private func called(_ id: String) -> String { DisplayText.line(change.people.shownName(id)) }

  /// Says so where an answer is a word of time and nobody's name; nobody is added then.
  private func isName(_ name: String) -> Bool {
    guard RitualSentence.isAboutTime(name) || Self.isUser(name) else { return true }
    context.print("  \"\(DisplayText.line(name))\" isn't a person's name, so it is left out.")
    return false
  }

  private static func isUser(_ word: String) -> Bool { ["me", "myself", "i"].contains(word.lowercased()) }

  private static func isNobody(_ answer: String) -> Bool {
    let word = answer.lowercased()
    return ["nobody", "no one", "noone", "alone", "just me"].contains(word) || isUser(word)
      || PatientQuestion.passes.contains(word)
  }

  /// The people of an answer but the user, each once; whoever is new is added.
  private mutating func ids(in answer: String) throws -> [String] {
    if Self.isNobody(answer) { return [] }
    var ids: [String] = []
    for name in answer.listed where !Self.isUser(name) && isName(name) {
      let id = try change.id(ofPerson: name)
      if id != me, !ids.contains(id) { ids.append(id) }
    }
    return ids
  }

  // MARK: What

  /// The rituals of a preset's kind that the config has by now.
  private func kept(_ preset: Preset) -> [JSONValue] {
    change.text[["rituals"]]?.elements.filter { ritual in
      guard let id = ritual[RitualKey.id.rawValue]?.string else { return false }
      return id == preset.id || id.hasPrefix(preset.id + "-")
    } ?? []
  }

  private func choose() throws -> [Preset] {
    let offered = Preset.all.filter { kept($0).isEmpty }
    let rest = Preset.all.filter { !kept($0).isEmpty }.map(\.name)
    if !rest.isEmpty {
      let words =
        "Your config has something like these already: \(DisplayText.list(rest)). Name one to add another."
      context.print([""] + context.terminal.paragraph(words, .dim))
    }
    context.print([""] + Preset.lines(offered, context.terminal) + [""])
    guard let conversation else { return [] }
    var understood: [Preset] = []
    let question = PatientQuestion(
      conversation: conversation, context: context,
      question: "Which would you like? (numbers or names, with commas)",
      usual: offered.isEmpty ? "none" : "1",
      help: "For example: 1, 3; or \(Preset.all[0].name). With \"none\", no ritual is added now.",
      end: "Then let's go on with what was clear.")
    let answer = try question.ask { answer in
      let (found, wrong) = Preset.found(in: answer, offered: offered)
      understood += found.filter { one in !understood.contains { $0.name == one.name } }
      guard let wrong else { return .success(understood) }
      let sentence = "There is no \"\(wrong)\" on the list\(Preset.near(wrong)); please say it again."
      return .failure(NotUnderstood(sentence: sentence))
    }
    switch answer {
    case .value(let presets): return presets
    case .passed: return []
    // Enter after a slip means what was clear, too.
    case .usual: return understood.isEmpty ? Array(offered.prefix(1)) : understood
    }
  }

  private mutating func add(_ preset: Preset) throws {
    if conversation != nil { context.print(["", context.terminal.paint(preset.about + ".", .bold)]) }
    var with: [String] = preset.isWithOne ? Array(people.prefix(1)) : people
    var rule: PresetChoice? = PresetChoice(when: preset.rule())
    var ended = false
    do {
      let usual = DisplayText.list(with.map(called))
      if let answer = try ask("  With whom?", usual: usual.isEmpty ? nil : usual), answer != usual {
        let named = try ids(in: answer)
        // A day that was typed too early leaves it with whom it was.
        if !named.isEmpty || Self.isNobody(answer) { with = named }
        people += with.filter { !people.contains($0) }
      }
      if let same = kept(preset).first(where: { $0.with == Set(with) }) {
        let (title, id) = (
          same[RitualKey.title.rawValue]?.string ?? "", same[RitualKey.id.rawValue]?.string ?? ""
        )
        return context.print(
          context.terminal.paragraph(
            "\(DisplayText.line(title)) (\(id)) is there already, so it stays as it is."))
      }
      try askForRule(of: preset, into: &rule)
    } catch is Ended { ended = true }
    if let rule {
      let names = DisplayText.list(with.map(called))
      let id = change.freeID(([preset.id] + (with.count == 1 ? with : [])).joined(separator: "-"))
      try change.add(
        preset.json(
          id: id, me: me, with: with, names: names, when: rule, now: context.now(), zone: change.before.zone()
        ))
      made.append(id)
    } else {
      context.print("  Left out; kin init --preset \(preset.name) adds it another time.")
    }
    if ended { throw Ended() }
  }

  /// An answer; `usual`, or nil where there is none, for Enter.
  private func ask(
    _ question: String, usual: String?, help: String = "Names, as Ana and Jo."
  ) throws -> String? {
    guard let conversation else { return usual }
    while true {
      let answer = try conversation.answer(to: "\(question) [\(usual ?? "skip")]")
      let word = answer.lowercased()
      let isYes = ["y", "yes"].contains(word)
      if word.isEmpty || isYes && usual != nil { return usual }
      guard isYes || PatientQuestion.pleas.contains(word) else { return answer }
      let words = help + " Enter takes what is in brackets; Ctrl-D ends here."
      context.print(context.terminal.paragraph(words, indent: "  "))
    }
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

extension JSONValue {
  /// The people of a ritual.
  fileprivate var with: Set<String> {
    Set(self[RitualKey.with.rawValue]?.elements.compactMap(\.string) ?? [])
  }
}
