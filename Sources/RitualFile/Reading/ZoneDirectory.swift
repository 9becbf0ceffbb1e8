/// Which time zones there are: the system's tz database, or a list in a test.
public protocol ZoneDirectory {
  /// True for a zone that can be used, such as `Europe/Berlin`.
  func contains(_ identifier: String) -> Bool
  /// Every zone by its name, for "did you mean".
  var identifiers: [String] { get }
}
