extension RecurrenceRule {
  /// Reads RRULE text, with or without the `RRULE:` in front (RFC 5545 §3.3.10).
  public init(_ text: String) throws(TextFault) {
    throw TextFault(.empty, at: 0..<text.utf8.count)
  }
}

extension RecurrenceRule: CustomStringConvertible {
  /// Canonical RRULE text, without `RRULE:`.
  public var description: String { "" }
}
