import CivilTime

/// The turn periods of a ritual whose turns are longer than one occurrence: the wall clock cut into equal lengths.
///
/// Each border is counted from the anchor on the wall clock, so that neither a clock change nor a short month opens a gap.
public struct TurnPeriod: Equatable, Sendable {
  /// The length of each: whole days, or whole months.
  let every: Span
  /// A border; all others are counted from it.
  let anchor: CivilDateTime

  /// Without `starting` they begin on Mondays, on the first of the month, or daily.
  package init(every: Span, starting: LocalPoint?) {
    self.every = every
    // 5 January 1970 was a Monday.
    let day = every.months == 0 && every.days % 7 == 0 ? 4 : 0
    anchor = CivilDateTime(starting?.date ?? CivilDate(dayNumber: day), starting?.time ?? .midnight)
  }

  /// Whether a span can be the length of a turn: whole days or whole months, not both.
  public static func isGood(_ span: Span) -> Bool {
    span.seconds == 0 && (span.months > 0 && span.days == 0 || span.days > 0 && span.months == 0)
  }

  /// Whether only an anchor says in which days or months one begins.
  public static func needsAnchor(_ span: Span) -> Bool {
    span.months > 0 ? span.months != 1 && span.months != 12 : span.days != 1 && span.days != 7
  }

  /// Where the period of a wall time begins.
  package func start(of local: CivilDateTime) -> CivilDateTime { border(number(of: local)) }

  /// Where the period after the one of a wall time begins.
  package func end(of local: CivilDateTime) -> CivilDateTime { border(number(of: local) + 1) }

  private func border(_ number: Int) -> CivilDateTime { anchor.advanced(by: every, times: number) }

  private func number(of local: CivilDateTime) -> Int {
    guard TurnPeriod.isGood(every) else { return 0 }
    let length = every.months > 0 ? Int64(every.months) * 2_629_746 : Int64(every.days) * 86_400
    let distance = local.localSeconds - anchor.localSeconds
    var number = Int(distance / length)
    // Months differ, and division rounds towards nothing: the estimate is off by one or two at most.
    while border(number) > local { number -= 1 }
    while border(number + 1) <= local { number += 1 }
    return number
  }
}
