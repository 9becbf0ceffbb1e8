import CivilTime

extension Span {
  /// Reads a time span of systemd.time(7): `2h 30min`, `1 day`, `3 weeks`.
  public init(parsing text: String) throws(TextFault) {
    throw TextFault(.empty, at: 0..<text.utf8.count)
  }
}
