import ArgumentParser
import CivilTime
import History
import JSONText
import Rituals
import Wording

/// `kin history show`, or `kin history` alone: what was delivered, answered and passed.
struct HistoryEntries: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what was delivered and answered, the latest last.")

  @Argument(
    help: ArgumentHelp("Only this ritual, or one of its times.", valueName: "ritual"), completion: .rituals)
  var ritual: String?

  @Option(help: "Show at most this many entries; 0 shows all.") var count = 50

  @Flag(help: "Also show the bookkeeping: schedules adopted, turns, channels.") var all = false

  @Flag(help: "Print JSON, bookkeeping included.") var json = false

  @OptionGroup var files: FileOptions

  func validate() throws { if count < 0 { throw ValidationError("--count is 0 or more") } }

  func run(in context: Context) throws -> Report {
    let places = context.places(files)
    // The config may be wrong or gone: the history stands without it.
    let household = (try? ConfigFile.usable(at: places, in: context))?.reading.household
    guard let store = try HistoryStore(reading: places.state) else {
      _ = try wanted(household, in: nil)
      return json ? Report(JSON.list([])) : .message("there is no history yet in \(places.state)")
    }
    let wanted = try wanted(household, in: store)
    var entries: [HistoryStore.Entry] = []
    try store.forEachEvent { entry in
      if let wanted, entry.event.ritual != wanted.ritual { return }
      if let start = wanted?.start, entry.event.start != start { return }
      if json || all || entry.event.fact.isForPeople { entries.append(entry) }
      if count > 0, entries.count > 2 * count { entries.removeFirst(count) }
    }
    if count > 0 { entries = entries.suffix(count) }
    let undelivered = try store.undelivered()
    var report =
      json
      ? Report(listing: entries.lazy.map { $0.json(undelivered) })
      : Report(lines(of: entries, undelivered, household, context))
    if entries.isEmpty {
      let whose = ritual.map { " of \"\(DisplayText.line($0))\"" } ?? ""
      report.messages.append("nothing has happened yet\(whose)")
    }
    return report
  }

  /// The id of the ritual that is asked for, and the start where one of its times is; nil where neither is. A name that
  /// neither the history nor the config knows is a slip of the pen.
  private func wanted(
    _ household: Household?, in store: HistoryStore?
  ) throws -> (ritual: String, start: CivilDateTime?)? {
    guard let ritual else { return nil }
    let occurrence = OccurrenceID(ritual)
    var inHistory: Set<String> = []
    try store?.forEachEvent { inHistory.insert($0.event.ritual) }
    let known = household?.everyRitual ?? []
    // A ritual that is gone from the config is known by its id alone.
    let gone = inHistory.subtracting(known.map(\.id)).sorted().map { (id: $0, title: $0) }
    let id = try ritualID(
      occurrence?.ritual ?? ritual, among: known.map { ($0.id, $0.title) } + gone)
    return (id, occurrence?.start)
  }

  /// Grouped by the day, in the zone of the config.
  private func lines(
    of entries: [HistoryStore.Entry], _ undelivered: [ReminderID: Bool], _ household: Household?,
    _ context: Context
  ) -> [String] {
    let zone = (try? household?.timeZone.map { try context.zones.zone($0) }) ?? context.zoneOfMachine()
    let titles = Dictionary(household?.everyRitual.map { ($0.id, $0.title) } ?? []) { first, _ in first }
    let today = zone.local(at: context.now()).date
    let columns = Columns(entries, main: 1, optional: [3]) { entry in
      let local = zone.local(at: entry.event.at)
      let person = entry.event.person.map { household?.people.shownName($0) ?? $0 }
      let title = titles[entry.event.ritual] ?? person ?? entry.event.ritual
      let words = entry.words(in: zone, undelivered) { household?.people.shownName($0) ?? $0 }
      return [
        ("\(local.toTheMinute.time)", .cyan), (DisplayText.line(title), .bold),
        (words + entry.elsewhen(in: zone), nil),
        (entry.event.occurrence?.description ?? entry.event.ritual, .dim),
      ]
    }
    let days = entries.map { zone.local(at: $0.event.at).date }
    return context.terminal.lines(columns, byDay: days, seenFrom: today, .green)
  }
}
