import CSystemd
import Glibc

/// A message from the bus, valid while it is handled or retained. Its parts are read in order; nil means another type.
struct BusMessage {
  let message: OpaquePointer

  /// The unique name of whoever sent it (`:1.42`); a well-known name can change hands.
  var sender: String? { sd_bus_message_get_sender(message).map { String(cString: $0) } }

  /// The interface, and the member of it, that is called or signalled.
  var interface: String? { sd_bus_message_get_interface(message).map { String(cString: $0) } }
  var member: String { sd_bus_message_get_member(message).map { String(cString: $0) } ?? "" }

  /// The types of all its parts, as in `ss`.
  var signature: String { sd_bus_message_get_signature(message, 1).map { String(cString: $0) } ?? "" }

  var isCall: Bool { sd_bus_message_is_method_call(message, nil, nil) > 0 }
  var awaitsAnswer: Bool { sd_bus_message_get_expect_reply(message) > 0 }

  /// The same, valid until it is released.
  func retained() -> BusMessage { BusMessage(message: sd_bus_message_ref(message)) }
  func release() { sd_bus_message_unref(message) }

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

  /// A value of the type with that code.
  func read(_ type: String) -> BusValue? {
    switch type {
    case "s": readText().map { .text($0) }
    case "u": readNumber().map { .number($0) }
    default: nil
    }
  }

  func readTexts() -> [String]? {
    guard sd_bus_message_enter_container(message, CChar(UInt8(ascii: "a")), "s") > 0 else { return nil }
    var texts: [String] = []
    while let text = readText() { texts.append(text) }
    return sd_bus_message_exit_container(message) >= 0 ? texts : nil
  }
}

/// An error that answers a call (D-Bus Specification, "Invalid Protocol and Spec Errors" and the names of the bus).
public struct BusFault: Error, Equatable, Sendable {
  /// `org.freedesktop.DBus.Error.ServiceUnknown`.
  public var name: String
  /// What it says, for people.
  public var text: String

  public init(name: String, text: String) { (self.name, self.text) = (name, text) }

  /// A standard error, such as `InvalidArgs`.
  public static func standard(_ name: String, _ text: String) -> BusFault {
    BusFault(name: errors + name, text: text)
  }

  private static let errors = "org.freedesktop.DBus.Error."

  /// Nobody owns the name, and the bus could not start its service.
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
