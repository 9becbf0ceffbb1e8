/// A time of the day on a wall clock, to the second.
public struct TimeOfDay: Hashable, Comparable, Sendable {
  /// Seconds since midnight, 0…86399.
  public let secondOfDay: Int

  public init(secondOfDay: Int) {
    self.secondOfDay = secondOfDay
  }

  public init?(hour: Int, minute: Int, second: Int = 0) {
    guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else { return nil }
    self.init(secondOfDay: hour * 3600 + minute * 60 + second)
  }

  public var hour: Int { secondOfDay / 3600 }
  public var minute: Int { secondOfDay / 60 % 60 }
  public var second: Int { secondOfDay % 60 }

  public static let midnight = TimeOfDay(secondOfDay: 0)

  public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool { left.secondOfDay < right.secondOfDay }
}

extension TimeOfDay: CustomStringConvertible {
  /// `10:00`, with seconds only where there are any: `10:00:05`.
  public var description: String {
    let short = padded(hour, to: 2) + ":" + padded(minute, to: 2)
    return second == 0 ? short : short + ":" + padded(second, to: 2)
  }

  /// Reads `10:00` or `10:00:05`; nil for anything else.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 5 || bytes.count == 8, bytes[2] == UInt8(ascii: ":"),
      let hour = twoDigits(bytes, at: 0), let minute = twoDigits(bytes, at: 3)
    else { return nil }
    if bytes.count == 5 {
      self.init(hour: hour, minute: minute)
    } else {
      guard bytes[5] == UInt8(ascii: ":"), let second = twoDigits(bytes, at: 6) else { return nil }
      self.init(hour: hour, minute: minute, second: second)
    }
  }
}

/// What a wall clock and the calendar beside it show: a date and a time, in no zone yet.
public struct CivilDateTime: Hashable, Comparable, Sendable {
  /// Seconds since 1970-01-01T00:00:00 on the same wall clock.
  public let localSeconds: Int64

  public init(localSeconds: Int64) {
    self.localSeconds = localSeconds
  }

  public init(_ date: CivilDate, _ time: TimeOfDay) {
    self.init(localSeconds: Int64(date.dayNumber) * 86_400 + Int64(time.secondOfDay))
  }

  public var date: CivilDate {
    CivilDate(
      dayNumber: Int(localSeconds >= 0 ? localSeconds / 86_400 : (localSeconds - 86_399) / 86_400))
  }
  public var time: TimeOfDay {
    let rest = localSeconds % 86_400
    return TimeOfDay(secondOfDay: Int(rest < 0 ? rest + 86_400 : rest))
  }

  public static func < (left: CivilDateTime, right: CivilDateTime) -> Bool {
    left.localSeconds < right.localSeconds
  }
}

extension CivilDateTime: CustomStringConvertible {
  /// `2026-12-05T10:00:00`, seconds always shown.
  public var description: String {
    let time = self.time
    return "\(date)T" + padded(time.hour, to: 2) + ":" + padded(time.minute, to: 2) + ":"
      + padded(time.second, to: 2)
  }

  /// The name of an occurrence's start: `2026-12-05T10:00`, with seconds only where there are any.
  public var shortDescription: String { "\(date)T\(time)" }

  /// Reads `2026-12-05T10:00`, `2026-12-05T10:00:05`, or the same with a space for the `T`; nil for anything else.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count > 11, [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")].contains(bytes[10]),
      let date = CivilDate(String(decoding: bytes[..<10], as: UTF8.self)),
      let time = TimeOfDay(String(decoding: bytes[11...], as: UTF8.self))
    else { return nil }
    self.init(date, time)
  }
}
