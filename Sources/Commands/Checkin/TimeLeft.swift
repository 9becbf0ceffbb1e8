/// Words about the time of a check-in: they inform, and cut nobody off.
enum TimeLeft {
  /// What to say before a prompt; `seconds` are those that are left.
  static func words(_ seconds: Int64) -> String {
    switch seconds {
    case ..<0: "the time you set aside is over; go on as long as it does you good, Ctrl-D ends"
    case ..<240: "a few minutes left"
    case ..<3600:
      // In steps of five minutes: nobody should watch a clock.
      "about \((seconds + 150) / 300 * 5) minutes left"
    default: "there is plenty of time"
    }
  }
}
