/// An interface of an object: methods, properties and signals (D-Bus Specification, "Introspection Data Format").
public struct BusInterface: Sendable {
  /// An argument: its name, and its type as a code.
  public struct Argument: Sendable {
    var name: String
    var type: String

    public init(_ name: String, _ type: String) { (self.name, self.type) = (name, type) }
  }

  /// A method, what it takes and gives, and what it does.
  public struct Method: Sendable {
    /// Its name.
    public var name: String
    var takes: [Argument]
    var gives: [Argument]
    var about: String

    public init(_ name: String, takes: [Argument] = [], gives: [Argument] = [], _ about: String = "") {
      (self.name, self.takes, self.gives, self.about) = (name, takes, gives, about)
    }

    var signature: String { takes.map(\.type).joined() }
  }

  /// A property that can be read; `isConstant` if it never changes.
  public struct Property: Sendable {
    /// Its name.
    public var name: String
    var type: String
    var isConstant: Bool
    var about: String

    public init(_ name: String, _ type: String, isConstant: Bool = false, _ about: String) {
      (self.name, self.type, self.isConstant, self.about) = (name, type, isConstant, about)
    }
  }

  /// A signal, and what it carries.
  public struct Signal: Sendable {
    /// Its name.
    public var name: String
    var carries: [Argument]
    var about: String

    public init(_ name: String, carries: [Argument] = [], _ about: String = "") {
      (self.name, self.carries, self.about) = (name, carries, about)
    }
  }

  /// Its name.
  public var name: String
  /// Its methods.
  public var methods: [Method]
  /// Its properties.
  public var properties: [Property]
  /// Its signals.
  public var signals: [Signal]

  public init(_ name: String, methods: [Method], properties: [Property] = [], signals: [Signal] = []) {
    (self.name, self.methods, self.properties, self.signals) = (name, methods, properties, signals)
  }
}

extension BusInterface {
  /// The introspection data of an object that has this interface alone.
  public var xml: String { BusInterface.document([self]) }

  /// The same with the standard interfaces.
  var xmlWithStandard: String { BusInterface.document([self] + BusInterface.standard) }

  private static func document(_ interfaces: [BusInterface]) -> String {
    """
    <!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"
     "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">
    <node>
    \(interfaces.map(\.element).joined())</node>

    """
  }

  private var element: String {
    var lines = [#" <interface name="\#(name)">"#]
    func add(_ kind: String, _ name: String, _ about: String, _ more: String = "", _ inside: [String] = []) {
      lines.append(#"  <\#(kind) name="\#(name)"\#(more)>"#)
      lines += inside.map { "   " + $0 }
      if !about.isEmpty { lines.append("   " + annotation("org.gtk.GDBus.DocString", about)) }
      lines.append("  </\(kind)>")
    }
    func arguments(_ all: [Argument], _ more: String) -> [String] {
      all.map { #"<arg type="\#($0.type)" name="\#($0.name)"\#(more)/>"# }
    }
    for one in methods {
      let inside =
        arguments(one.takes, #" direction="in""#) + arguments(one.gives, #" direction="out""#)
      add("method", one.name, one.about, "", inside)
    }
    for one in properties {
      let changes = one.isConstant ? "const" : "true"
      add(
        "property", one.name, one.about, #" type="\#(one.type)" access="read""#,
        [annotation("org.freedesktop.DBus.Property.EmitsChangedSignal", changes)])
    }
    for one in signals { add("signal", one.name, one.about, "", arguments(one.carries, "")) }
    return (lines + [" </interface>", ""]).joined(separator: "\n")
  }

  private func annotation(_ name: String, _ value: String) -> String {
    let escaped = value.map { character in
      switch character {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      default: String(character)
      }
    }.joined()
    return #"<annotation name="\#(name)" value="\#(escaped)"/>"#
  }

  /// The interfaces of every object (D-Bus Specification, "Standard Interfaces").
  private static let standard = [
    BusInterface(
      "org.freedesktop.DBus.Peer",
      methods: [.init("Ping"), .init("GetMachineId", gives: [.init("machine_uuid", "s")])]),
    BusInterface(
      "org.freedesktop.DBus.Introspectable", methods: [.init("Introspect", gives: [.init("xml_data", "s")])]),
    BusInterface(
      "org.freedesktop.DBus.Properties",
      methods: [
        .init(
          "Get", takes: [.init("interface_name", "s"), .init("property_name", "s")],
          gives: [.init("value", "v")]),
        .init("GetAll", takes: [.init("interface_name", "s")], gives: [.init("properties", "a{sv}")]),
        .init(
          "Set",
          takes: [.init("interface_name", "s"), .init("property_name", "s"), .init("value", "v")]),
      ],
      signals: [
        .init(
          "PropertiesChanged",
          carries: [
            .init("interface_name", "s"), .init("changed_properties", "a{sv}"),
            .init("invalidated_properties", "as"),
          ])
      ]),
  ]
}
