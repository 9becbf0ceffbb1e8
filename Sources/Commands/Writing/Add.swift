import ArgumentParser
import CivilTime
import JSONText
import Planning
import Recurrence
import RitualFile
import Rituals
import Wording

/// `kin add SENTENCE`: a new ritual, said in one sentence.
struct Add: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a ritual that is said in one sentence.",
    discussion: """
      The sentence begins with the title and goes on with when it is; behind that may stand reminders, how long it takes, \
      a place, and whose turn it is. It shows what it understood and asks before it writes; in a pipe, or with --yes, it just \
      writes. People who are not in the config yet are added; where a name is near to one that is known, or the ritual is \
      there already, a pipe needs --yes. A sentence that is not understood changes nothing.

      A word of time that would become part of the title, a name or the place is asked about, and in a pipe or with --yes \
      refused. A title in quotes may say what it likes.

      Without words it asks for them, in a terminal.

        kin add Coffee with Ana every first saturday at 10:00
        kin add Dinner with Noor next friday at 19:00
        kin add '"The week ahead" every sunday at 18:00'
        kin add "Soup night with Jo every 2 weeks on thursday at 19:00, remind 3h before, Jo and I cook in turn"
      """)

  @Argument(help: ArgumentHelp("What and when, quoted or not.", valueName: "sentence"))
  var sentence: [String] = []

  @Option(help: ArgumentHelp("The id; without it, one is made from the title.", valueName: "id"))
  var id: String?

  @Option(
    help: ArgumentHelp(
      "Count days like tomorrow, and the first date, from this time instead of now: 2026-12-05T10:00.",
      valueName: "time"))
  var at: String?

  @Flag(name: [.short, .long], help: "Do not ask.") var yes = false
  @Flag(help: "Show what would change, and write nothing.") var dryRun = false

  @Flag(help: "Print JSON.") var json = false

  @OptionGroup var files: FileOptions

  func run(in context: Context) throws -> Report {
    var change = try ConfigChange(files, in: context.forProgram(if: json), begins: .ifNoneIsKept)
    if let at { change.setClock(to: try context.instant(at, zone: change.before.zone())) }
    return try add(to: &change)
  }

  private func add(to change: inout ConfigChange) throws -> Report {
    let context = change.context
    let conversation = context.isInteractive ? context.conversation() : nil
    if conversation != nil, !dryRun { try change.checkWritable() }
    let household = try change.before.household()
    let zone = try change.before.zone()
    let today = zone.local(at: context.now())
    guard let words = try words(conversation, household, today: today.date, context) else {
      return Report("Nothing was written.")
    }
    var understood = try context.reading(words) { text throws(TextFault) in
      try RitualSentence(parsing: text, people: household.people, me: household.me, today: today.date)
    }
    guard try settle(understood.doubts, conversation, said: words, in: context) else {
      return Report("Nothing was written.")
    }
    try refuseSame(understood, in: household)
    guard try meetPeople(of: &understood, in: household, conversation) else {
      return Report("Nothing was written.")
    }
    let id = id ?? Identifier.make(from: understood.title, taken: household.rituals.map(\.id))
    if self.id != nil { try refuseBad(id: id, in: change) }
    for person in understood.newPeople { try change.add(person) }
    let new = understood.ritual(id: id, starting: understood.starting)
      .countedFromNearest(after: context.now(), zone: zone)
    if let hindrance = new.hindrance(after: context.now(), zone: zone) {
      throw Failure(
        "\"\(DisplayText.line(understood.when))\" would never come: \(hindrance.message); \(hindrance.advice)"
      )
    }
    let ritual = RitualFile.json(of: new)
    try change.add(ritual)
    let checked = try change.checked()
    let after = try checked.situation()
    let kept = try after.ritual(id)

    let added = "Added to \(change.path) as \(id)."
    if json {
      let warnings = try checked.warnings()
      if !dryRun { try checked.save() }
      let receipt = Receipt(
        action: "add", isChanged: !dryRun, rituals: [id], people: understood.newPeople.map(\.id),
        path: change.path, more: after.written(kept, ritual, warnings))
      let lines = summary(understood, kept, household, after)
      return receipt.report(lines + (dryRun ? [] : [added]), asJSON: true)
    }
    context.print(summary(understood, kept, household, after))
    try checked.printWarnings()
    if dryRun { return Report([""] + change.difference) }
    if !yes, let conversation, conversation.confirm("Add it?") != true {
      return Report("Nothing was written.")
    }
    try checked.save()
    return Report(
      [added]
        + (change.isNew ? ["That is your first ritual. `kin init` has ideas for more."] : []))
  }

  /// What was said with the command, else what is answered; nil if the input ends.
  private func words(
    _ conversation: Conversation?, _ household: Household, today: CivilDate, _ context: Context
  ) throws -> String? {
    guard sentence.isEmpty else { return sentence.joined(separator: " ") }
    guard let conversation else {
      throw WrongUsage("say what and when, as in kin add Coffee with Ana every first saturday at 10:00")
    }
    return AddConversation(
      conversation: conversation, context: context, household: household, today: today
    ).sentence()
  }

  /// Asks about what is only right if somebody says so; refuses it if nobody can answer, or the answer is no. False if the
  /// input ended.
  private func settle(
    _ doubts: [Doubt], _ conversation: Conversation?, said words: String, in context: Context
  ) throws -> Bool {
    for doubt in doubts {
      let refusal = WrongUsage(doubt.fault, in: words, context.errorTerminal)
      guard !yes, let conversation else { throw refusal }
      guard let isMeant = conversation.confirm("Is \"\(doubt.words)\" the \(doubt.part.rawValue)?") else {
        return false
      }
      if !isMeant { throw refusal }
    }
    return true
  }

  /// The same ritual twice is rarely meant.
  private func refuseSame(_ understood: RitualSentence, in household: Household) throws {
    guard !yes, id == nil,
      let same = household.rituals.first(where: {
        $0.title.lowercased() == understood.title.lowercased() && $0.when == understood.form
      })
    else { return }
    throw Failure(
      "there is a ritual of this title and time already: \(same.id); `kin edit \(same.id)` changes it, "
        + "--yes or --id adds another")
  }

  /// Asks about each new name that is close to a known one, or refuses it if nobody can answer. False if the input ended.
  private func meetPeople(
    of understood: inout RitualSentence, in household: Household, _ conversation: Conversation?
  ) throws -> Bool {
    guard !yes else { return true }
    let known = household.people.values.sorted { $0.id < $1.id }
    for person in understood.newPeople {
      guard let name = EditDistance.closest(to: person.name, among: known.map(\.name)),
        let near = known.first(where: { $0.name == name })
      else { continue }
      let (new, old) = (DisplayText.line(person.name), DisplayText.line(name))
      guard let conversation else {
        throw Failure("there is nobody called \"\(new)\" yet; did you mean \"\(old)\"? --yes adds \(new)")
      }
      let isKnown = conversation.confirm("\(new) is new here. Did you mean \(old)?")
      guard let isKnown else { return false }
      if isKnown { understood.replace(person, by: near) }
    }
    return true
  }

  private func refuseBad(id: String, in change: ConfigChange) throws {
    if change.path(ofRitual: id) != nil {
      throw Failure("there is a ritual \"\(DisplayText.line(id))\" already; `kin edit` changes it")
    }
    if !Identifier.isGood(id) {
      throw WrongUsage("\"\(DisplayText.line(id))\" isn't an id; write letters, digits and . _ - only")
    }
  }

  // MARK: Showing

  private func summary(
    _ understood: RitualSentence, _ kept: ScheduledRitual, _ before: Household, _ after: Situation
  ) -> [String] {
    let new = understood.newPeople.map { "\(DisplayText.line($0.name)) (\($0.id))" }
    let starting = understood.needsStarting ? kept.ritual.starting : nil
    let same = before.rituals.first { $0.title == understood.title }
    let notes = [
      new.isEmpty ? nil : "New in \"people\": \(DisplayText.list(new))",
      starting.map { start in
        let another = after.coming([kept], perRitual: 2).last?.due.date ?? start.date.advanced(byDays: 7)
        return "It counts from \(start), its first date. Add \"starting \(another)\" for another."
      },
      same.map { "There is a ritual of this title already: \($0.id)" },
    ]
    return after.summary(of: kept) + notes.compactMap { $0 }
  }
}

extension RitualSentence {
  /// The ritual it describes. What it doesn't say is left to the defaults.
  func ritual(id: String, starting: LocalPoint?) -> Ritual {
    var ritual = Ritual(id: id, title: title, when: form, whenText: when)
    (ritual.with, ritual.starting, ritual.remind, ritual.via) = (with, starting, remind, [])
    (ritual.nudge, ritual.duration, ritual.turns, ritual.place) = (nudge, duration, turns, place)
    ritual.except = except
    return ritual
  }
}
