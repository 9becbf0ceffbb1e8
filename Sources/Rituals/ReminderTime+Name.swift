import CivilTime

extension ReminderTime {
  /// A short name that stays: `start`, `2d`, `2h30min`, `1d-1900`. No two reminder times share one, so that it can
  /// tell the leads of a ritual apart in the history.
  public var name: String {
    switch self {
    case .atStart: return "start"
    case .before(let span): return span.description.split(separator: " ").joined()
    case .daysBefore(let days, let time):
      return "\(days)d-" + time.description.split(separator: ":").joined()
    }
  }
}
