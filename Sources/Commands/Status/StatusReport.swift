import CivilTime
import Facts
import Files
import History
import JSONText
import Planning
import Rituals
import Wording

/// How everything is. What cannot be read is part of the report, not a failure.
struct StatusReport {
  enum ConfigState {
    case good
    case wrong(Int)
    case unreadable(String)
  }

  let daemon: FolderLock.Holder?
  /// Whether the daemon goes on without a login; nil where nobody knows.
  let lingers: Bool?
  let configPath: String
  let config: ConfigState
  let historyPath: String
  let hasHistory: Bool
  /// Why nobody can be kept away from the history; nil as a rule.
  let weakness: String?
  /// Why the history cannot be read.
  let historyFault: String?
  let situation: Situation?
  let troubled: [Delivery]
  /// The reminders whose time has come and that nobody has delivered: until the daemon starts, or the quiet ends.
  let waiting: [Waiting]
  let zone: Zone
  let now: Instant

  /// A reminder that waits, and until when; nil where it waits for the daemon.
  struct Waiting {
    let id: ReminderID
    let title: String
    var until: Instant?
  }

  var open: [Upcoming] { situation?.open ?? [] }
  var next: Upcoming? { situation?.coming(total: 1).first }

  /// - Parameter open: the history, if it is open already.
  init(_ options: ReadingOptions, in context: Context, _ open: HistoryStore? = nil) throws {
    let places = context.places(options.files)
    var (store, troubled, historyFault): (HistoryStore?, [Delivery], String?) = (nil, [], nil)
    do throws(StoreFault) {
      if let open { store = open } else { store = try HistoryStore(reading: places.state) }
      troubled = try store?.troubled() ?? []
    } catch { historyFault = error.description }
    var used: ConfigFile?
    do {
      let read = try ConfigFile.read(places.config, in: context)
      if read.reading.household == nil {
        config = .wrong(read.errorCount)
      } else {
        config = read.distrust.map { .unreadable($0) } ?? .good
        used = read
      }
    } catch let failure as Failure {
      config = .unreadable((ConfigFile.missing(at: places, in: context) ?? failure).description)
    }
    used = used ?? ConfigFile.lastGood(at: places, in: context)
    func read(with store: HistoryStore?) throws -> Situation? {
      try used.map { try Situation($0, store: store, places: places, at: options.at) }
    }
    var situation: Situation?
    do { situation = try read(with: historyFault == nil ? store : nil) } catch let fault as StoreFault {
      historyFault = fault.description
      situation = try read(with: nil)
    }
    daemon = places.daemon
    lingers = context.lingers()
    configPath = places.config
    historyPath = HistoryStore.path(in: places.state)
    hasHistory = store != nil
    self.historyFault = historyFault
    weakness = store?.weakness.map { StoreFault.noLocks(folder: places.state, errno: $0).description }
    self.situation = situation
    self.troubled = troubled
    waiting = situation?.waiting ?? []
    zone = situation?.zone ?? context.zones.systemZone().zone
    now = situation?.now ?? context.now()
  }

  /// What is wrong, as sentences.
  var problems: [String] {
    var problems: [String] = []
    if daemon == nil { problems.append("The daemon is not running; kin doctor says what to do") }
    switch config {
    case .good: break
    case .wrong: problems.append("The config has mistakes: kin config check shows where")
    case .unreadable(let why): problems.append(why.capitalizedFirst)
    }
    if let historyFault { problems.append(historyFault.capitalizedFirst) }
    let channels = troubled.map { "\($0.channel.name): \($0.tries.failure?.sentence ?? "")".capitalizedFirst }
    return problems + Set(channels).sorted()
  }

