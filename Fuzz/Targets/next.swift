import CivilTime
import Recurrence

/// Numbers from the input; when it is used up, from its last ones on.
private struct InputNumbers: RandomNumberGenerator {
  var bytes: ArraySlice<UInt8>
  var state: UInt64 = 0

  mutating func next() -> UInt64 {
    let taken = bytes.prefix(4)
    bytes = bytes.dropFirst(4)
    for byte in taken { state = state << 8 ^ state >> 56 ^ UInt64(byte) }
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

private let zones: [Zone] = [
  .utc, Zone(identifier: "Berlin", posix: "CET-1CEST,M3.5.0,M10.5.0/3"),
  Zone(identifier: "Lord_Howe", posix: "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0"),
  Zone(identifier: "Troll", posix: "<+00>0<+02>-2,M3.5.0/1,M10.5.0/3"),
  Zone(identifier: "Midnight", posix: "<-03>3<-02>,M11.1.0/0,M2.3.0/0"),
].compactMap { $0 }

/// The first eight bytes are the start and the zone; what follows is RRULE text, or numbers to make a rule from.
@_cdecl("LLVMFuzzerTestOneInput")
public func feed(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard bytes.count > 8 else { return 0 }
  let zone = zones[Int(bytes[1]) % zones.count]
  let day = 10_957 + (Int(bytes[2]) << 8 | Int(bytes[3])) % 30_000
  let second = (Int(bytes[4]) << 8 | Int(bytes[5])) % 5760 * 15 + Int(bytes[6]) % 15
  let from = CivilDateTime(localSeconds: Int64(day * 86_400 + second))
  var rule: RecurrenceRule
  if bytes[0] & 1 == 0 {
    var numbers = InputNumbers(bytes: bytes[8...])
    rule = bytes[0] & 2 == 0 ? RandomRules.calendar(&numbers) : RandomRules.elapsed(&numbers)
  } else {
    guard let read = try? RecurrenceRule(String(decoding: bytes[8...], as: UTF8.self)) else { return 0 }
    rule = read
    rule.bySecond = rule.bySecond.map { min($0, 59) }
  }
  let recurrence = Recurrence(rule, start: from, zone: zone)
  endsFromAnywhere(recurrence, rule, bytes)
  agrees(recurrence, rule, from, zone)
  return 0
}

/// Nothing may walk for ever, and what is given is strictly later, or earlier.
private func endsFromAnywhere(_ recurrence: Recurrence, _ rule: RecurrenceRule, _ bytes: [UInt8]) {
  let seconds = Int64(bytes[7]) << 26 ^ Int64(bytes[5]) << 14 ^ Int64(bytes[3])
  for instant in [Instant(seconds: .min), .distantPast, Instant(seconds: seconds), .distantFuture] {
    if let slot = recurrence.next(after: instant) {
      if slot.instant <= instant { fatalError("\(rule): \(slot.instant) is not after \(instant)") }
      if recurrence.previous(before: slot.instant.advanced(bySeconds: 1)) != slot {
        fatalError("\(rule) from \(recurrence.start): no way back to \(slot)")
      }
    }
    if let slot = recurrence.previous(before: instant), slot.instant >= instant {
      fatalError("\(rule): \(slot.instant) is not before \(instant)")
    }
  }
}

private func agrees(_ recurrence: Recurrence, _ rule: RecurrenceRule, _ from: CivilDateTime, _ zone: Zone) {
  let expected: [Int64]
  let last: Int64
  if rule.frequency < .daily {
    last = zone.instant(of: from).seconds + 6 * 3600
    guard rule.interval < 1_000_000_000 else { return }
    expected = ElapsedReference(rule: rule, start: from, zone: zone).instants(through: last).filter {
      isWithinEnd($0, rule, zone)
    }
  } else {
    // A day of more than a thousand times takes the reference too long.
    let perDay = max(1, rule.byHour.count) * max(1, rule.byMinute.count) * max(1, rule.bySecond.count)
    // SKIP with numbers of BYDAY, with Easter, or with BYMONTHDAY and BYYEARDAY together, is beyond the reference.
    let isBeyond =
      rule.skip != .omit
      && (!rule.byDay.allSatisfy { $0.ordinal == 0 } || !rule.byYearDay.isEmpty && !rule.byMonthDay.isEmpty
        || !rule.byWeekNumber.isEmpty || !rule.byEaster.isEmpty
        || rule.frequency == .yearly && !rule.byYearDay.isEmpty && !rule.byMonth.isEmpty)
    guard perDay <= 100, rule.interval < 1_000_000, !isBeyond else { return }
    let lastDay = from.date.dayNumber + 430
    last = zone.instant(of: CivilDateTime(CivilDate(dayNumber: lastDay), .midnight)).seconds - 90_000
    expected = Reference(rule: rule, start: from).slots(through: lastDay, in: zone).map(\.instant.seconds)
      .filter {
        $0 <= last
      }
  }
  let range = Instant(seconds: .min)..<Instant(seconds: last + 1)
  let found = recurrence.occurrences(in: range).prefix(3_000).map(\.instant.seconds)
  if found != Array(expected.prefix(3_000)) {
    fatalError("\(rule) from \(from) in \(zone.identifier): \(found.prefix(9)), not \(expected.prefix(9))")
  }
  let reversed: Occurrences = recurrence.occurrences(in: range).reversed()
  let back = reversed.prefix(3_000).map(\.instant.seconds)
  if back != Array(expected.reversed().prefix(3_000)) {
    fatalError(
      "\(rule) from \(from) in \(zone.identifier): back \(back.prefix(9)), not \(expected.suffix(9))")
  }
}

private func isWithinEnd(_ time: Int64, _ rule: RecurrenceRule, _ zone: Zone) -> Bool {
  let local = zone.local(at: Instant(seconds: time))
  switch rule.end {
  case .never, .count: return true
  case .untilDate(let date): return local.date <= date
  case .untilLocal(let last): return local <= last
  case .untilInstant(let last): return time <= last.seconds
  }
}
