import Bus
import CivilTime
import Files
import Foundation
import History
import Hooks
import Planning
import RitualFile
import Rituals
import Supervision
import TestSupport
import Testing
import Zones

@testable import Daemon

/// The daemon in a world of its own: time is moved by hand, so that a year takes as long as what happens in it.
final class TestWorld {
  final class Timer {
    var armedFor: Instant?
  }

  final class Journal {
    var entries: [[String: String]] = []
    var refusal: DeliveryFailure.Cause?
    var onSend: (([String: String]) -> Void)?

    func send(_ fields: [(String, String)]) -> DeliveryFailure.Cause? {
      if let refusal { return refusal }
      let entry = Dictionary(fields, uniquingKeysWith: { first, _ in first })
      entries.append(entry)
      onSend?(entry)
      return nil
    }

    /// What tells of a hook's failure names its reminder too, but only reminders have a kind.
    var reminders: [[String: String]] { entries.filter { $0["KIN_KIND"] != nil } }
    /// `KIN_REMINDER` of every reminder, in their order.
    var delivered: [String] { reminders.compactMap { $0["KIN_REMINDER"] } }
  }

  /// A command that was started, and for what.
  @dynamicMemberLookup struct Run {
    let key: DeliveryKey
    let command: HookCommand
    subscript<Value>(dynamicMember path: KeyPath<HookCommand, Value>) -> Value { command[keyPath: path] }
  }

  final class Hooks: HookStarting {
    var started: [Run] = []
    var cancelled: [DeliveryKey] = []
    var withdrawn: [DeliveryKey] = []
    func start(_ command: HookCommand, for key: DeliveryKey) {
      started.append(Run(key: key, command: command))
    }
    func cancel(_ key: DeliveryKey) { cancelled.append(key) }
    func withdraw(_ key: DeliveryKey) { withdrawn.append(key) }
  }

  /// A notification that was shown, and for what.
  @dynamicMemberLookup struct Showing {
    let key: DeliveryKey
    let notification: Bus.Notification
    subscript<Value>(dynamicMember path: KeyPath<Bus.Notification, Value>) -> Value {
      notification[keyPath: path]
    }
  }

  final class Screen: NotificationShowing {
    var shown: [Showing] = []
    var takenOff: [DeliveryKey] = []
    func show(_ notification: Bus.Notification, for key: DeliveryKey) {
      shown.append(Showing(key: key, notification: notification))
    }
    func takeOff(_ key: DeliveryKey) { takenOff.append(key) }
  }

  /// What somebody on the session bus gets to hear.
  final class Listener: BusAnswering {
    var answers: [Int: [BusValue]] = [:]
    var refusals: [Int: BusFault] = [:]
    var properties: [String: BusValue] = [:]
    var signals: [(name: String, values: [BusValue])] = []
    func answer(_ call: Int, _ values: [BusValue]) { answers[call] = values }
    func refuse(_ call: Int, _ fault: BusFault) { refusals[call] = fault }
    func set(_ new: [BusProperty]) { for one in new { properties[one.name] = one.value } }
    func emit(_ signal: String, _ values: [BusValue]) { signals.append((signal, values)) }
  }

  final class Explanations: ExplanationStarting {
    var started: [String] = []
    var hasRoom = true
    func start(_ name: String, for call: Int) -> Bool {
      if hasRoom { started.append(name) }
      return hasRoom
    }
  }

  final class Service {
    var told: [String] = []
    var onReport: ((ServiceState) -> Void)?
    func report(_ state: ServiceState) {
      onReport?(state)
      switch state {
      case .ready(let status): told.append("ready: \(status)")
      case .status(let text): told.append("status: \(text)")
      case .reloading, .stopping, .alive: told.append("\(state)")
      }
    }
  }

  final class Zones: ZoneFinding {
    var system = "Europe/Berlin"
    func contains(_ identifier: String) -> Bool { identifiers.contains(identifier) }
    var identifiers: [String] { ["Europe/Berlin", "America/New_York"] }
    func zone(_ name: String) throws(ZoneFault) -> Zone { TestSupport.systemZone(name) }
    func systemZone() -> (zone: Zone, fault: ZoneFault?) { (TestSupport.systemZone(system), nil) }
    func reload() -> Bool { true }
    var watchedPaths: [String] { [] }
  }

  final class ConfigText: ConfigReading {
    let path = "config.json"
    var text: String?
    var lastGood: [UInt8]?
    func read() throws(FileFault) -> [UInt8] {
      guard let text else { throw .notFound(path: path) }
      return Array(text.utf8)
    }
    func readLastGood() -> [UInt8]? { lastGood }
    func keepLastGood(_ bytes: [UInt8]) { lastGood = bytes }
  }

