/// The rules of one time zone: which offset from UTC holds when (RFC 9636).
///
/// Made once, never changed, shared freely. Questions cost a binary search over the listed transitions, or plain
/// arithmetic after the last of them; none allocates.
public final class Zone: Sendable {
  /// The name in the tz database (`Europe/Berlin`), or `UTC`.
  public let identifier: String

  /// The listed transitions, ascending, each with another local time type than the one before.
  let times: [Int64]
  /// The local time type from each transition on, an index into `types`.
  let indices: [UInt8]
  /// The local time types; the first holds before the first transition.
  let types: [LocalTimeType]
  let names: [String]
  /// The rule for all time after the last listed transition.
  let footer: FooterRule?

  init(
    identifier: String, times: [Int64] = [], indices: [UInt8] = [], types: [LocalTimeType], names: [String],
    footer: FooterRule? = nil
  ) {
    self.identifier = identifier
    self.times = times
    self.indices = indices
    self.types = types
    self.names = names
    self.footer = footer
  }

  /// Coordinated Universal Time, in which nothing ever changes.
  public static let utc = Zone(
    identifier: "UTC", types: [LocalTimeType(offset: 0, isDaylight: false, name: 0)], names: ["UTC"])

  /// Seconds east of UTC at an instant.
  public func offset(at instant: Instant) -> Int { Int(type(at: instant.seconds).offset) }

  /// Every offset that the zone ever has, each once, in seconds east of UTC.
  public var offsets: [Int] {
    var found = types.map(\.offset)
    if let footer { found.append(footer.standard.offset) }
    if let (first, second) = footer?.changes { found += [first.type.offset, second.type.offset] }
    return Set(found).map(Int.init).sorted()
  }

  /// What a wall clock in this zone shows at an instant.
  public func local(at instant: Instant) -> CivilDateTime {
    CivilDateTime(localSeconds: instant.seconds &+ Int64(offset(at: instant)))
  }

  /// The letters for the time in force at an instant: `CET`, `CEST`, `+0430`.
  public func abbreviation(at instant: Instant) -> String {
    let name = Int(type(at: instant.seconds).name)
    return name < names.count ? names[name] : ""
  }

  /// True where the zone's rules call the time at an instant daylight saving; Dublin does so in winter.
  public func isDaylight(at instant: Instant) -> Bool { type(at: instant.seconds).isDaylight }

  /// The stretch of time around an instant in which one offset holds. Two neighbouring stretches may have the same
  /// offset, where only the abbreviation changes.
  public func period(at instant: Instant) -> OffsetPeriod {
    let (type, start, end) = stretch(at: instant.seconds)
    return OffsetPeriod(start: start, end: end, offset: Int(type.offset))
  }

  // MARK: Which type holds

  /// The number of transitions at or before a time.
  @inline(__always) func countOfTransitions(through time: Int64) -> Int {
    times.withUnsafeBufferPointer { times in
      var low = 0
      var length = times.count
      while length > 0 {
        let half = length / 2
        if times[low + half] <= time {
          low += half + 1
          length -= half + 1
        } else {
          length = half
        }
      }
      return low
    }
  }

  @inline(__always) func listedType(after count: Int) -> LocalTimeType {
    types[count == 0 ? 0 : Int(indices[count - 1])]
  }

  @inline(__always) func type(at time: Int64) -> LocalTimeType {
    if time >= times.last ?? .min, let footer { return footer.stretch(at: time).type }
    return listedType(after: countOfTransitions(through: time))
  }

  @inline(__always) func stretch(at time: Int64) -> (type: LocalTimeType, start: Int64, end: Int64) {
    if time >= times.last ?? .min, let footer {
      let found = footer.stretch(at: time)
      return (found.type, max(found.start, times.last ?? .min), found.end)
    }
    let count = countOfTransitions(through: time)
    return (
      listedType(after: count), count == 0 ? .min : times[count - 1],
      count == times.count ? .max : times[count]
    )
  }
}
