extension RuleReader {
  /// What the parts forbid each other (RFC 5545 §3.3.10).
  func checkTogether() throws(ExpressionFault) {
    if let count = place(of: .count), let until = place(of: .until) {
      throw fault(.countAndUntil, count.lowerBound > until.lowerBound ? count : until)
    }
    let frequency = rule.frequency
    try refuse(.byWeekNumber, unless: frequency == .yearly)
    try refuse(.byEaster, unless: frequency == .yearly)
    try refuse(.byYearDay, unless: frequency == .yearly || frequency < .daily)
    try refuse(.byMonthDay, unless: frequency != .weekly)
    let countsWeekdays = frequency >= .monthly && rule.byWeekNumber.isEmpty
    if !countsWeekdays, let range = place(of: .byDay),
      let counted = rule.byDay.first(where: { $0.ordinal != 0 })
    {
      throw fault(.ordinalNotAllowed("\(counted)"), range)
    }
    if let range = place(of: .bySetPosition),
      !places.contains(where: { RuleReader.choices.contains($0.part) })
    {
      throw fault(.setPositionAlone, range)
    }
  }

  private static let choices: [Part] = [
    .bySecond, .byMinute, .byHour, .byDay, .byMonthDay, .byYearDay, .byWeekNumber, .byEaster,
    .byMonth,
  ]

  private func refuse(_ part: Part, unless isAllowed: Bool) throws(ExpressionFault) {
    guard !isAllowed, let range = place(of: part) else { return }
    throw fault(.partNotAllowed(part: part.rawValue, frequency: rule.frequency), range)
  }

  /// The known part that is at most two changes of a letter away.
  static func nearest(to name: String) -> String? {
    guard name.utf8.count <= 16 else { return nil }
    let best = Part.allCases.map { ($0.rawValue, EditDistance.between($0.rawValue, name)) }
      .min { $0.1 < $1.1 }
    return best.flatMap { $0.1 <= 2 ? $0.0 : nil }
  }
}
