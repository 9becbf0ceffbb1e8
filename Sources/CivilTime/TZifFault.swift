/// Why a file is not a time zone that can be used (RFC 9636); `TZifFault+Prose.swift` turns it into words.
public enum TZifFault: Error, Hashable, Sendable {
  /// The first four bytes are not `TZif`.
  case notTZif
  /// A version that no RFC knows; the byte as it stands.
  case unknownVersion(UInt8)
  /// The file ends before what its header promises: bytes needed, bytes there.
  case truncated(needed: Int, present: Int)
  /// No zone file is so large; bytes there.
  case tooLarge(Int)
  /// The header's counts contradict each other or the format.
  case badCount(Count, Int)
  /// A transition that is not later than the one before, or outside of all reason; counted from 0.
  case badTransition(Int)
  /// A local time type that the file does not have: its number and the transition, counted from 0.
  case badTypeIndex(Int, transition: Int)
  /// A local time type with an offset of more than 26 hours or fields out of range; counted from 0.
  case badType(Int)
  /// A leap second record out of order; counted from 0.
  case badLeapSecond(Int)
  /// The footer is not a POSIX TZ string.
  case badFooter(String)

  /// The counts of a TZif header (RFC 9636 §3.1).
  public enum Count: String, Hashable, Sendable {
    case universalIndicators = "isutcnt"
    case standardIndicators = "isstdcnt"
    case leapSeconds = "leapcnt"
    case transitions = "timecnt"
    case types = "typecnt"
    case characters = "charcnt"
  }
}
