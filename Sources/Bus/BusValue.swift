/// A value of one of the D-Bus types that Kinkeeper uses (D-Bus Specification, "Type System").
public enum BusValue: Equatable, Sendable {
  /// `s`
  case text(String)
  /// `u`
  case number(UInt32)
  /// `as`
  case texts([String])
  /// `a{sv}`
  case properties([BusProperty])
  /// `aa{sv}`
  case list([[BusProperty]])

  /// The type's code.
  public var signature: String {
    switch self {
    case .text: "s"
    case .number: "u"
    case .texts: "as"
    case .properties: "a{sv}"
    case .list: "aa{sv}"
    }
  }
}

/// A name and its value.
public struct BusProperty: Equatable, Sendable {
  /// The name.
  public var name: String
  /// The value.
  public var value: BusValue

  public init(_ name: String, _ value: BusValue) { (self.name, self.value) = (name, value) }
}
