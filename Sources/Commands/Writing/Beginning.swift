import JSONText
import Recurrence
import RitualFile
import Rituals
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
    if me == nil, let name = try name ?? ask("What is your name?", usual: nil), !name.isEmpty {
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
    guard RitualSentence.isAboutTime(name) || ["me", "myself", "i"].contains(name.lowercased()) else {
      return true
    }
    context.print("  \"\(DisplayText.line(name))\" isn't somebody's name, so it is left out.")
    return false
  }

  /// The people of an answer but the user, each once; whoever is new is added.
  private mutating func ids(in answer: String) throws -> [String] {
    if ["nobody", "no one", "noone", "alone", "just me"].contains(answer.lowercased()) { return [] }
    if PatientQuestion.passes.contains(answer.lowercased()) { return [] }
    var ids: [String] = []
    for name in answer.listed where !["me", "myself", "i"].contains(name.lowercased()) && isName(name) {
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
        with = try ids(in: answer)
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
      rule = try askForRule(of: preset)
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

  /// When a preset is to be; nil where the user passes on it.
  private func askForRule(of preset: Preset) throws -> PresetChoice? {
    guard let conversation else { return PresetChoice(when: preset.rule()) }
    let today = try change.before.zone().local(at: context.now()).date
    func question(_ words: String, usual: String, examples: String) -> PatientQuestion {
      PatientQuestion(
        conversation: conversation, context: context, question: "  \(words)", usual: usual,
        help: "For example: \(examples). Enter takes \(usual), \"skip\" leaves this ritual out.",
        end: "Then \(usual) for now; kin edit changes it.")
    }
    let examples = "\(preset.day); the 15th; every 2 weeks on sunday; every second friday of the month at 7pm"
    let day = try question("On which day?", usual: preset.day, examples: examples).ask { answer in
      PresetRule(answer, in: preset, today: today).map { .success($0) }
        ?? .failure(PresetRule.fault(of: answer, in: preset, today: today))
    }
    var said = try PresetRule(of: preset)
    switch day {
    case .passed: return nil
    case .usual: break
    case .value(let answer):
      said = answer
      // Whoever said more than a day hears what was understood.
      if !said.isOfPreset || !said.needsTime {
        let meaning = DisplayText.line(said.meaning)
        context.print(context.terminal.paragraph("So \(meaning).", indent: "  "))
      }
      if !said.needsTime { return said.choice(said.rule.text) }
    }
    let time = try question("At what time?", usual: preset.time, examples: "18:30, 7pm, noon").ask { answer in
      Self.rule(said.rule, at: answer)
    }
    switch time {
    case .passed: return nil
    case .usual: return said.choice(try said.rule.at(preset.time).text)
    case .value(let rule): return said.choice(rule)
    }
  }

  /// A rule at a time of the day.
  private static func rule(_ rule: SaidRule, at answer: String) -> Result<String, NotUnderstood> {
    let bare = answer.lowercased().hasPrefix("at ") ? String(answer.dropFirst(3)) : answer
    // Whoever says 10 or 19 means the full hour; of 7 nobody knows which.
    let time = Int(bare).map { (8...23).contains($0) ? "\($0):00" : bare } ?? bare
    do {
      return .success(try rule.at(time).text)
    } catch let fault as TextFault {
      let mended = fault.mending(time, from: "every day at ".utf8.count)
      let isUnderstood = mended.map { (try? rule.at($0)) != nil } ?? false
      return .failure(NotUnderstood(sentence: isUnderstood ? fault.sentence : fault.sentenceAlone))
    } catch { return .failure(NotUnderstood(sentence: DisplayText.line("\(error)").capitalizedFirst + ".")) }
  }

  /// An answer; `usual`, or nil where there is none, for Enter.
  private func ask(_ question: String, usual: String?) throws -> String? {
    guard let conversation else { return usual }
    let answer = try conversation.answer(to: "\(question) [\(usual ?? "skip")]")
    return answer.isEmpty ? usual : answer
  }

  // MARK: Peace

  /// Quiet hours and how many reminders are enough, asked once: what is passed is written as none, so that it isn't asked
  /// again.
  private mutating func askForPeace(quiet: [QuietHours], budget: Int?) throws {
    func write(_ hours: [QuietHours]) throws {
      try change.set(.quietHours, to: .list(hours.map { RitualFile.json(of: $0) }))
    }
    let mayAsk = change.text[["quietHours"]] == nil && (!made.isEmpty || !people.isEmpty)
    if !quiet.isEmpty { try write(quiet) }
    if let budget { try change.set(.budget, to: ["perDay": .integer(budget)]) }
    guard let conversation, mayAsk else { return }
    context.print()
    if quiet.isEmpty {
      let question = PatientQuestion(
        conversation: conversation, context: context,
        question: "When should nothing disturb you? (22:00 to 8:00)",
        usual: "skip", help: "For example: 22:00 to 8:00; 11pm to 9am on friday and saturday. Enter passes.",
        end: "Then at any time for now; \"quietHours\" in the config says otherwise.")
      let answer = try question.ask { (answer: String) -> Result<QuietHours, NotUnderstood> in
        do throws(TextFault) {
          return .success(try QuietHours(parsing: answer))
        } catch { return .failure(NotUnderstood(sentence: error.sentence)) }
      }
      if case .value(let hours) = answer { try write([hours]) } else { try write([]) }
    }
    guard budget == nil, change.text[["budget"]] == nil else { return }
    let question = PatientQuestion(
      conversation: conversation, context: context, question: "How many reminders are enough for a day? (4)",
      usual: "no limit",
      help: "A number from 1 to 1000; the others then wait, or come silently. Enter means no limit.",
      end: "Then without a limit; \"budget\" in the config says otherwise.")
    let answer = try question.ask { (answer: String) -> Result<Int, NotUnderstood> in
      let word = answer.lowercased().split(separator: " ").first.map(String.init) ?? ""
      let number = Int(word) ?? Self.numbers.firstIndex(of: word)
      guard let number, (1...1000).contains(number) else {
        return .failure(
          NotUnderstood(sentence: "\"\(DisplayText.line(answer))\" isn't a number from 1 to 1000."))
      }
      return .success(number)
    }
    if case .value(let number) = answer { try change.set(.budget, to: ["perDay": .integer(number)]) }
  }

  private static let numbers = [
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
  ]

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

  /// The presets that an answer names by their numbers on the list or by names, each once; and the first word that names
  /// none.
  static func found(in answer: String, offered: [Preset]) -> (presets: [Preset], wrong: String?) {
    if ["all", "all of them", "everything"].contains(answer.lowercased()) { return (offered, nil) }
    func named(_ word: String) -> [Preset] {
      if let number = Int(word) { return offered.indices.contains(number - 1) ? [offered[number - 1]] : [] }
      let found = NameSearch(word).found(in: all, id: \.name, name: { $0.name.replacing("-", with: " ") })?
        .things
      return found?.count == 1 ? found ?? [] : []
    }
    var (presets, wrong): ([Preset], String?) = ([], nil)
    for part in answer.listed {
      // `1 3`, but `monthly coffee`
      for word in named(part).isEmpty ? part.split(separator: " ").map(String.init) : [part] {
        guard let preset = named(word).first else {
          wrong = wrong ?? word
          continue
        }
        if !presets.contains(where: { $0.name == preset.name }) { presets.append(preset) }
      }
    }
    return (presets, wrong)
  }
}

extension JSONValue {
  /// The people of a ritual.
  fileprivate var with: Set<String> {
    Set(self[RitualKey.with.rawValue]?.elements.compactMap(\.string) ?? [])
  }
}
