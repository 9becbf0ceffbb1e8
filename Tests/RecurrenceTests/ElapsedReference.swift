import CivilTime
import Recurrence

/// HOURLY and finer, second by second from the start, slow and obvious.
struct ElapsedReference {
  var rule: RecurrenceRule
  var start: CivilDateTime
  var zone: Zone

  /// The instants up to one, COUNT held, but no UNTIL.
  func instants(through last: Int64) -> [Int64] {
    let first = zone.instant(of: start)
    let shown = zone.local(at: first)
    let unit: Int64 = rule.frequency == .hourly ? 3600 : rule.frequency == .minutely ? 60 : 1
    var rule = rule
    let expands =
      rule.frequency == .hourly && !(rule.byMinute.isEmpty && rule.bySecond.isEmpty)
      || rule.frequency == .minutely && !rule.bySecond.isEmpty
    if expands {
      if rule.byMinute.isEmpty && rule.frequency == .hourly { rule.byMinute = [shown.time.minute] }
      if rule.bySecond.isEmpty { rule.bySecond = [shown.time.second] }
    }
    let origin = first.seconds - Int64(shown.time.secondOfDay) % unit
    var periods: [Int64: [Int64]] = [:]
    // The last period whole, since BYSETPOS counts over it.
    for time in (expands ? origin : first.seconds)...(last + unit) {
      let period = (time - origin) / unit
      if expands {
        guard period % Int64(rule.interval) == 0 else { continue }
      } else {
        guard (time - first.seconds) % (unit * Int64(rule.interval)) == 0 else { continue }
      }
      if matches(rule, zone.local(at: Instant(seconds: time))) { periods[period, default: []].append(time) }
    }
    var found: [Int64] = []
    for period in periods.keys.sorted() {
      var members = periods[period]!
      if !rule.bySetPosition.isEmpty {
        let places = Set(rule.bySetPosition.map { $0 > 0 ? $0 - 1 : members.count + $0 })
        members = members.indices.filter(places.contains).map { members[$0] }
      }
      found += members.filter { $0 >= first.seconds && $0 <= last }
    }
    if case .count(let count) = rule.end { found = Array(found.prefix(count)) }
    return found
  }

  private func matches(_ rule: RecurrenceRule, _ local: CivilDateTime) -> Bool {
    let time = local.time
    if !rule.bySecond.isEmpty && !rule.bySecond.contains(time.second) { return false }
    if !rule.byMinute.isEmpty && !rule.byMinute.contains(time.minute) { return false }
    if !rule.byHour.isEmpty && !rule.byHour.contains(time.hour) { return false }
    let date = local.date
    if !rule.byDay.isEmpty && !rule.byDay.contains(where: { $0.weekday == date.weekday }) { return false }
    let (year, month, day) = date.parts
    if !rule.byMonth.isEmpty && !rule.byMonth.contains(month) { return false }
    if !rule.byYearDay.isEmpty {
      let place = date.dayNumber - CivilDate(year: year, month: 1, day: 1)!.dayNumber + 1
      let length = CivilDate.isLeap(year) ? 366 : 365
      if !rule.byYearDay.contains(place) && !rule.byYearDay.contains(place - length - 1) { return false }
    }
    let back = day - CivilDate.daysInMonth(year: year, month: month) - 1
    return rule.byMonthDay.isEmpty || rule.byMonthDay.contains(day) || rule.byMonthDay.contains(back)
  }
}
