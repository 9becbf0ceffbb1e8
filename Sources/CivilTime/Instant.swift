/// A point on the world's time line, in whole seconds since 1970-01-01T00:00:00Z, leap seconds not counted
/// (POSIX time).
@frozen public struct Instant: Hashable, Comparable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z; negative before it.
  public var seconds: Int64

  /// The instant so many seconds from 1970-01-01T00:00:00Z.
  @inlinable public init(seconds: Int64) { self.seconds = seconds }

  /// The earlier one is the smaller one.
  @inlinable public static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }

  /// This instant moved by a number of elapsed seconds; it stops at the ends of `Int64` rather than trap.
  @inlinable public func advanced(bySeconds count: Int64) -> Instant {
    let (sum, overflow) = seconds.addingReportingOverflow(count)
    return Instant(seconds: overflow ? (count < 0 ? .min : .max) : sum)
  }

  /// 0001-01-01T00:00:00Z.
  @inlinable public static var distantPast: Instant { Instant(seconds: -62_135_596_800) }
  /// 9999-12-31T23:59:59Z.
  @inlinable public static var distantFuture: Instant { Instant(seconds: 253_402_300_799) }
}

extension Instant: CustomStringConvertible {
  /// RFC 3339 in UTC: `2026-12-05T09:00:00Z`.
  public var description: String { DigitWriter.string { $0.put(self) } }

  /// Appends its description.
  public func append(to bytes: inout [UInt8]) { DigitWriter.append(to: &bytes) { $0.put(self) } }

  /// Reads RFC 3339 with `Z` or a numeric offset (`2026-12-05T10:00:00+01:00`, RFC 3339 §5.6); a fraction is refused.
  public init?(_ text: String) {
    guard let instant = ByteView.with(text, Instant.init(bytes:)) else { return nil }
    self = instant
  }

  init?(bytes: ByteView) {
    guard let last = bytes.bytes.last else { return nil }
    var end = bytes.count - 1
    var offset = 0
    if last != UInt8(ascii: "Z") && last != UInt8(ascii: "z") {
      end = bytes.count - 6
      guard end >= 0, bytes[end] == UInt8(ascii: "+") || bytes[end] == UInt8(ascii: "-"),
        bytes[end + 3] == UInt8(ascii: ":"), let hours = bytes.twoDigits(at: end + 1),
        let minutes = bytes.twoDigits(at: end + 4), hours < 24, minutes < 60
      else { return nil }
      offset = (hours * 3600 + minutes * 60) * (bytes[end] == UInt8(ascii: "-") ? -1 : 1)
    }
    guard let local = CivilDateTime(bytes: bytes.part(0..<end)) else { return nil }
    self.init(seconds: local.localSeconds - Int64(offset))
  }
}
