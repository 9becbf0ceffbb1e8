import CivilTime
import Recurrence
import Rituals

/// Plans all rituals and remembers what it found: an event has only those planned anew that it touches, and an instant
/// only those for which something is to be done by then.
///
/// It answers what a planner without a memory would (`plan(now:rituals:chronicle:circumstances:)`), but reports what waits
/// only where it looked at that again.
public struct Planner: Sendable {
  /// The rituals under care, in the config's order.
  public let rituals: [ScheduledRitual]
  /// What applies to all of them, with the absences from the history.
  public private(set) var circumstances: Circumstances
  /// The same from the config alone.
  private let configured: Circumstances
  /// What the history says.
  public private(set) var chronicle: Chronicle

  /// Where each ritual's ledger stands in the chronicle, and which ritual each ledger is of; -1 for none.
  private var rows: [Int32] = []
  private var places: [Int32] = []
  /// The rituals that were touched since they were last planned, or for which there was something to do.
  private var touched: PlaceSet
  /// Those with a reminder that waits for a day with room for it, and what for.
  private var waiting: Set<Int> = []
  private var waits: BudgetWaits = []
  /// The day and the quiet for which that was found.
  private var waitDay = CivilDate(dayNumber: 0)
  private var waitQuiet: [Instant?] = []
  /// For each ritual the next instant at which anything is to be done, in seconds.
  private var wakes: MinimumTree
  /// For each ritual the instant of its next occurrence, in seconds, and the start by which that is named.
  private var nextInstants: MinimumTree
  private var nextStarts: [CivilDateTime]
  private var plannedAt = Instant.distantPast
  /// Whether anything has changed since somebody last set this to false: the rituals, or what the history says.
  public var hasNews = true

  /// A planner that has planned nothing yet.
  public init(_ rituals: [ScheduledRitual], circumstances: Circumstances, chronicle: Chronicle = Chronicle())
  {
    self.rituals = rituals
    configured = circumstances
    self.circumstances = circumstances.away(by: chronicle)
    self.chronicle = chronicle
    touched = PlaceSet(count: rituals.count)
    touched.insertAll()
    wakes = MinimumTree(count: rituals.count)
    nextInstants = MinimumTree(count: rituals.count)
    nextStarts = Array(repeating: CivilDateTime(localSeconds: 0), count: rituals.count)
    join()
  }

  /// Finds each ritual's ledger.
  private mutating func join() {
    chronicle.reserve(rituals.count)
    rows = rituals.map { Int32(chronicle.row(of: $0.ritual.id)) }
    places = Array(repeating: -1, count: chronicle.rowCount)
    for (place, row) in rows.enumerated() { places[Int(row)] = Int32(place) }
  }

  private func place(of ritual: String) -> Int? {
    chronicle.knownRow(of: ritual).flatMap { place(ofRow: $0) }
  }

  private func place(ofRow row: Int) -> Int? {
    row < places.count && places[row] >= 0 ? Int(places[row]) : nil
  }

  /// The ids of the rituals that the history has under care and that are none of these.
  public var removed: [String] { chronicle.underCare { place(ofRow: $0) == nil } }

  /// The ritual of an id.
  public subscript(id: String) -> ScheduledRitual? { place(of: id).map { rituals[$0] } }

  /// What the history says of the ritual at a place.
  func ledger(of place: Int) -> Ledger { chronicle.ledger(inRow: Int(rows[place])) }

  /// The next occurrence of the ritual at a place as it was planned at this very instant, or before where it is still to
  /// come; nil where more than the plan has to be asked: of whose turn it is, what was moved or answered, and what counts
  /// from the last time.
  func plannedNext(of place: Int, at now: Instant) -> Upcoming? {
    let kept = rituals[place]
    let holds =
      plannedAt == now || plannedAt < now && nextInstants[place] > now.seconds && !touched.contains(place)
    guard holds, nextInstants[place] != MinimumTree.none, kept.ritual.turns == nil,
      !kept.schedule.isCadence, chronicle.knowsNothing(ofRow: Int(rows[place]))
    else { return nil }
    let slot = Slot(local: nextStarts[place], instant: Instant(seconds: nextInstants[place]))
    return Upcoming(of: kept, start: slot.local, slot: slot)
  }

  /// Applies an event: its ritual is planned again.
  public mutating func apply(_ event: Event, number: Int) {
    hasNews = true
    chronicle.apply(event, number: number)
    if let place = place(of: event.ritual) { touched.insert(place) }
    if let person = event.person { takeAbsences(of: person) }
  }

  /// Takes in what a plan settles, as if it were carried out at this instant.
  public mutating func settle(_ plan: Plan, at now: Instant) {
    // One after another: where no daemon has ever run, there are as many as rituals.
    if !plan.adopt.isEmpty { hasNews = true }
    for adoption in plan.adopt {
      guard let place = place(of: adoption.ritual) else { continue }
      chronicle.adopt(inRow: Int(rows[place]), rituals[place].fingerprint, at: now)
      touched.insert(place)
    }
    for event in plan.settling(at: now) { apply(event, number: 0) }
  }

  /// Replaces the state by that of a history folded again.
  public mutating func replace(_ chronicle: consuming Chronicle) {
    hasNews = true
    self.chronicle = consume chronicle
    circumstances = configured.away(by: self.chronicle)
    join()
    touched.insertAll()
  }

  /// Has the state of a ritual stand in place of what the history says of it.
  public mutating func replace(_ ledger: Ledger, of ritual: String) {
    hasNews = true
    chronicle.replace(ledger, of: ritual)
    if let place = place(of: ritual) { touched.insert(place) }
  }

