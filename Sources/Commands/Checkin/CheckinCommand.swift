import ArgumentParser
import JSONText
import Planning
import Rituals
import Wording

/// `kin checkin`: a talk with a few questions, led through in the terminal.
struct CheckinCommand: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkin",
    abstract: "Lead through a check-in: a few questions, in turn, each of which may be passed.",
    discussion: """
      The questions come from the ritual's deck ("prompts" in the config) and do not repeat before all had their time; \
      there are as many as its duration has room for, and three without one. Who has the turn begins, else you \
      alternate.

      What is written stays in the notebook, readable by you alone: it never reaches the history, the journal, a \
      notification or a hook. Ctrl-C and Ctrl-D end a check-in, and keep what was written.

      With --show --json: an array of ritual, at (wall time), utc, occurrence, deck, first (who began), felt, and asked, each \
      with prompt, words and answer, null where it was passed.
      """)

  @Argument(help: "A ritual; with --show, left out, all of them.", completion: .rituals) var ritual: String?

  @Option(

    help: ArgumentHelp("Draw from this deck instead, as repair after a hurt.", valueName: "name"),
    completion: .decks)
  var deck: String?

  @Flag(help: "Write into a text file, in $VISUAL or $EDITOR.") var editor = false
  @Flag(help: "Show only what would be asked.") var prompts = false
  @Flag(help: "Show the decks there are.") var decks = false
  @Flag(help: "Show past check-ins, the latest last.") var show = false
  @Option(help: "With --show: at most this many; 0 shows all.") var last = 3
  @OptionGroup var options: ReadingOptions

  func validate() throws {
    if [prompts, decks, show, editor].filter({ $0 }).count > 1 {
      throw ValidationError("--prompts, --decks, --show and --editor go one at a time")
    }
    if options.json, !prompts, !decks, !show {
      throw ValidationError("--json goes with --prompts, --decks or --show")
    }
    if last < 0 { throw ValidationError("--last is 0 or more") }
  }

  func run(in context: Context) throws -> Report {
    let situation = try context.situation(options)
    if decks { return showDecks(situation) }
    if show { return try showPast(situation) }
    let plan = try CheckinPlan(chosen(in: situation), deckName: deck, in: situation)
    if prompts { return show(plan, situation) }
    if editor { return try write(plan, situation) }
    var session = try CheckinSession(plan, in: situation)
    return try session.lead()
  }

  /// The ritual that is named, else the only one that has prompts.
  private func chosen(in situation: Situation) throws -> ScheduledRitual {
    if let ritual { return try situation.named(ritual).ritual }
    let rituals = situation.household.rituals
    let asking = rituals.filter { $0.prompts != nil }
    if let only = asking.first, asking.count == 1 { return try situation.ritual(only.id) }
    throw WrongUsage(
      "which ritual? Name one, as in: kin checkin \(asking.first?.id ?? rituals.first?.id ?? "RITUAL")")
  }

  private func show(_ plan: CheckinPlan, _ situation: Situation) -> Report {
    if options.json { return Report(plan.json) }
    let terminal = situation.terminal
    var report = Report(plan.introduction(in: situation, terminal) + [""])
    for (place, prompt) in plan.prompts.enumerated() {
      let lines = terminal.paragraph(DisplayText.line(prompt.text), indent: "    ")
      let mark = place == plan.prompts.count - 1 ? "and" : "\(place + 1)."
      report.lines += lines.prefix(1).map { terminal.paint(mark, .dim) + $0.dropFirst(mark.count) }
      report.lines += lines.dropFirst()
    }
    return report
  }

  private func showDecks(_ situation: Situation) -> Report {
    let decks = situation.household.deckNames.compactMap { situation.household.deck($0) }
    if options.json {
      return Report(
        JSON.list(
          decks.map {
            [
              "id": .string($0.id), "title": .string($0.title), "about": .string($0.about),
              "prompts": .strings($0.prompts.map(\.text)),
            ]
          }))
    }
    let terminal = situation.terminal
    return Report(
      paragraphs: decks.map {
        [terminal.heading($0.title, $0.id)] + terminal.paragraph(DisplayText.line($0.about), indent: "  ")
      })
  }

  /// In the user's editor, in place of the terminal.
  private func write(_ plan: CheckinPlan, _ situation: Situation) throws -> Report {
    let page = CheckinPage(
      introduction: plan.introduction(in: situation, Terminal(usesColour: false, width: 90)),
      prompts: plan.prompts)
    let context = situation.context
    var record = CheckinRecord(plan: plan, store: try situation.openNotebook())
    var ended: Int32 = 0
    try PrivatePage.edit(page.text, in: situation) { text, status in
      ended = status
      let (answers, felt) = page.read(text)
      if let unknown = try record.keep(answers, felt: felt, at: situation.now) { context.warn("\(unknown)") }
    }
    guard record.hasBegun else {
      return Report(
        ["Nothing was written down, so nothing is kept."],
        messages: ended == 0 ? [] : ["the editor ended with status \(ended)"], status: ended == 0 ? 0 : 1)
    }
    let conversation = context.conversation()
    conversation.catchInterrupts()
    defer { conversation.close() }
    return try record.close(in: situation, conversation)
  }

  private func showPast(_ situation: Situation) throws -> Report {
    let notebook = try situation.notebook([.checkins])
    var id = ritual.map { OccurrenceID($0)?.ritual ?? $0 }
    // Of a ritual that is gone from the config, what was written stays.
    if let ritual, !notebook.checkins.contains(where: { $0.ritual == id }) {
      id = try situation.named(ritual).ritual.ritual.id
    }
    var past = notebook.checkins.filter { id == nil || $0.ritual == id }
    if last > 0 { past = past.suffix(last) }
    if options.json { return Report(JSON.list(past.map { $0.json(in: situation) })) }
    if past.isEmpty { return .message("there is no check-in yet; kin checkin RITUAL leads through one") }
    return Report(paragraphs: past.map { $0.lines(in: situation) })
  }
}
