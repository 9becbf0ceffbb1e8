/// Why a file is not a time zone that can be used (RFC 9636).
public enum TZifFault: Error, Hashable, Sendable {
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

extension TZifFault: CustomStringConvertible {
  /// What is wrong with the file, in lower case: `not a time zone file (it does not begin with "TZif")`.
  public var description: String {
    switch self {
    case .notTZif: "not a time zone file (it does not begin with \"TZif\")"
    case .unknownVersion(let byte): "unknown version byte \(byte) of the time zone format"
    case .truncated(let needed, let present): "the file ends after \(present) of \(needed) bytes"
    case .tooLarge(let count): "\(count) bytes are too many for a time zone"
    case .badCount(let count, let value): "impossible \(count.rawValue) of \(value) in the header"
    case .badTransition(let number): "transition \(number) is out of order or out of range"
    case .badTypeIndex(let type, let number):
      "transition \(number) names local time type \(type), which is not there"
    case .badType(let number): "local time type \(number) is out of range"
    case .badLeapSecond(let number): "leap second \(number) is out of order"
    case .badFooter(let text): "the footer \"\(text)\" is not a POSIX TZ string"
    }
  }
}
