import CivilTime
import Recurrence

/// A rule with its start and its zone, and how far it is followed.
struct Case {
  var rule: RecurrenceRule
  var start: CivilDateTime
  var zone: Zone
  /// How many occurrences are compared at most, and up to which instant.
  var count = 20
  var last: Instant

  var description: String { "\(rule) from \(start) \(zone.identifier)" }

  /// What libical and dateutil both read as one does who follows the RFC: no SKIP, which neither knows, and no BYEASTER,
  /// which only dateutil does.
  init(zones: [Zone], using random: inout SplitMix) {
    let isElapsed = Int.random(in: 0..<5, using: &random) == 0
    rule = isElapsed ? RandomRules.elapsed(&random) : RandomRules.calendar(&random)
    while rule.skip != .omit || !rule.byEaster.isEmpty { rule = RandomRules.calendar(&random) }
    // The RFC's text allows two readings of BYWEEKNO without a day; docs/decisions.md has ours.
    if !rule.byWeekNumber.isEmpty && rule.byDay.isEmpty && rule.byMonthDay.isEmpty && rule.byYearDay.isEmpty {
      rule.byDay = [.init(0, .wednesday)]
    }
    // And of YEARLY with BYMONTHDAY without BYMONTH.
    if rule.frequency == .yearly && !rule.byMonthDay.isEmpty && rule.byMonth.isEmpty {
      rule.byMonth = [3, 8]
    }
    if case .untilDate = rule.end { rule.end = .never }
    let day = Int.random(in: 12_000...18_000, using: &random)
    start = CivilDateTime(localSeconds: Int64(day * 86_400 + Int.random(in: 24...95, using: &random) * 900))
    // Elapsed time is for the peers the time on the wall, so there they are asked where these are one.
    zone = isElapsed ? zones[0] : zones.randomElement(using: &random) ?? zones[0]
    last = Instant(seconds: start.localSeconds + (isElapsed ? 2 : 5 * 366) * 86_400)
    // Around changes of the clocks each engine goes its own way; the oracles hold ours.
    if zone !== zones[0] { rule.byHour = rule.byHour.map { 6 + $0 % 18 } }
    // libical wants its lists in order and each member once (libical#937).
    for part in [
      \RecurrenceRule.byHour, \.byMinute, \.bySecond, \.byMonth, \.byMonthDay, \.byYearDay, \.byWeekNumber,
      \.bySetPosition,
    ] {
      rule[keyPath: part] = Set(rule[keyPath: part]).sorted()
    }
    rule.byDay = Set(rule.byDay).sorted { ($0.weekday, $0.ordinal) < ($1.weekday, $1.ordinal) }
    if rule.end == .never { rule.end = .untilInstant(last) }
  }

  var ours: [Int64] {
    let recurrence = Recurrence(rule, start: start, zone: zone)
    return recurrence.occurrences(in: .distantPast..<last.advanced(bySeconds: 1)).prefix(count).map(
      \.instant.seconds)
  }

  /// What the slow and obvious reference says.
  var judged: [Int64] {
    if rule.frequency < .daily {
      return Array(
        ElapsedReference(rule: rule, start: start, zone: zone).instants(through: last.seconds).prefix(count))
    }
    let lastDay = start.date.dayNumber + 5 * 366 + 1
    return Reference(rule: rule, start: start).slots(through: lastDay, in: zone).map(\.instant.seconds)
      .filter { $0 <= last.seconds }.prefix(count).map { $0 }
  }

  /// What it has, for the lines of the table.
  var features: [String] {
    var found = [rule.frequency.word]
    if rule.interval > 1 { found.append("INTERVAL") }
    if case .count = rule.end { found.append("COUNT") }
    if !rule.byMonth.isEmpty { found.append("BYMONTH") }
    if !rule.byWeekNumber.isEmpty { found.append("BYWEEKNO") }
    if !rule.byYearDay.isEmpty { found.append("BYYEARDAY") }
    if !rule.byMonthDay.isEmpty { found.append("BYMONTHDAY") }
    if rule.byDay.contains(where: { $0.ordinal != 0 }) {
      found.append("BYDAY with numbers")
    } else if !rule.byDay.isEmpty {
      found.append("BYDAY")
    }
    if rule.byHour.count + rule.byMinute.count + rule.bySecond.count > 0 { found.append("times") }
    if !rule.bySetPosition.isEmpty { found.append("BYSETPOS") }
    if zone.identifier != "UTC" { found.append("a zone") }
    return found
  }
}

/// A random source that gives the same numbers for the same seed (SplitMix64).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
