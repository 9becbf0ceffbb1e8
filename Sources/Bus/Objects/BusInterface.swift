/// What an object on the bus offers: its methods, properties and signals, as its introspection data say it (D-Bus
/// Specification, "Introspection Data Format").
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

    public init(_ name: String, takes: [Argument] = [], gives: [Argument] = [], _ about: String) {
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

    public init(_ name: String, carries: [Argument] = [], _ about: String) {
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

  public init(_ name: String, methods: [Method], properties: [Property], signals: [Signal]) {
    (self.name, self.methods, self.properties, self.signals) = (name, methods, properties, signals)
  }
}

extension BusInterface {
  /// The introspection data of an object that has this interface alone.
  public var xml: String { BusInterface.document(element) }

  /// The same with the interfaces that every such object has beside.
  var xmlWithStandard: String { BusInterface.document(element + BusInterface.standard) }

  private static func document(_ interfaces: String) -> String {
    """
    <!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"
     "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">
    <node>
    \(interfaces)</node>

    """
  }

  private var element: String {
    var lines = [#" <interface name="\#(name)">"#]
    func add(_ kind: String, _ name: String, _ about: String, _ more: String = "", _ inside: [String] = []) {
      lines.append(#"  <\#(kind) name="\#(name)"\#(more)>"#)
      lines += inside.map { "   " + $0 }
      lines.append("   " + annotation("org.gtk.GDBus.DocString", about))
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

  private static let standard = """
     <interface name="org.freedesktop.DBus.Peer">
      <method name="Ping"/>
      <method name="GetMachineId">
       <arg type="s" name="machine_uuid" direction="out"/>
      </method>
     </interface>
     <interface name="org.freedesktop.DBus.Introspectable">
      <method name="Introspect">
       <arg type="s" name="xml_data" direction="out"/>
      </method>
     </interface>
     <interface name="org.freedesktop.DBus.Properties">
      <method name="Get">
       <arg type="s" name="interface_name" direction="in"/>
       <arg type="s" name="property_name" direction="in"/>
       <arg type="v" name="value" direction="out"/>
      </method>
      <method name="GetAll">
       <arg type="s" name="interface_name" direction="in"/>
       <arg type="a{sv}" name="properties" direction="out"/>
      </method>
      <method name="Set">
       <arg type="s" name="interface_name" direction="in"/>
       <arg type="s" name="property_name" direction="in"/>
       <arg type="v" name="value" direction="in"/>
      </method>
      <signal name="PropertiesChanged">
       <arg type="s" name="interface_name"/>
       <arg type="a{sv}" name="changed_properties"/>
       <arg type="as" name="invalidated_properties"/>
      </signal>
     </interface>

    """
}
