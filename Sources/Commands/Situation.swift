import ArgumentParser
import CivilTime
import Clock
import Files
import History
import Planning
import Recurrence
import RitualFile
import Rituals

/// What most commands begin with: the config, the zones, the history, and the time.
struct Situation {
  let config: ConfigFile
  let household: Household
  let kept: [Kept]
  /// What the history says of each ritual, and what the daemon would record if it looked at this very moment: an
  /// occurrence that fell due while no daemon ran is open too.
  let ledgers: [String: Ledger]
  /// Nil where there is no history yet.
  let store: HistoryStore?
  let now: Instant
  /// The zone that times without one are read and shown in.
  let zone: Zone
  let files: FileOptions

  /// Reads everything; a broken config is told on standard error and ends with exit code 78.
  ///
  /// `at` stands for now, and of the history only what had happened by then counts.
  static func read(_ files: FileOptions, at: String? = nil) throws -> Situation {
    let zones = SystemZones()
    return try Situation(
      ConfigFile.read(files.configPath, zones: zones), zones: zones,
      store: HistoryStore(reading: files.statePath),
      files: files, at: at)
  }

  /// The same with a config that was read and a history that was opened.
  init(_ config: ConfigFile, zones: SystemZones, store: HistoryStore?, files: FileOptions, at: String?) throws
  {
    var household = try config.household()
    let zone = try household.timeZone.map { try zones.zone($0) } ?? zones.zoneOfMachine()
    let now = try at.map { try instant($0, zone: zone) } ?? WallClock.now()
    let kept = try household.rituals.map {
      Kept($0, zone: try $0.timeZone.map { try zones.zone($0) } ?? zone)
    }
    var ledgers: [String: Ledger] = [:]
    try store?.forEachEvent { entry in
      if at != nil, entry.event.at > now { return }
      ledgers[entry.event.ritual, default: Ledger()].apply(entry.event, number: entry.number)
    }
    household.people = household.people.away(by: ledgers)
    for event in plan(now: now, rituals: kept, history: ledgers, people: household.people).settling(at: now) {
      ledgers[event.ritual, default: Ledger()].apply(event, number: 0)
    }
    self.config = config
    self.household = household
    self.kept = kept
    self.ledgers = ledgers
    self.store = store
    self.now = now
    self.zone = zone
    self.files = files
  }

  /// What the history says of a ritual.
  func ledger(_ kept: Kept) -> Ledger { ledger(of: kept.ritual) }

  /// The same of what the config says.
  func ledger(of ritual: Ritual) -> Ledger { ledgers[ritual.id] ?? Ledger() }

  /// Someone's name for people to read.
  func name(_ person: String) -> String { DisplayText.line(household.people[person]?.name ?? person) }

  /// The nearest occurrences to come of all rituals, or of some.
  func coming(_ rituals: [Kept]? = nil, perRitual: Int = 1, total: Int = .max) -> [Upcoming] {
    forecast(
      after: now, rituals: rituals ?? kept, history: ledgers, people: household.people, perRitual: perRitual,
      total: total)
  }

  /// The occurrences that were due and have no answer, the earliest first.
  var open: [Upcoming] {
    let open: [Upcoming] = kept.compactMap { kept in
      let ledger = ledger(kept)
      guard let start = ledger.open, !kept.ritual.isPaused else { return nil }
      let slot = kept.slot(at: start)
      return Upcoming(
        ritual: kept.ritual, slot: slot, zone: kept.schedule.zone,
        turn: kept.turn(at: slot, ledger: ledger, people: household.people, now: now),
        reason: kept.ritual.whenText)
    }
    return open.sorted { $0.slot.instant < $1.slot.instant }
  }

  /// Appends an event over a connection of its own, which is closed at once: its end is what the daemon notices. The
  /// folder is made if there is none yet. Returns the event's number.
  @discardableResult
  func append(_ event: Event) throws -> Int {
    if store == nil { try PrivateFolder.make(files.statePath, home: StandardPaths().home) }
    let store = try HistoryStore(folder: files.statePath, now: now)
    if case .setAside(let path, let restored) = store.repair {
      let rest = restored ? "it goes on from the last backup" : "there was no backup, so it begins anew"
      printMessage("kin: the history was damaged and now lies at \(path); \(rest)")
    }
    return try store.append([event])
  }
}

extension Plan {
  /// The events that settle which occurrences are open, as the daemon records them when it carries the plan out.
  fileprivate func settling(at now: Instant) -> [Event] {
    adopt.map { Event(at: now, ritual: $0.ritual, fact: .adopted(schedule: $0.schedule)) }
      + lapse.map { Event(at: now, occurrence: $0.occurrence, fact: .lapsed(reason: $0.reason.sentence)) }
      + begin.map { Event(at: now, occurrence: $0, fact: .began) }
      + give.filter { $0.id.kind == .due }
      .map { Event(at: now, occurrence: $0.id.occurrence, fact: .given(.due, attempt: 1)) }
  }
}
