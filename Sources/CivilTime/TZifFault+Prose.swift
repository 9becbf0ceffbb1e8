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
