import CSystemd
import Glibc

/// A message that is being written, in the types of the D-Bus Specification ("Type System"). A write that fails, as for want
/// of memory, is kept until the message is sent.
struct BusDraft {
  private(set) var message: OpaquePointer?
  private(set) var failure: Int32 = 0

  /// A call of a method.
  ///
  /// - Parameters:
  ///   - destination: the bus name that is called.
  ///   - path: its object.
  init(_ bus: OpaquePointer, to destination: String, _ path: String, _ interface: String, _ member: String) {
    note(sd_bus_message_new_method_call(bus, &message, destination, path, interface, member))
  }

  /// A signal of an object.
  init(_ bus: OpaquePointer, signalOf path: String, _ interface: String, _ member: String) {
    note(sd_bus_message_new_signal(bus, &message, path, interface, member))
  }

  /// The answer to a call.
  init(answering call: BusMessage) { note(sd_bus_message_new_method_return(call.message, &message)) }

  /// An error as the answer to a call.
  init(refusing call: BusMessage, _ fault: BusFault) {
    fault.name.withCString { name in
      fault.text.withCString { text in
        var error = sd_bus_error(name: name, message: text, _need_free: 0)
        note(sd_bus_message_new_method_error(call.message, &message, &error))
      }
    }
  }

  mutating func append(_ text: String) {
    // The bus takes UTF-8 without NUL; what is behind one would be cut off.
    note(text.withCString { sd_bus_message_append_basic(message, CChar(UInt8(ascii: "s")), $0) })
  }

  mutating func append(_ value: BusValue) {
    switch value {
    case .text(let text): append(text)
    case .number(let number): append(number)
    case .texts(let texts): appendArray(of: "s") { for text in texts { $0.append(text) } }
    case .properties(let properties): append(properties)
    case .list(let elements): appendArray(of: "a{sv}") { for element in elements { $0.append(element) } }
    }
  }

  /// A dictionary `a{sv}`.
  mutating func append(_ properties: [BusProperty]) {
    appendArray(of: "{sv}") { draft in
      for one in properties { draft.appendEntry(one.name, one.value.signature) { $0.append(one.value) } }
    }
  }

  /// A value of any type, `v`.
  mutating func appendVariant(_ value: BusValue) { inside("v", value.signature) { $0.append(value) } }

  mutating func append(_ number: UInt32) { append(number, "u") }
  mutating func append(_ number: Int32) { append(number, "i") }
  mutating func append(_ number: UInt8) { append(number, "y") }

  /// A list whose elements have one signature, such as `s` or `{sv}`.
  mutating func appendArray(of signature: String, _ write: (inout BusDraft) -> Void) {
    inside("a", signature, write)
  }

  /// An entry of a dictionary `a{sv}`.
  mutating func appendEntry(_ key: String, _ signature: String, _ write: (inout BusDraft) -> Void) {
    inside("e", "sv") { call in
      call.append(key)
      call.inside("v", signature, write)
    }
  }

  private mutating func append<Number: FixedWidthInteger>(_ number: Number, _ type: Unicode.Scalar) {
    note(withUnsafePointer(to: number) { sd_bus_message_append_basic(message, CChar(type.value), $0) })
  }

  private mutating func inside(_ type: Unicode.Scalar, _ signature: String, _ write: (inout BusDraft) -> Void)
  {
    note(sd_bus_message_open_container(message, CChar(type.value), signature))
    write(&self)
    note(sd_bus_message_close_container(message))
  }

  private mutating func note(_ result: Int32) { if result < 0, failure == 0 { failure = result } }
}
