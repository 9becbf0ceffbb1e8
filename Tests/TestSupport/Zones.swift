import CivilTime
import Glibc

/// The bytes of a zone file of this machine; nil where it has none of that name.
public func systemZoneBytes(_ identifier: String) -> [UInt8]? {
  guard let file = fopen("/usr/share/zoneinfo/\(identifier)", "rb") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 4096)
  while true {
    let count = fread(&chunk, 1, chunk.count, file)
    if count == 0 { return bytes }
    bytes += chunk[..<count]
  }
}

/// A zone of this machine's tz database; a test without it cannot go on.
public func systemZone(_ identifier: String) -> Zone {
  guard let bytes = systemZoneBytes(identifier) else { fatalError("no zone file for \(identifier)") }
  do {
    return try Zone(identifier: identifier, tzif: bytes)
  } catch {
    fatalError("\(identifier): \(error)")
  }
}

/// A random source that gives the same numbers for the same seed (SplitMix64).
public struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  /// A source that begins at a seed; a failing test prints it.
  public init(seed: UInt64) { state = seed }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// The numbers among some variables of the environment, by their names.
public func environmentNumbers(_ names: [String]) -> [String: UInt64] {
  var numbers: [String: UInt64] = [:]
  for name in names {
    if let text = getenv(name), let number = UInt64(String(cString: text)) { numbers[name] = number }
  }
  return numbers
}
