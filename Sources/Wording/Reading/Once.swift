import CivilTime
import Recurrence

extension TokenReader {
  /// `once on 2026-12-24 at 18:00`, or the date alone; nil, with nothing taken, where no single date stands here.
  mutating func once() throws(TextFault) -> Form? {
    let first = index
    // `once a week` and `once every 2 weeks` are rules.
    if says(.once, .every) || says(.once, .number(1)) { return nil }
    let saysOnce = accept(.once)
    accept(.on)
    let isDate = saysOnce || kind == .figures && kind(ahead: 1).unit == nil
    guard let date = try isDate ? date() : namedDate() else {
      index = first
      return nil
    }
    return .once(date, try timeOfDate())
  }

  /// The time behind a date: `at 18:00`, and the `T18:00` of ISO 8601.
  mutating func timeOfDate() throws(TextFault) -> TimeOfDay? {
    try acceptISO("t") ? timeOfDay() : oneTimeOfDay()
  }
}
