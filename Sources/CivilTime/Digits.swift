/// Writing and reading the fixed-width numbers of ISO 8601 without an allocation on the way.
struct DigitWriter {
  var target: UnsafeMutableBufferPointer<UInt8>
  var count = 0

  mutating func put(_ byte: UInt8) {
    target[count] = byte
    count += 1
  }

  mutating func put(_ number: Int, width: Int) {
    // Nearly all have two digits, or twice two.
    if width == 2, (0...99).contains(number) {
      put(UInt8(48 + number / 10))
      return put(UInt8(48 + number % 10))
    }
    if width == 4, (0...9999).contains(number) {
      put(number / 100, width: 2)
      return put(number % 100, width: 2)
    }
    if number < 0 { put(UInt8(ascii: "-")) }
    var power: UInt = 1
    for _ in 1..<width { power *= 10 }
    while number.magnitude / power > 9 { power *= 10 }
    while power > 0 {
      put(UInt8(48 + number.magnitude / power % 10))
      power /= 10
    }
  }

  mutating func put(_ date: CivilDate) {
    let (year, month, day) = date.parts
    put(year, width: 4)
    put(UInt8(ascii: "-"))
    put(month, width: 2)
    put(UInt8(ascii: "-"))
    put(day, width: 2)
  }

  mutating func put(_ time: TimeOfDay, seconds: Bool) {
    put(time.hour, width: 2)
    put(UInt8(ascii: ":"))
    put(time.minute, width: 2)
    guard seconds else { return }
    put(UInt8(ascii: ":"))
    put(time.second, width: 2)
  }

  mutating func put(_ local: CivilDateTime, seconds: Bool) {
    put(local.date)
    put(UInt8(ascii: "T"))
    put(local.time, seconds: seconds)
  }

  mutating func put(_ instant: Instant) {
    put(CivilDateTime(localSeconds: instant.seconds), seconds: true)
    put(UInt8(ascii: "Z"))
  }

  /// The most bytes that are written at once: no date of this module is longer.
  private static let capacity = 48

  /// What is written, as a string.
  static func string(_ body: (inout DigitWriter) -> Void) -> String {
    String(unsafeUninitializedCapacity: capacity) { buffer in
      var writer = DigitWriter(target: buffer)
      body(&writer)
      return writer.count
    }
  }

  /// Appends what is written.
  static func append(to bytes: inout [UInt8], _ body: (inout DigitWriter) -> Void) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { buffer in
      var writer = DigitWriter(target: buffer)
      body(&writer)
      bytes.append(contentsOf: buffer[..<writer.count])
    }
  }
}

/// A part of a text's UTF-8 bytes, looked at in place.
struct ByteView {
  let bytes: UnsafeBufferPointer<UInt8>

  var count: Int { bytes.count }

  subscript(index: Int) -> UInt8 { bytes[index] }

  func part(_ range: Range<Int>) -> ByteView { ByteView(bytes: UnsafeBufferPointer(rebasing: bytes[range])) }

  /// Two ASCII digits; nil for anything else, the end of the text included.
  func twoDigits(at index: Int) -> Int? {
    guard index >= 0, index + 1 < bytes.count else { return nil }
    let tens = Int(bytes[index]) - 48
    let ones = Int(bytes[index + 1]) - 48
    guard (0...9).contains(tens), (0...9).contains(ones) else { return nil }
    return tens * 10 + ones
  }

  static func with<Result>(_ text: String, _ body: (ByteView) -> Result) -> Result {
    var text = text
    return text.withUTF8 { body(ByteView(bytes: $0)) }
  }
}
