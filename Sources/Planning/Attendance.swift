import CivilTime
import Recurrence
import Rituals

/// The state in which a daemon that ran all the time would have left a ritual by now: what came while none ran is open, or
/// has lapsed if its time is over.
public struct Attendance: Sendable {
  /// The ritual's state.
  public let ledger: Ledger
  /// True where the history doesn't say whether the ritual came with this schedule when its latest time was: no daemon has
  /// looked after it since it was written. A cadence counts from an answer, which says so.
  public let isAssumed: Bool

  public init(
    to kept: ScheduledRitual, _ chronicle: Chronicle, circumstances: Circumstances, now: Instant
  ) {
    let ledger = chronicle[kept.ritual.id]
    let context = RitualContext(kept: kept, ledger: ledger, circumstances: circumstances, now: now)
    let isUnknown = adoptsAnew(kept, ledger, now: now)
    let begin = context.unattended(isUnknown: isUnknown)
    var planner = Planner([kept], circumstances: circumstances, chronicle: chronicle)
    if isUnknown, let begin {
      let care = Event.Fact.adopted(schedule: kept.fingerprint.text)
      planner.apply(Event(at: begin.advanced(bySeconds: -1), ritual: kept.ritual.id, fact: care), number: 0)
    }
    var preview = Preview(planner, from: min(begin ?? now, now))
    _ = preview.reminders(through: now)
    self.ledger = preview.planner.chronicle[kept.ritual.id]
    isAssumed = isUnknown && !kept.schedule.isCadence
  }
}

extension RitualContext {
  /// When the first time came that the history may not know of; of the times by the calendar only the latest still
  /// matters. Nil where nothing has come since the history ends.
  fileprivate func unattended(isUnknown: Bool) -> Instant? {
    let movedHere = moved.first.map(\.slot.instant).flatMap { $0 <= now ? $0 : nil }
    if schedule.isCadence {
      let counted = last.map { schedule.zone.instant(of: $0) }
      return [movedHere, isUnknown ? counted : max(floor, counted ?? floor)].compactMap { $0 }.min()
    }
    let seen = [ledger.adoptedAt, ledger.settledThrough.map { schedule.zone.instant(of: $0) }]
      .compactMap { $0 }.filter { $0 <= now }.max()
    let came = schedule.previous(before: now.advanced(bySeconds: 1))?.instant
    return [movedHere, came.flatMap { $0 > seen ?? .distantPast ? $0 : nil }].compactMap { $0 }.min()
  }
}
