import Recurrence

extension ReminderTime {
  /// Reads `at start`, `2h before`, `2 days before`, `2 days before at 9:00`, `the evening before at 19:00`.
  public init(parsing text: String) throws(TextFault) {
    throw TextFault(.empty, at: 0..<text.utf8.count)
  }
}

extension ReminderTime {
  /// The short, stable name in a reminder's kind: `2d`, `2h`, `1d-1900`.
  public var name: String { "" }
}
