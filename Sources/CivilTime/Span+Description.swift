extension Span: CustomStringConvertible {
  /// As systemd.time(7) writes spans: `2h 30min`, `10d`, `1y 2month`; `0s` for none.
  public var description: String {
    let parts = [
      (months / 12, "y"), (months % 12, "month"), (days, "d"), (seconds / 3600, "h"),
      (seconds / 60 % 60, "min"),
      (seconds % 60, "s"),
    ]
    let words = parts.filter { $0.0 != 0 }.map { "\($0.0)\($0.1)" }
    return words.isEmpty ? "0s" : words.joined(separator: " ")
  }
}
