import CivilTime
import Planning
import Rituals
import TestSupport
import Testing

/// Rituals that are lived with: at each of the plan's own instants the plan is carried out, as the daemon does it.
struct Life {
  var planner: Planner
  var now = Instant.distantPast
  var number = 0
  /// Every reminder that was given, in its order.
  var log: [(at: Instant, reminder: Reminder, digest: ReminderID?)] = []
  /// Every event that was recorded.
  var events: [Event] = []
  /// What was delivered before care began anew; nothing else may come a second time.
  private var deliveredBefore: Set<ReminderID> = []

  init(
    _ rituals: [ScheduledRitual],
    _ circumstances: Circumstances = Circumstances(zone: systemZone("Europe/Berlin"))
  ) {
    planner = Planner(rituals, circumstances: circumstances)
  }

  /// The wall times of what was given.
  var given: [String] { log.map { $0.reminder.due.local.shortDescription } }

  /// `2026-12-05T10:00 coffee@2026-12-05T10:00/due`: when each reminder came, by the user's wall clock, and its name.
  var told: [String] {
    log.map { "\(planner.circumstances.zone.local(at: $0.at).shortDescription) \($0.reminder.id)" }
  }

  mutating func record(_ event: Event) {
    number += 1
    events.append(event)
    planner.apply(event, number: number)
  }

  /// Carries out the plan of an instant until it has nothing more to do; returns when to look again.
  @discardableResult
  mutating func live(at instant: Instant) -> Instant? {
    now = instant
    for _ in 0..<50 {
      var plan = planner.plan(now: now)
      guard plan.hasWork else { return plan.wakeAt }
      for ritual in plan.adopt.map(\.ritual) {
        deliveredBefore.formUnion(log.map(\.reminder.id).filter { $0.occurrence.ritual == ritual })
      }
      let preparations = plan.preparations(at: now) + plan.leaveOut(deliveredBefore, at: now)
      for reminder in plan.deliver { log.append((now, reminder, nil)) }
      for digest in plan.digests { log += digest.members.map { (now, $0, digest.id) } }
      for event in preparations + plan.outcomes(at: now) { record(event) }
    }
    Issue.record("a plan that never ends, at \(now)")
    return nil
  }

  /// Forgets all but the history, as the daemon does when it starts anew.
  mutating func restart() {
    var chronicle = Chronicle()
    for (index, event) in events.enumerated() { chronicle.apply(event, number: index + 1) }
    planner.replace(chronicle)
  }

  /// Lives to an instant, waking only when a plan says so.
  mutating func live(from start: Instant, through end: Instant) {
    var instant = start
    while let next = live(at: instant), next <= end { instant = max(next, instant.advanced(bySeconds: 1)) }
    now = max(now, end)
  }

  /// Answers what is open, or the occurrence that is named, at a wall time of the ritual's zone.
  mutating func done(_ text: String, of occurrence: OccurrenceID? = nil) {
    let on = CivilDateTime(text)!
    let kept = planner.rituals.first { $0.ritual.id == occurrence?.ritual } ?? planner.rituals[0]
    let start = occurrence?.start ?? planner.chronicle[kept.ritual.id].open ?? on
    record(
      Event(at: kept.schedule.zone.instant(of: on), ritual: kept.ritual.id, start: start, fact: .done(on: on))
    )
  }

  /// Records a fact about an occurrence at a wall time of Berlin, as `kin` does.
  mutating func note(_ fact: Event.Fact, of occurrence: String, at text: String) {
    let instant = systemZone("Europe/Berlin").instant(of: CivilDateTime(text)!)
    record(Event(at: instant, occurrence: OccurrenceID(occurrence)!, fact: fact))
  }
}