  /// A history on disk, so that a restart is a real one; or one that does not open.
  final class Histories: HistoryOpening {
    let folder: String
    var fault: StoreFault?
    var weakness: Int32?
    init(_ folder: String) { self.folder = folder }
    func open(now: Instant) throws(StoreFault) -> HistoryStore {
      if let fault { throw fault }
      return try HistoryStore(folder: folder, now: now)
    }
    func fold() -> Chronicle? { HistoryStore.foldInPlace(folder: folder) }
  }

  var now: Instant
  let timer = Timer()
  let journal = Journal()
  let hooks = Hooks()
  let screen = Screen()
  let bus = Listener()
  let explanations = Explanations()
  /// How often it gave back what only work needs.
  var rests = 0
  let service = Service()
  let zones = Zones()
  let config = ConfigText()
  let histories: Histories
  /// Made last, since it sees the rest of this world.
  private(set) lazy var loop = makeLoop()
  let folder: URL

  /// A daemon that is to start at a wall time in Berlin.
  init(at start: String, config text: String) throws {
    now = TestSupport.systemZone("Europe/Berlin").instant(of: try #require(CivilDateTime(start)))
    folder = FileManager.default.temporaryDirectory.appending(path: "kinkeeper-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    histories = Histories(folder.path)
    config.text = text
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func makeLoop() -> Loop {
    Loop(
      World(
        now: { [unowned self] in now }, arm: { [timer] in timer.armedFor = $0 }, history: histories,
        stateFolder: folder.path, journal: journal.send, hooks: hooks, notifications: screen,
        bus: bus, explanations: explanations, report: service.report, zones: zones,
        config: config, watch: { _ in }, rested: { [unowned self] in rests += 1 }, leave: { _, _ in }))
  }

  func start() { loop.handle(.start) }

  /// The process dies without a word and a new one begins.
  func restart() {
    timer.armedFor = nil
    loop = makeLoop()
    loop.handle(.start)
  }

  func handle(_ stimulus: Stimulus) { loop.handle(stimulus) }

  /// Lets time pass: the timer fires at each instant for which it is armed. Returns how often it fired.
  @discardableResult
  func pass(to end: String) throws -> Int {
    let zone = TestSupport.systemZone("Europe/Berlin")
    let end = zone.instant(of: try #require(CivilDateTime(end)))
    var fired = 0
    while let armed = timer.armedFor, armed <= end {
      now = max(now, armed)
      timer.armedFor = nil
      loop.handle(.timer)
      fired += 1
    }
    now = end
    return fired
  }

  /// The clock jumps, as after a suspend or a step: nothing fires in between.
  func jump(to local: String) throws {
    now = TestSupport.systemZone("Europe/Berlin").instant(of: try #require(CivilDateTime(local)))
    loop.handle(.clockStepped)
  }

  /// What `kin` writes, over a connection of its own, and the word of it.
  func kin(_ occurrence: String, _ answer: Answer) throws {
    let id = try #require(OccurrenceID(occurrence))
    try kin([loop.planner.reply(to: id, answer, now: now).event])
  }

  /// The same, for facts that are no answer.
  func kin(_ events: [Event]) throws {
    try commit(events)
    handle(.historyChanged)
  }

  /// What `kin` writes, where the watch has not noticed it yet.
  func commit(_ events: [Event]) throws { try HistoryStore(folder: folder.path, now: now).append(events) }

  /// The facts in the history, as `kin history` names them, without bookkeeping.
  func facts() throws -> [String] {
    let store = try HistoryStore(folder: folder.path, now: now)
    var facts: [String] = []
    try store.forEachEvent { entry in
      let start = entry.event.start.map { "@" + $0.shortDescription } ?? ""
      switch entry.event.fact {
      case .reminded(let kind, let attempt):
        facts.append(
          "\(entry.event.ritual)\(start) given \(kind)" + (attempt > 1 ? " attempt \(attempt)" : ""))
      case .done: facts.append("\(entry.event.ritual)\(start) done")
      case .skipped: facts.append("\(entry.event.ritual)\(start) skipped")
      case .snoozed: facts.append("\(entry.event.ritual)\(start) snoozed")
      case .moved(let to):
        facts.append("\(entry.event.ritual)\(start) moved to \(to.shortDescription)")
      case .undone: facts.append("\(entry.event.ritual)\(start) undone")
      case .held(let kind, _): facts.append("\(entry.event.ritual)\(start) held \(kind)")
      case .gathered(let kind, _): facts.append("\(entry.event.ritual)\(start) gathered \(kind)")
      case .lapsed: facts.append("\(entry.event.ritual)\(start) lapsed")
      case .began: facts.append("\(entry.event.ritual)\(start) began")
      case .failed(_, let channel, _): facts.append("\(entry.event.ritual)\(start) failed \(channel)")
      default: break
      }
    }
    return facts
  }
}
