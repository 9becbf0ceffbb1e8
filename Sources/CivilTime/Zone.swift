/// The rules of one time zone: which offset from UTC holds when (RFC 9636).
public final class Zone: Sendable {
  /// The name in the tz database (`Europe/Berlin`), or `UTC`.
  public let identifier: String

  init(identifier: String) {
    self.identifier = identifier
  }

  public static let utc = Zone(identifier: "UTC")

  /// Seconds east of UTC at an instant.
  public func offset(at instant: Instant) -> Int { 0 }

  /// What a wall clock in this zone shows at an instant.
  public func local(at instant: Instant) -> CivilDateTime {
    CivilDateTime(localSeconds: instant.seconds + Int64(offset(at: instant)))
  }

  /// The instant of a wall time: inside a gap it is read with the offset before the gap (02:30 becomes 03:30);
  /// a time that happens twice means the first (RFC 5545 §3.3.5 with erratum 4271).
  public func instant(of local: CivilDateTime) -> Instant { Instant(seconds: local.localSeconds) }
}
