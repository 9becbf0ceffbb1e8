import CSystemd
import Glibc

/// A call that is being written, in the types of the D-Bus Specification ("Type System"). A write that fails, as for want
/// of memory, is kept until the call is sent.
struct BusCall {
  private(set) var message: OpaquePointer?
  private(set) var failure: Int32 = 0

  /// - Parameters:
  ///   - destination: the bus name that is called.
  ///   - path: its object.
  init(_ bus: OpaquePointer, to destination: String, _ path: String, _ interface: String, _ member: String) {
    note(sd_bus_message_new_method_call(bus, &message, destination, path, interface, member))
  }

  mutating func append(_ text: String) {
    // The bus takes UTF-8 without NUL; what is behind one would be cut off.
    note(text.withCString { sd_bus_message_append_basic(message, CChar(UInt8(ascii: "s")), $0) })
  }

  mutating func append(_ number: UInt32) { append(number, "u") }
  mutating func append(_ number: Int32) { append(number, "i") }
  mutating func append(_ number: UInt8) { append(number, "y") }

  /// A list whose elements have one signature, such as `s` or `{sv}`.
  mutating func appendArray(of signature: String, _ write: (inout BusCall) -> Void) {
    inside("a", signature, write)
  }

  /// An entry of a dictionary `a{sv}`.
  mutating func appendEntry(_ key: String, _ signature: String, _ write: (inout BusCall) -> Void) {
    inside("e", "sv") { call in
      call.append(key)
      call.inside("v", signature, write)
    }
  }

  private mutating func append<Number: FixedWidthInteger>(_ number: Number, _ type: Unicode.Scalar) {
    note(withUnsafePointer(to: number) { sd_bus_message_append_basic(message, CChar(type.value), $0) })
  }

  private mutating func inside(_ type: Unicode.Scalar, _ signature: String, _ write: (inout BusCall) -> Void)
  {
    note(sd_bus_message_open_container(message, CChar(type.value), signature))
    write(&self)
    note(sd_bus_message_close_container(message))
  }

  private mutating func note(_ result: Int32) { if result < 0, failure == 0 { failure = result } }
}

/// A message that came over the bus, good for as long as it is handled. Its parts are read in their order; nil stands for
/// one of another type.
struct BusMessage {
  let message: OpaquePointer

  /// The unique name of whoever sent it (`:1.42`); a well-known name can change hands.
  var sender: String? { sd_bus_message_get_sender(message).map { String(cString: $0) } }

  /// Why a call failed; nil for anything but an error.
  var fault: BusFault? {
    guard sd_bus_message_is_method_error(message, nil) > 0, let error = sd_bus_message_get_error(message)
    else { return nil }
    return BusFault(
      name: error.pointee.name.map { String(cString: $0) } ?? "",
      text: error.pointee.message.map { String(cString: $0) } ?? "")
  }

  func readText() -> String? {
    var text: UnsafePointer<CChar>?
    return sd_bus_message_read_basic(message, CChar(UInt8(ascii: "s")), &text) > 0
      ? text.map { String(cString: $0) } : nil
  }

  func readNumber() -> UInt32? {
    var number: UInt32 = 0
    return sd_bus_message_read_basic(message, CChar(UInt8(ascii: "u")), &number) > 0 ? number : nil
  }

  func readTexts() -> [String]? {
    guard sd_bus_message_enter_container(message, CChar(UInt8(ascii: "a")), "s") > 0 else { return nil }
    var texts: [String] = []
    while let text = readText() { texts.append(text) }
    return sd_bus_message_exit_container(message) >= 0 ? texts : nil
  }
}

/// An error that answers a call (D-Bus Specification, "Invalid Protocol and Spec Errors" and the names of the bus).
struct BusFault: Error, Equatable {
  /// `org.freedesktop.DBus.Error.ServiceUnknown`.
  var name: String
  /// What it says, for people.
  var text: String

  private static let errors = "org.freedesktop.DBus.Error."

  /// Nobody has the name that was called, and the bus could start nobody who would.
  var isAbsence: Bool {
    ["ServiceUnknown", "NameHasNoOwner"].contains { name == BusFault.errors + $0 }
      || name.hasPrefix(BusFault.errors + "Spawn.")
      // A unit that the bus was to start, and that failed (systemd's bus activation).
      || name.hasPrefix("org.freedesktop.systemd1.")
  }

  /// There was no answer in time; or whoever was called, or the bus, left in the middle.
  var isSilence: Bool {
    ["NoReply", "Timeout", "TimedOut"].contains { name == BusFault.errors + $0 }
  }
}
