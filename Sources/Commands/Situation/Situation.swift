import CivilTime
import Files
import History
import Planning
import Rituals
import Wording
import Zones

/// What most commands begin with: the config, the zones, the history, and the time.
struct Situation {
  let config: ConfigFile
  let household: Household
  /// The rituals, what the history says of each, and what the daemon would record if it looked at this very moment: an
  /// occurrence that fell due while no daemon ran is open too.
  var planner: Planner
  /// What the daemon would do at this very moment.
  let plan: Plan
  /// What the history says, without that.
  let chronicle: Chronicle
  /// Nil if there is no history yet.
  let store: HistoryStore?
  let now: Instant
  /// The zone that times without one are read and shown in.
  let zone: Zone
  /// The zones of the people who have one of their own, by their ids.
  let zonesOfPeople: [String: Zone]
  let places: Places

  /// Opens the history beside a config.
  ///
  /// `at` stands for now, and of the history only what had happened by then counts.
  init(_ config: ConfigFile, places: Places, at: String? = nil) throws {
    try self.init(config, store: HistoryStore(reading: places.state), places: places, at: at)
  }

  init(_ config: ConfigFile, store: HistoryStore?, places: Places, at: String?) throws {
    (self.config, self.store, self.places) = (config, store, places)
    let context = config.context
    let zones = context.zones
    var household = try config.household()
    let zone = try config.zone()
    let now = try at.map { try context.instant($0, zone: zone) } ?? context.now()
    (self.zone, self.now) = (zone, now)
    var chronicle = Chronicle(keepsPast: true)
    try store?.forEachEvent { entry in
      if at != nil, entry.event.at > now { return }
      chronicle.apply(entry.event, number: entry.number)
    }
    var planner = try Planner(household, zone: zone, zones: { try zones.zone($0) }, chronicle: chronicle)
    plan = planner.plan(now: now)
    household.people = planner.circumstances.people
    planner.settle(plan, at: now)
    (self.household, self.planner, self.chronicle) = (household, planner, chronicle)
    zonesOfPeople = try household.people.compactMapValues { try $0.timeZone.map { try zones.zone($0) } }
  }

  var context: Context { config.context }
  var zones: SystemZones { context.zones }
  var terminal: Terminal { context.terminal }

  /// What the user's clock shows now, and the day it is there.
  var here: CivilDateTime { zone.local(at: now) }
  var today: CivilDate { here.date }

  /// The rituals, in the config's order.
  var kept: [ScheduledRitual] { planner.rituals }

  /// What the history says of a ritual.
  func ledger(_ kept: ScheduledRitual) -> Ledger { ledger(of: kept.ritual) }
  func ledger(of ritual: Ritual) -> Ledger { planner.chronicle[ritual.id] }

  /// Someone's name for people to read.
  func name(_ person: String) -> String { DisplayText.line(household.people.shownName(person)) }

  /// The nearest occurrences to come of all rituals, or of some.
  func coming(_ rituals: [ScheduledRitual]? = nil, perRitual: Int = 1, total: Int = .max) -> [Upcoming] {
    planner.coming(after: now, of: rituals, perRitual: perRitual, total: total)
  }

  /// An occurrence of a ritual, by the start that it is named by.
  func occurrence(of kept: ScheduledRitual, _ start: CivilDateTime) -> Upcoming {
    planner.occurrence(of: kept, start, at: now)
  }

  /// The occurrences that were due and have no answer, the earliest first.
  var open: [Upcoming] { planner.open(at: now) }

  /// Appends events in one transaction, over a connection that is closed at once: its end is what the daemon notices.
  /// The folder is made if there is none yet. Returns the number of the last event.
  @discardableResult func append(_ events: Event...) throws -> Int { try append(events) }

  @discardableResult func append(_ events: [Event]) throws -> Int { try storeToWrite().append(events) }

  /// The history to write into, over a connection of its own.
  func storeToWrite() throws -> HistoryStore {
    if store == nil { try PrivateFolder.make(places.state, home: context.paths.home) }
    config.keepAsLastGood(at: places)
    let store = try HistoryStore(folder: places.state, now: now)
    if case .setAside(let path, let restored) = store.repair {
      let rest = restored ? "it goes on from the last backup" : "there was no backup, so it begins anew"
      context.warn("the history was damaged and now lies at \(path); \(rest)")
    }
    return store
  }
}
