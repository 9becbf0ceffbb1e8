extension FooterRule {
  /// Reads a POSIX TZ string with the extensions of RFC 9636 §3.3.2: `CET-1CEST,M3.5.0,M10.5.0/3`, `<+03>-3`.
  /// Abbreviations are added to `names`; nil where the text is anything else.
  init?(_ bytes: ArraySlice<UInt8>, names: inout [String]) {
    var reader = FooterReader(bytes: bytes)
    guard let standardName = reader.name(), let west = reader.seconds(hours: 24) else { return nil }
    standard = LocalTimeType(offset: Int32(-west), isDaylight: false, name: names.index(adding: standardName))
    if reader.isAtEnd { return }
    guard let daylightName = reader.name() else { return nil }
    var offset = -west + 3600
    if !reader.isAt(",") {
      guard let west = reader.seconds(hours: 24) else { return nil }
      offset = -west
    }
    let daylight = LocalTimeType(
      offset: Int32(offset), isDaylight: true, name: names.index(adding: daylightName))
    guard reader.take(","), let start = reader.day(), reader.take(","), let end = reader.day(), reader.isAtEnd
    else { return nil }
    let (forward, back) = (
      Change(day: start, offsetBefore: standard.offset, type: daylight),
      Change(day: end, offsetBefore: daylight.offset, type: standard)
    )
    let distance = end.wall(year: 2000) - start.wall(year: 2000)
    changes = distance > 0 ? (forward, back) : (back, forward)
    isTame = start.isTame && end.isTame && distance.magnitude > 20 * 86_400
  }
}

extension [String] {
  /// The index of a name, added where it is new.
  mutating func index(adding name: String) -> UInt16 {
    if let index = firstIndex(of: name) { return UInt16(truncatingIfNeeded: index) }
    append(name)
    return UInt16(truncatingIfNeeded: count - 1)
  }
}

private struct FooterReader {
  var bytes: ArraySlice<UInt8>

  var isAtEnd: Bool { bytes.isEmpty }

  func isAt(_ character: Unicode.Scalar) -> Bool { bytes.first == UInt8(ascii: character) }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard isAt(character) else { return false }
    bytes.removeFirst()
    return true
  }

  mutating func name() -> String? {
    let isQuoted = take("<")
    let length = bytes.prefix { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || isQuoted && ((48...57).contains(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"))
    }.count
    guard length >= 3, length <= 32 else { return nil }
    let name = String(decoding: bytes.prefix(length), as: UTF8.self)
    bytes.removeFirst(length)
    return !isQuoted || take(">") ? name : nil
  }

  mutating func number(_ bounds: ClosedRange<Int>) -> Int? {
    var value = 0
    var digits = 0
    while let byte = bytes.first, byte >= 48, byte <= 57, digits < 4 {
      value = value * 10 + Int(byte - 48)
      digits += 1
      bytes.removeFirst()
    }
    return digits > 0 && bounds.contains(value) ? value : nil
  }

  /// `[+-]hh[:mm[:ss]]` in seconds.
  mutating func seconds(hours bound: Int) -> Int? {
    let isNegative = take("-")
    if !isNegative { _ = take("+") }
    guard let hours = number(0...bound) else { return nil }
    var total = hours * 3600
    for unit in [60, 1] {
      guard take(":") else { break }
      guard let count = number(0...59) else { return nil }
      total += count * unit
    }
    return isNegative ? -total : total
  }

  mutating func day() -> FooterDay? {
    var form: FooterDay.Form?
    if take("M") {
      if let month = number(1...12), take("."), let week = number(1...5), take("."), let day = number(0...6) {
        form = .weekday(month: month, week: week, day: day)
      }
    } else {
      form = take("J") ? number(1...365).map { .julian($0) } : number(0...365).map { .zeroBased($0) }
    }
    guard let form else { return nil }
    guard take("/") else { return FooterDay(form: form, second: 2 * 3600) }
    guard let second = seconds(hours: 167) else { return nil }
    return FooterDay(form: form, second: second)
  }
}
