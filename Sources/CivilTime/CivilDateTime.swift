/// What a wall clock and the calendar beside it show: a date and a time, in no zone yet.
@frozen public struct CivilDateTime: Hashable, Comparable, Sendable {
  /// Seconds since 1970-01-01T00:00:00 on the same wall clock.
  public let localSeconds: Int64

  /// The wall time so many seconds from 1970-01-01T00:00:00.
  @inlinable public init(localSeconds: Int64) { self.localSeconds = localSeconds }

  /// A date and a time put together.
  @inlinable public init(_ date: CivilDate, _ time: TimeOfDay) {
    self.init(localSeconds: Int64(date.dayNumber) * 86_400 + Int64(time.secondOfDay))
  }

  /// The day on the calendar.
  @inlinable public var date: CivilDate {
    CivilDate(dayNumber: Int(localSeconds >= 0 ? localSeconds / 86_400 : (localSeconds + 1) / 86_400 - 1))
  }

  /// The time on the clock.
  @inlinable public var time: TimeOfDay {
    let rest = localSeconds % 86_400
    return TimeOfDay(secondOfDay: Int(rest < 0 ? rest + 86_400 : rest))
  }

  /// The earlier one is the smaller one.
  @inlinable public static func < (left: CivilDateTime, right: CivilDateTime) -> Bool {
    left.localSeconds < right.localSeconds
  }
}

extension CivilDateTime: CustomStringConvertible {
  /// `2026-12-05T10:00:00`, seconds always shown.
  public var description: String { DigitWriter.string { $0.put(self, seconds: true) } }

  /// Appends its description.
  public func append(to bytes: inout [UInt8]) {
    DigitWriter.append(to: &bytes) { $0.put(self, seconds: true) }
  }

  /// The name of an occurrence's start: `2026-12-05T10:00`, with seconds only where there are any.
  public var shortDescription: String { DigitWriter.string { $0.put(self, seconds: time.second != 0) } }

  /// Appends its short description.
  public func appendShort(to bytes: inout [UInt8]) {
    DigitWriter.append(to: &bytes) { $0.put(self, seconds: time.second != 0) }
  }

  /// Reads `2026-12-05T10:00`, `2026-12-05T10:00:05`, or the same with a space for the `T`; nil for anything else.
  public init?(_ text: String) {
    guard let read = ByteView.with(text, CivilDateTime.init(bytes:)) else { return nil }
    self = read
  }

  init?(bytes: ByteView) {
    guard bytes.count > 11,
      bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t") || bytes[10] == UInt8(ascii: " "),
      let date = CivilDate(bytes: bytes.part(0..<10)),
      let time = TimeOfDay(bytes: bytes.part(11..<bytes.count))
    else { return nil }
    self.init(date, time)
  }
}
