/// A point on the world's time line, in whole seconds since 1970-01-01T00:00:00Z, leap seconds not counted
/// (POSIX time).
public struct Instant: Hashable, Comparable, Sendable {
  public var seconds: Int64

  public init(seconds: Int64) {
    self.seconds = seconds
  }

  public static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }

  /// This instant moved by a number of elapsed seconds.
  public func advanced(bySeconds count: Int64) -> Instant { Instant(seconds: seconds + count) }

  public static let distantPast = Instant(seconds: -62_135_596_800)  // 0001-01-01T00:00:00Z
  public static let distantFuture = Instant(seconds: 253_402_300_799)  // 9999-12-31T23:59:59Z
}

extension Instant: CustomStringConvertible {
  /// RFC 3339 in UTC: `2026-12-05T09:00:00Z`.
  public var description: String { CivilDateTime(localSeconds: seconds).description + "Z" }

  /// Reads RFC 3339 with `Z` or a numeric offset (`2026-12-05T10:00:00+01:00`, RFC 3339 §5.6); a fraction is refused.
  public init?(_ text: String) {
    var body = Substring(text)
    var offset: Int64 = 0
    if body.hasSuffix("Z") || body.hasSuffix("z") {
      body = body.dropLast()
    } else {
      guard body.utf8.count > 6 else { return nil }
      let tail = body.suffix(6).utf8.map { $0 }
      guard tail[0] == UInt8(ascii: "+") || tail[0] == UInt8(ascii: "-"), tail[3] == UInt8(ascii: ":"),
        let hours = twoDigits(tail, at: 1), let minutes = twoDigits(tail, at: 4), hours < 24, minutes < 60
      else { return nil }
      offset = Int64(hours * 3600 + minutes * 60) * (tail[0] == UInt8(ascii: "-") ? -1 : 1)
      body = body.dropLast(6)
    }
    guard let local = CivilDateTime(String(body)) else { return nil }
    self.init(seconds: local.localSeconds - offset)
  }
}
