import ArgumentParser
import Glibc
import JSONText
import RitualFile
import Rituals
import Wording

/// `kin edit`: change a ritual of the config, in place.
struct Edit: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Change a ritual, in place in the config.",
    discussion: """
      With options, or with a rule alone, it changes just that, and every other byte of the file stays. It reports what would \
      make the config bad, and doesn't write it. With neither, it opens the config in your editor ($VISUAL, $EDITOR) at the \
      ritual. It saves only a good config, and what you typed is never lost. Without a ritual it asks which, in a \
      terminal.

        kin edit coffee-ana "every second saturday at 11:00"
        kin edit coffee-ana --remind "2 days before, at start" --except 2026-12-26
        kin edit coffee-ana --unset place
      """)

  @Argument(help: "A ritual.", completion: .rituals) var ritual: String?

  @Argument(help: ArgumentHelp("When it is from now on; the same as --when.", valueName: "rule"))
  var words: [String] = []

  @Option(help: ArgumentHelp("When it is: a phrase or an RRULE, as for `kin when`.", valueName: "rule"))
  var when: String?

  @Option(help: "What reminders call it.") var title: String?
  @Option(
    help: ArgumentHelp("With whom, by name or id: \"ana, jo\".", valueName: "people"), completion: .people)
  var with: String?

  @Option(help: ArgumentHelp("When reminders come: \"2 days before, at start\".", valueName: "times"))
  var remind: [String] = []

  @Option(help: ArgumentHelp("Asking again while it is open: \"1 day, 2 times\".", valueName: "span"))
  var nudge: String?

  @Option(help: ArgumentHelp("How long it takes: 30min.", valueName: "span")) var duration: String?
  @Option(help: "Where it takes place.") var place: String?
  @Option(help: ArgumentHelp("What to remember.", valueName: "text")) var notes: String?

  @Option(help: ArgumentHelp("The first day it counts from: 2026-12-08, next monday.", valueName: "date"))
  var starting: String?

  @Option(help: ArgumentHelp("The last day it may be on: 2027-06-30, 24 december.", valueName: "date"))
  var until: String?

  @Option(help: ArgumentHelp("Leave this day out, besides those left out already.", valueName: "date"))
  var except: [String] = []

  @Option(help: "low, normal or critical.", completion: .list(Ritual.Urgency.allCases.map(\.rawValue)))
  var urgency: String?

  @Flag(inversion: .prefixedNo, help: "Let it rest, or not.") var paused: Bool?
  @Option(
    help: ArgumentHelp("Take this key out.", valueName: "key"),
    completion: .list(Edit.removableKeys.map(\.rawValue)))
  var unset: [String] = []
  @Flag(help: "Show what would change, and write nothing.") var dryRun = false
  @Flag(help: "Print JSON.") var json = false
  @OptionGroup var files: FileOptions

  func validate() throws {
    if when != nil, !words.isEmpty {
      throw ValidationError("--when and a rule say the same; give one of them")
    }
  }

  func run(in context: Context) throws -> Report {
    let context = context.forProgram(if: json)
    let rule = when ?? (words.isEmpty ? nil : words.joined(separator: " "))
    guard rule != nil || hasOptions else { return try openEditor(context) }
    var change = try ConfigChange(files, in: context)
    let before = try change.situation()
    guard let kept = try before.writtenRitual(ritual, orAskFor: "edit") else {
      return Report("Nothing was changed.")
    }
    let id = kept.ritual.id
    guard let path = change.path(ofRitual: id) else { throw Failure("there is no ritual \"\(id)\"") }
    for key in unset { try change.set(removable(key), of: path, to: nil) }
    func day(_ words: String) throws -> String {
      try context.dayText(words, from: before.now, zone: kept.schedule.zone)
    }
    for (key, value) in try values(before.household, day: day) { try change.set(key, of: path, to: value) }
    if let start = try starting.map(day) { try change.setStart(start, of: kept.ritual, at: path) }
    if let paused { try change.set(.isPaused, of: path, to: paused ? true : nil) }
    try change.leaveOut(try except.map(day), of: path)
    let dropsEnd = unset.contains(RitualKey.until.rawValue)
    let guess = try rule.flatMap {
      try change.setRule(
        $0, of: kept, at: path, in: before, mayGuess: starting == nil, keepsEnd: !dropsEnd)
    }
    if dropsEnd, rule == nil { try change.removeEnd(of: kept, at: path, in: before) }
    var receipt = Receipt(action: "edit", isChanged: change.isChanged && !dryRun, rituals: [id])
    guard change.isChanged else {
      return receipt.report("Nothing was changed: it says so already.", asJSON: json)
    }
    let checked = try change.checked()
    let after = try checked.situation()
    let edited = try after.ritual(id)
    let notes = [
      guess.map { "It counts from \($0.date), its first date; --starting says another." },
      rule != nil && edited.ritual.hasEndInRule && kept.ritual.hasEndInRule
        ? "Its rule has an end; --unset until takes that out." : nil,
    ].compactMap { $0 }
    let config = change.text[path].map { JSON($0) } ?? .null
    (receipt.path, receipt.more) = (change.path, after.written(edited, config, try checked.warnings()))
    guard try dryRun || json || checked.isWanted(context.isInteractive ? context.conversation() : nil) else {
      return Report("Nothing was written.")
    }
    if dryRun {
      if !json { try checked.printWarnings() }
      return receipt.report(change.difference + notes, asJSON: json)
    }
    try checked.save()
    return receipt.report(after.summary(of: edited) + notes, asJSON: json)
  }

  private var hasOptions: Bool {
    !remind.isEmpty || !except.isEmpty || !unset.isEmpty || paused != nil
      || [title, with, nudge, duration, place, notes, starting, until, urgency].contains { $0 != nil }
  }

  private func openEditor(_ context: Context) throws -> Report {
    if let ritual, json || !(context.isInteractive || TextEditor.isChosen(context.environment)) {
      throw WrongUsage(
        "say what to change, as in kin edit \(DisplayText.line(ritual)) --title \"…\"; see kin edit --help")
    }
    let path = context.places(files).config
    // In a config with errors nothing but an id as it is written can be found.
    var id = ritual
    if try ConfigFile.read(path, in: context).reading.household != nil {
      let situation = try context.situation(files)
      guard let kept = try situation.writtenRitual(ritual, orAskFor: "edit") else {
        return Report("Nothing was changed.")
      }
      id = kept.ritual.id
    }
    return try EditingSession(places: context.places(files), context: context).run(ritual: id)
  }

  /// The keys that options give a value, in the order of the manual.
  private func values(_ household: Household, day: (String) throws -> String) throws -> [(RitualKey, JSON)] {
    let times = remind.flatMap { $0.split(separator: ",") }.map { String($0).trimmedSpaces }
    let values: [(RitualKey, JSON?)] = [
      (.title, title.map(JSON.string)), (.with, try with.map { try people($0, household) }),
      (.until, try until.map(day).map(JSON.string)), (.remind, remind.isEmpty ? nil : .strings(times)),
      (.nudge, try nudge.map(nudging)), (.duration, duration.map(JSON.string)),
      (.urgency, urgency.map(JSON.string)), (.place, place.map(JSON.string)),
      (.notes, notes.map(JSON.string)),
    ]
    return values.compactMap { key, value in value.map { (key, $0) } }
  }

  private func people(_ text: String, _ household: Household) throws -> JSON {
    .strings(
      try text.listed.map { try household.person($0).id })
  }

  /// `1 day, 2 times` as the config says it.
  private func nudging(_ text: String) throws -> JSON {
    var parts = text.split(separator: ",").map { String($0).trimmedSpaces }
    var times: Int?
    if let last = parts.last?.split(separator: " "), last.count == 2, let number = Int(last[0]),
      ["time", "times"].contains(last[1])
    {
      times = number
      parts.removeLast()
    }
    guard parts.count == 1, var every = parts.first else {
      throw WrongUsage("\"\(DisplayText.line(text))\" isn't a nudge; write \"1 day\" or \"1 day, 2 times\"")
    }
    if every.hasPrefix("every ") { every.removeFirst(6) }
    return JSON.object([.init("every", .string(every))]).adding("times", times.map { .integer($0) })
  }

  /// The keys that `--unset` takes: a ritual needs the others.
  static var removableKeys: [RitualKey] { RitualKey.allCases.filter { ![.id, .title, .when].contains($0) } }

  private func removable(_ name: String) throws -> RitualKey {
    guard let key = RitualKey(rawValue: name) else {
      throw WrongUsage(
        "a ritual has no key \"\(DisplayText.line(name))\""
          + didYouMean(name, among: RitualKey.allCases.map(\.rawValue)))
    }
    if !Edit.removableKeys.contains(key) { throw WrongUsage("a ritual needs its \(key)") }
    return key
  }
}