  var json: JSON {
    var (readable, mistakes) = (true, 0)
    if case .wrong(let count) = config { mistakes = count }
    if case .unreadable = config { readable = false }
    return [
      "daemon": daemon.map {
        ["running": true, "process": .integer(Int($0.process)), "since": "\(Instant(seconds: $0.since))"]
      } ?? ["running": false],
      "lingers": lingers.map { .boolean($0) } ?? .null,
      "config": [
        "path": .string(configPath), "readable": .boolean(readable), "mistakes": .integer(mistakes),
      ],
      "history": [
        "path": .string(historyPath), "exists": .boolean(hasHistory || historyFault != nil),
        "fault": .optional(historyFault), "weakness": .optional(weakness),
      ],
      "open": .list(open.map { "\($0.occurrence)" }),
      "next": next.map(\.json) ?? .null,
      "channels": .list(troubled.map(\.json)),
      "waiting": .list(waiting.map { ["reminder": "\($0.id)", "until": .optional($0.until)] }),
    ]
  }

  func lines(_ terminal: Terminal) -> [String] {
    var columns = Columns(main: 1)
    func add(_ word: String, _ text: String, _ style: Terminal.Style? = nil) {
      columns.add((word, .dim), (DisplayText.line(text), style))
    }
    func when(_ instant: Instant) -> String {
      DisplayText.when(zone.local(at: instant), seenFrom: zone.local(at: now))
    }
    if let daemon {
      let since = when(Instant(seconds: daemon.since / 60 * 60))
      add("daemon", "running since \(since), process \(daemon.process)", .green)
    } else {
      add("daemon", "not running (systemctl --user start kinkeeper)", .yellow)
    }
    switch lingers {
    case true?: add("linger", "on: it runs from boot on, without a login")
    case false?: add("linger", "off: it runs only while you are logged in (loginctl enable-linger)")
    case nil: break
    }
    switch config {
    case .good: add("config", configPath)
    case .wrong(let count):
      let errors = count == 1 ? "an error" : "\(count) errors"
      add("config", "\(configPath) has \(errors); kin config check shows where", .red)
    case .unreadable(let why): add("config", why, .yellow)
    }
    if let historyFault {
      add("history", historyFault, .red)
    } else {
      add("history", hasHistory ? historyPath : "none yet; it comes with the first reminder or answer")
    }
    if let weakness { add("locks", weakness, .yellow) }
    for one in open { add("open", "\(one.ritual.title), \(when(one.slot.instant))", .yellow) }
    if let next { add("next", "\(next.ritual.title), \(when(next.slot.instant))") }
    for delivery in troubled {
      let more = delivery.nextTry.map { "; next try \(when($0))" } ?? ""
      let why = delivery.tries.failure?.sentence ?? ""
      add("channel", "\(delivery.channel.name), \(delivery.id): \(why)\(more)", .yellow)
    }
    for one in waiting {
      let what = one.id.kind.isAskedFor ? "a reminder that you asked for" : "its reminder"
      let rest =
        one.until.map { "until \(when($0))" }
        ?? (daemon == nil ? "for the daemon to start" : "for the daemon to take it up")
      add("waits", "\(one.title): \(what) waits \(rest)", .yellow)
    }
    if troubled.isEmpty, waiting.isEmpty, hasHistory { add("channels", "everything is delivered") }
    return columns.lines(terminal, indent: "")
  }
}

extension Situation {
  /// What the daemon would deliver at this very moment, and what has to wait.
  fileprivate var waiting: [StatusReport.Waiting] {
    func title(_ id: ReminderID) -> String { planner[id.occurrence.ritual]?.ritual.title ?? "" }
    return plan.reminders.map { StatusReport.Waiting(id: $0.id, title: title($0.id)) }
      + plan.hold.map { StatusReport.Waiting(id: $0.id, title: title($0.id), until: $0.until) }
  }
}

extension ReminderKind {
  fileprivate var isAskedFor: Bool { if case .asked = self { true } else { false } }
}

extension Delivery {
  fileprivate var json: JSON {
    [
      "reminder": "\(id)", "channel": .string(channel.name), "state": .string(state.rawValue),
      "attempts": .integer(tries.count),
      "next": .optional(nextTry),
      "reason": .optional(tries.failure?.sentence),
    ]
  }
}
