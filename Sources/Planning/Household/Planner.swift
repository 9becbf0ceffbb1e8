import CivilTime
import Rituals

/// Plans all rituals and remembers what it found: an event has only those planned anew that it touches, and an instant
/// only those for which something is to be done by then.
///
/// What it answers is what a planner without a memory would answer (`plan(now:rituals:chronicle:circumstances:)`).
public struct Planner: Sendable {
  /// The rituals under care, in the config's order.
  public let rituals: [Kept]
  /// What holds for all of them, absences that the history tells among it.
  public private(set) var circumstances: Circumstances
  /// The same as the config alone has it.
  private let configured: Circumstances
  /// What the history says.
  public private(set) var chronicle: Chronicle

  private let places: [String: Int]
  /// The rituals that were touched since they were last planned, or for which there was something to do.
  private var touched: Set<Int>
  /// Those with a reminder that waits for a day with room for it.
  private var waiting: Set<Int> = []
  /// For each ritual the next instant at which anything is to be done, in seconds.
  private var wakes: MinimumTree
  /// For each ritual the instant of its next occurrence, in seconds, and the start by which that is named.
  private var nextInstants: MinimumTree
  private var nextStarts: [CivilDateTime]
  private var plannedAt = Instant.distantPast

  /// A planner that has planned nothing yet.
  public init(_ rituals: [Kept], circumstances: Circumstances, chronicle: Chronicle = Chronicle()) {
    self.rituals = rituals
    configured = circumstances
    self.circumstances = circumstances.away(by: chronicle)
    self.chronicle = chronicle
    var places: [String: Int] = [:]
    places.reserveCapacity(rituals.count)
    for (place, kept) in rituals.enumerated() { places[kept.ritual.id] = place }
    self.places = places
    touched = Set(0..<rituals.count)
    wakes = MinimumTree(count: rituals.count)
    nextInstants = MinimumTree(count: rituals.count)
    nextStarts = Array(repeating: CivilDateTime(localSeconds: 0), count: rituals.count)
  }

  /// The ritual of an id.
  public subscript(id: String) -> Kept? { places[id].map { rituals[$0] } }

  /// Takes in an event: the ritual it is about is planned anew.
  public mutating func apply(_ event: Event, number: Int) {
    chronicle.apply(event, number: number)
    if let place = places[event.ritual] { touched.insert(place) }
    if let person = event.person { takeAbsences(of: person) }
  }

  /// Takes in a history that was folded anew.
  public mutating func replace(_ chronicle: Chronicle) {
    self.chronicle = chronicle
    circumstances = configured.away(by: chronicle)
    touchAll()
  }

  /// Somebody goes away or comes back: the rituals in whose order the person stands are planned anew.
  private mutating func takeAbsences(of person: String) {
    circumstances = configured.away(by: chronicle)
    for place in rituals.indices where rituals[place].ritual.turns?.order.contains(person) ?? false {
      touched.insert(place)
    }
  }

  private mutating func touchAll() { touched = Set(rituals.indices) }

  /// The whole answer to whatever happened: what is to be done now, and when to look again.
  public mutating func plan(now: Instant) -> Plan {
    // Whatever was found for a later instant need not hold for an earlier one.
    if now < plannedAt { touchAll() }
    plannedAt = now
    var found = planRituals(touched.union(wakes.places(through: now.seconds)), now: now)
    if !waiting.isEmpty, found.givesUnasked {
      // The day's first reminder takes along what waited for it.
      let others = waiting.subtracting(found.places)
      found.merge(planRituals(others, now: now))
    }
    return finish(found, now: now)
  }

  /// What planning some of the rituals brought.
  private struct Found {
    var places: Set<Int> = []
    var plan = Plan()
    var givesUnasked: Bool { plan.givesUnasked }

    mutating func merge(_ other: Found) {
      places.formUnion(other.places)
      plan.merge(other.plan)
    }
  }

  private mutating func planRituals(_ chosen: Set<Int>, now: Instant) -> Found {
    var found = Found(places: chosen)
    for place in chosen.sorted() {
      let kept = rituals[place]
      let plan = planRitual(
        kept, ledger: chronicle[kept.ritual.id], circumstances: circumstances, now: now)
      wakes[place] = plan.wakeAt?.seconds ?? MinimumTree.none
      nextInstants[place] = plan.next?.instant.seconds ?? MinimumTree.none
      if let next = plan.next { nextStarts[place] = next.occurrence.start }
      if plan.hasWork { touched.insert(place) } else { touched.remove(place) }
      waiting.remove(place)
      found.plan.merge(plan)
    }
    return found
  }

  /// Sees to what the day bears and what comes together, and to the next instant of all.
  private mutating func finish(_ found: Found, now: Instant) -> Plan {
    var plan = found.plan
    plan.give.sort { ($0.due.instant, $0.id.occurrence.ritual) < ($1.due.instant, $1.id.occurrence.ritual) }
    if let budget = circumstances.budgetPerDay {
      for hold in plan.keep(within: budget, chronicle: chronicle, circumstances: circumstances, now: now) {
        guard let place = places[hold.id.occurrence.ritual] else { continue }
        waiting.insert(place)
        wakes[place] = min(wakes[place], hold.until.seconds)
        touched.remove(place)
      }
    }
    plan.gather(now: now)
    for reminder in plan.reminders {
      if let place = places[reminder.id.occurrence.ritual] { touched.insert(place) }
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
  /// Takes in what another ritual asks for.
  fileprivate mutating func merge(_ other: Plan) {
    adopt += other.adopt
    give += other.give
    begin += other.begin
    lapse += other.lapse
    fold += other.fold
    hold += other.hold
  }
}