  /// Takes in an absence or a return, and plans rituals with the person in their order again.
  private mutating func takeAbsences(of person: String) {
    let stretch = circumstances.stretch
    circumstances = configured.away(by: chronicle)
    // That bears on cadences and nudges as well.
    guard circumstances.stretch == stretch else { return touched.insertAll() }
    for place in rituals.indices where rituals[place].ritual.turns?.order.contains(person) ?? false {
      touched.insert(place)
    }
  }

  /// The whole answer to whatever happened: what is to be done now, and when to look again.
  public mutating func plan(now: Instant) -> Plan {
    // Whatever was found for a later instant need not hold for an earlier one.
    if now < plannedAt { touched.insertAll() }
    plannedAt = now
    let due = wakes.places(through: now.seconds)
    let looksAtWaiting = mayChange(now)
    let chosen = touched.places(with: looksAtWaiting ? due + waiting : due)
    if looksAtWaiting { waits = [] }
    var found = planRituals(chosen, now: now)
    // What waits comes with the day's first reminder, whosever that is.
    if !waiting.isEmpty, waits.contains(.first), found.deliversUnasked {
      waits = []
      found = planRituals((chosen + waiting).sorted(), now: now)
    }
    return finish(found, now: now)
  }

  /// True where what waits has to be looked at by itself: on another day, where it has become quiet or is so no more, or
  /// where today has room after all.
  private mutating func mayChange(_ now: Instant) -> Bool {
    guard !waiting.isEmpty, let budget = circumstances.budgetPerDay else { return false }
    let today = circumstances.zone.local(at: now).date
    let quiet = circumstances.quietEnds(at: now)
    guard today == waitDay, quiet == waitQuiet else {
      (waitDay, waitQuiet) = (today, quiet)
      return true
    }
    return waits.contains(.room) && chronicle.deliveries(on: today, zone: circumstances.zone) < budget
  }

  private mutating func planRituals(_ chosen: [Int], now: Instant) -> Plan {
    var found = Plan()
    // Used for one after another: making and ending it would cost as much as most rituals take.
    var plan = Plan()
    for place in chosen {
      planRitual(
        rituals[place], ledger: ledger(of: place), circumstances: circumstances, now: now, into: &plan)
      wakes[place] = plan.wakeAt?.seconds ?? MinimumTree.none
      nextInstants[place] = plan.next?.instant.seconds ?? MinimumTree.none
      if let next = plan.next { nextStarts[place] = next.occurrence.start }
      if plan.hasWork { touched.insert(place) } else { touched.remove(place) }
      if !waiting.isEmpty { waiting.remove(place) }
      found.take(from: &plan)
    }
    return found
  }

  /// When a reminder could come first: when it was wanted, or the quiet had ended.
  private func free(_ reminder: Reminder, now: Instant) -> Instant {
    let wanted = reminder.reason.delay?.since ?? now
    guard let kept = self[reminder.id.occurrence.ritual] else { return wanted }
    return circumstances.release(wanted, of: kept.ritual, isAhead: reminder.id.kind.isAhead).instant
  }

  /// Applies the budget, gathers digests, and finds the next instant of all.
  private mutating func finish(_ found: Plan, now: Instant) -> Plan {
    var plan = found
    plan.deliver.sort {
      ($0.due.instant, $0.id.occurrence.ritual) < ($1.due.instant, $1.id.occurrence.ritual)
    }
    if let budget = circumstances.budgetPerDay, !plan.deliver.isEmpty {
      let (waiting, kinds) = plan.keep(
        within: budget, chronicle: chronicle, circumstances: circumstances, now: now,
        free: { free($0, now: now) })
      waits.formUnion(kinds)
      waitDay = circumstances.zone.local(at: now).date
      waitQuiet = circumstances.quietEnds(at: now)
      for hold in waiting {
        guard let place = place(of: hold.id.occurrence.ritual) else { continue }
        self.waiting.insert(place)
        wakes[place] = min(wakes[place], hold.until.seconds)
        touched.remove(place)
        plan.unsupersede(for: hold.id.occurrence.ritual)
      }
    }
    plan.gather(chronicle: chronicle, now: now)
    for reminder in plan.reminders {
      if let place = place(of: reminder.id.occurrence.ritual) { touched.insert(place) }
    }
    plan.wakeAt = wakes.least == MinimumTree.none ? nil : Instant(seconds: wakes.least)
    plan.next = nextInstants.placeOfLeast.map { place in
      Plan.Upcoming(
        occurrence: OccurrenceID(ritual: rituals[place].ritual.id, start: nextStarts[place]),
        instant: Instant(seconds: nextInstants[place]))
    }
    return plan
  }
}

extension Plan {
  /// What was superseded by a reminder that now waits itself is not superseded yet.
  fileprivate mutating func unsupersede(for ritual: String) {
    let comes = deliver.contains { $0.id.occurrence.ritual == ritual && $0.id.kind.countsForTheDay }
    if !comes { supersede.removeAll { $0.id.occurrence.ritual == ritual && $0.reason == .otherOneDelivered } }
  }

  /// Takes what another ritual asks for; its own plan then asks for nothing, and its instants are the next one's to say.
  fileprivate mutating func take(from other: inout Plan) {
    Plan.move(&other.adopt, to: &adopt)
    Plan.move(&other.deliver, to: &deliver)
    Plan.move(&other.begin, to: &begin)
    Plan.move(&other.lapse, to: &lapse)
    Plan.move(&other.supersede, to: &supersede)
    Plan.move(&other.hold, to: &hold)
    (other.wakeAt, other.next) = (nil, nil)
  }

  /// Most plans of one ritual ask for nothing.
  private static func move<Task>(_ tasks: inout [Task], to all: inout [Task]) {
    guard !tasks.isEmpty else { return }
    all += tasks
    tasks.removeAll(keepingCapacity: true)
  }
}
