/// A time of the day on a wall clock, to the second.
@frozen public struct TimeOfDay: Hashable, Comparable, Sendable {
  /// Seconds since midnight, 0…86399.
  public let secondOfDay: Int

  /// The time so many seconds after midnight.
  @inlinable public init(secondOfDay: Int) { self.secondOfDay = secondOfDay }

  /// The time of an hour, minute and second; nil where a clock shows no such time (24:00).
  @inlinable public init?(hour: Int, minute: Int, second: Int = 0) {
    guard hour >= 0, hour <= 23, minute >= 0, minute <= 59, second >= 0, second <= 59 else { return nil }
    self.init(secondOfDay: hour * 3600 + minute * 60 + second)
  }

  /// The hour, 0…23.
  @inlinable public var hour: Int { secondOfDay / 3600 }
  /// The minute, 0…59.
  @inlinable public var minute: Int { secondOfDay / 60 % 60 }
  /// The second, 0…59.
  @inlinable public var second: Int { secondOfDay % 60 }

  /// 00:00, the start of a day.
  @inlinable public static var midnight: TimeOfDay { TimeOfDay(secondOfDay: 0) }

  /// The earlier one is the smaller one.
  @inlinable public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool {
    left.secondOfDay < right.secondOfDay
  }
}

extension TimeOfDay: CustomStringConvertible {
  /// `10:00`, with seconds only where there are any: `10:00:05`.
  public var description: String { DigitWriter.string { $0.put(self, seconds: second != 0) } }

  /// Reads `10:00` or `10:00:05`; nil for anything else.
  public init?(_ text: String) {
    guard let time = ByteView.with(text, TimeOfDay.init(bytes:)) else { return nil }
    self = time
  }

  init?(bytes: ByteView) {
    guard bytes.count == 5 || bytes.count == 8 && bytes[5] == UInt8(ascii: ":"),
      bytes[2] == UInt8(ascii: ":"), let hour = bytes.twoDigits(at: 0), let minute = bytes.twoDigits(at: 3),
      let second = bytes.count == 5 ? 0 : bytes.twoDigits(at: 6)
    else { return nil }
    self.init(hour: hour, minute: minute, second: second)
  }
}
