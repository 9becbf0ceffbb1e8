import CivilTime
import Recurrence
import Rituals

extension TokenReader {
  /// `once on 2026-12-24 at 18:00`, or the date alone; nil, with nothing taken, where no single date stands
  /// here.
  mutating func once() throws(TextFault) -> Form? {
    let first = index
    // `once a week` and `once every 2 weeks` are rules.
    if kind == .word(.once), kind(ahead: 1) == .word(.every) || kind(ahead: 1) == .word(.number(1)) {
      return nil
    }
    let saysOnce = accept(.once)
    _ = accept(.on)
    let date: CivilDate
    if saysOnce {
      date = try self.date()
    } else if kind == .figures, unit(ahead: 1) == nil {
      date = try self.date()
    } else if let named = try namedDate() {
      date = named
    } else {
      index = first
      return nil
    }
    if acceptISOMark() { return .once(date, try timeOfDay()) }
    return .once(date, try oneTimeOfDay())
  }

  /// Steps over the `T` of `2026-12-24T18:00` if it stands here, right behind the date.
  package mutating func acceptISOMark() -> Bool {
    guard kind == .unknown, index > 0, lexeme(current.range).lowercased() == "t",
      current.range.lowerBound == tokens[index - 1].range.upperBound
    else { return false }
    advance()
    return true
  }
}
