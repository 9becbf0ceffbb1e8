import CivilTime
import Recurrence
import Rituals

/// What feeling stretched changes about a ritual's times: only cadences, which come half as long again later.
///
/// | the next time of a cadence | comes |
/// |---|---|
/// | would have come before that began | as usual |
/// | would come while it lasts | half as long again after the last time, also where it ends sooner than was said |
/// | would come after it | as usual |
/// | was never done before | as usual: there is nothing to count from |
extension RitualContext {
  /// The next time of the schedule after an instant.
  func slot(after instant: Instant, last: CivilDateTime?, anchor: CivilDateTime?) -> Slot? {
    (isStretched(last, anchor: anchor) ? schedule.stretched : schedule)
      .next(after: instant, last: last, anchor: anchor)
  }

  /// The latest time of the schedule up to now.
  func latest(after floor: Instant) -> Slot? {
    let anchor = anchor(of: last)
    guard schedule.isCadence, circumstances.stretch != nil else {
      return schedule.latest(through: now, after: floor, last: last, anchor: anchor)
    }
    guard var found = slot(after: floor, last: last, anchor: anchor), found.instant <= now else { return nil }
    let base = anchor ?? last ?? found.local
    for _ in 0..<100_000 {
      guard let later = slot(after: found.instant, last: found.local, anchor: base), later.instant <= now
      else { break }
      found = later
    }
    return found
  }

  /// True where an occurrence comes half as long again after the last time, while the user felt stretched.
  func isStretched(_ occasion: Occasion) -> Bool {
    occasion.moved == 0 && isStretched(last, anchor: anchor(of: last))
  }

  /// True where what follows the last time of a cadence would come while the user feels stretched.
  private func isStretched(_ last: CivilDateTime?, anchor: CivilDateTime?) -> Bool {
    guard schedule.isCadence, let stretch = circumstances.stretch, let last else { return false }
    return schedule.next(after: schedule.zone.instant(of: last), last: last, anchor: anchor)
      .map { stretch.contains($0.instant) } ?? false
  }
}
