/// A length of time as people say it (`2h 30min`, `3 weeks`): calendar months and days, and elapsed seconds,
/// kept apart since a day is not always 24 hours on the wall.
public struct Span: Hashable, Sendable {
  /// Calendar months; a year is twelve.
  public var months: Int
  /// Calendar days; a week is seven.
  public var days: Int
  /// Elapsed seconds.
  public var seconds: Int

  public init(months: Int = 0, days: Int = 0, seconds: Int = 0) {
    self.months = months
    self.days = days
    self.seconds = seconds
  }
}
