import ArgumentParser
import CivilTime
import Clock
import Files
import History
import JSONText
import Planning
import RitualFile
import Rituals

/// `kin status`: how the daemon is, and what waits.
struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show how the daemon, the config, the history and the channels are.")

  @OptionGroup var options: ReadingOptions

  func run() throws {
    let daemon = DaemonProcess.find(in: options.files.statePath)
    let path = options.files.configPath
    var mistakes: Int?
    if let bytes = try? Situation.readConfig(path) {
      mistakes = RitualFile.read(bytes, file: path, zones: ZonesOnDisk(zones: SystemZones())).diagnostics.count
    }
    let situation = mistakes == 0 ? try Situation.read(options.files, at: options.at) : nil
    let next = situation.flatMap { situation in
      forecast(
        after: situation.now, rituals: situation.kept, history: situation.ledgers,
        people: situation.household.people, perRitual: 1, total: 1
      ).first
    }
    let store = try HistoryStore(reading: options.files.statePath)
    let troubled = try store?.troubled() ?? []
    let report = StatusReport(
      daemon: daemon, config: path, mistakes: mistakes, history: HistoryStore.path(in: options.files.statePath),
      hasHistory: store != nil, open: situation?.open ?? [], next: next, troubled: troubled,
      zone: situation?.zone ?? SystemZones().systemZone().zone, now: situation?.now ?? WallClock.now())
    options.json ? printLine(report.json.text(.pretty)) : report.show(Terminal())
  }
}

/// How everything is.
struct StatusReport {
  let daemon: DaemonProcess?
  let config: String
  /// Nil where the config cannot be read.
  let mistakes: Int?
  let history: String
  let hasHistory: Bool
  let open: [Upcoming]
  let next: Upcoming?
  let troubled: [HistoryStore.Delivery]
  let zone: Zone
  let now: Instant

  var json: JSON {
    [
      "daemon": daemon.map {
        ["running": .boolean(true), "process": .integer(Int($0.process)), "since": .string($0.since.description)]
      } ?? ["running": .boolean(false)],
      "config": ["path": .string(config), "readable": .boolean(mistakes != nil), "mistakes": .integer(mistakes ?? 0)],
      "history": ["path": .string(history), "exists": .boolean(hasHistory)],
      "open": .list(open.map { .string($0.occurrence.description) }),
      "next": next.map(\.json) ?? .null,
      "channels": .list(
        troubled.map { delivery in
          [
            "reminder": .string(delivery.id.description), "channel": .string(delivery.channel),
            "state": .string(delivery.state.rawValue), "attempts": .integer(delivery.attempts),
            "next": delivery.state == .waiting ? .string(delivery.next.description) : .null,
            "reason": .optional(delivery.reason),
          ]
        }),
    ]
  }

  func show(_ terminal: Terminal) {
    var columns = Columns()
    func when(_ instant: Instant) -> String {
      DisplayText.when(zone.local(at: instant), seenFrom: zone.local(at: now)).lowercasedFirst
    }
    columns.add(
      ("daemon", .dim),
      daemon.map { ("running as process \($0.process) since \(when($0.since))", .green) }
        ?? ("not running; start it with systemctl --user start kinkeeper", .yellow))
    switch mistakes {
    case .none: columns.add(("config", .dim), ("cannot be read: \(config)", .yellow))
    case .some(0): columns.add(("config", .dim), ("good: \(config)", nil))
    case .some(let count):
      columns.add(
        ("config", .dim), ("has \(count == 1 ? "a mistake" : "\(count) mistakes"), kin config check shows them: \(config)", .red))
    }
    columns.add(("history", .dim), (hasHistory ? history : "none yet: \(history)", nil))
    for one in open { columns.add(("open", .dim), ("\(DisplayText.line(one.ritual.title)) (\(one.occurrence))", .yellow)) }
    if let next {
      columns.add(("next", .dim), ("\(DisplayText.line(next.ritual.title)), \(when(next.slot.instant))", nil))
    }
    for delivery in troubled {
      let more = delivery.state == .waiting ? "; next try \(when(delivery.next))" : ""
      columns.add(("channel", .dim), ("\(delivery.channel), \(delivery.id): \(delivery.reason ?? "")\(more)", .yellow))
    }
    for line in columns.lines(terminal) { printLine(line) }
  }
}
