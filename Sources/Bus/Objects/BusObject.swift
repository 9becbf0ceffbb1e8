/// An object on the session bus under a well-known name: answers calls, keeps properties, sends signals. Create and use it
/// on the queue of the bus.
public final class BusObject {
  /// A call that waits for its answer.
  public struct Call: Sendable {
    /// Identifies the call for its reply.
    public var number: Int
    /// The method.
    public var method: String
    /// The arguments, of the types that the interface declares.
    public var arguments: [BusValue]
  }

  private let bus: SessionBus
  private let name: String
  private let path: String
  private let interface: BusInterface
  private let take: (Call) -> Void

  private var properties: [BusProperty] = []
  private var lastCall = 0
  /// The calls that wait for an answer.
  private var open: [Int: BusMessage] = [:]

  /// How many calls may wait for an answer; more are refused.
  private static let mostOpen = 256

  /// - Parameters:
  ///   - take: called on the queue with each call that matches the interface.
  public init(
    on bus: SessionBus, name: String, path: String, _ interface: BusInterface, take: @escaping (Call) -> Void
  ) {
    (self.bus, self.name, self.path, self.interface, self.take) = (bus, name, path, interface, take)
    bus.add(
      .init { [weak self] connection, _ in
        connection.serve(path) { [weak self] in self?.handle($0) ?? false }
        connection.own(name)
      } left: { [weak self] in
        self?.forgetCalls()
      })
  }

  deinit { forgetCalls() }

  /// Answers a call.
  public func answer(_ call: Int, _ values: [BusValue] = []) {
    guard let message = closed(call) else { return }
    send(answer: values, to: message)
    message.release()
  }

  /// Answers a call with an error.
  public func refuse(_ call: Int, _ fault: BusFault) {
    guard let message = closed(call) else { return }
    refuse(message, fault)
    message.release()
  }

  /// Sets properties, and reports those that changed (`PropertiesChanged`).
  public func set(_ new: [BusProperty]) {
    let changed = new.filter { !properties.contains($0) }
    guard !changed.isEmpty else { return }
    for one in changed {
      if let place = properties.firstIndex(where: { $0.name == one.name }) {
        properties[place] = one
      } else {
        properties.append(one)
      }
    }
    guard let connection = bus.connection else { return }
    var signal = connection.signal(path, Standard.properties, "PropertiesChanged")
    signal.append(interface.name)
    signal.append(changed)
    signal.appendArray(of: "s") { _ in }
    connection.send(signal)
  }

  /// Sends a signal.
  public func emit(_ name: String, _ values: [BusValue] = []) {
    guard let connection = bus.connection else { return }
    var signal = connection.signal(path, interface.name, name)
    for value in values { signal.append(value) }
    connection.send(signal)
  }

  // MARK: Calls

  private func handle(_ message: BusMessage) -> Bool {
    guard message.isCall else { return false }
    switch message.interface {
    case Standard.introspectable where message.member == "Introspect":
      send(answer: [.text(interface.xmlWithStandard)], to: message)
    case Standard.properties: handleProperties(message)
    case nil, interface.name?: handleOwn(message)
    default: return false
    }
    return true
  }

  private func handleOwn(_ message: BusMessage) {
    guard let method = interface.methods.first(where: { $0.name == message.member }) else {
      let text = "\(interface.name) has no method \(message.member)"
      return refuse(message, .standard("UnknownMethod", text))
    }
    let arguments = method.takes.compactMap { message.read($0.type) }
    guard message.signature == method.signature, arguments.count == method.takes.count else {
      let text = "\(method.name) takes (\(method.signature)), not (\(message.signature))"
      return refuse(message, .standard("InvalidArgs", text))
    }
    guard open.count < BusObject.mostOpen else {
      return refuse(message, .standard("LimitsExceeded", "too many calls wait for an answer"))
    }
    lastCall += 1
    open[lastCall] = message.retained()
    take(Call(number: lastCall, method: method.name, arguments: arguments))
  }

  private func handleProperties(_ message: BusMessage) {
    let asked = message.readText() ?? ""
    let isOurs = asked.isEmpty || asked == interface.name
    func known() -> BusProperty? {
      let name = message.readText()
      return isOurs ? properties.first { $0.name == name } : nil
    }
    switch (message.member, message.signature) {
    case ("GetAll", "s"):
      send(to: message) { $0.append(isOurs ? properties : []) }
    case ("Get", "ss"):
      guard let one = known() else { return refuse(message, BusObject.unknownProperty) }
      send(to: message) { $0.appendVariant(one.value) }
    case ("Set", "ssv"):
      let isKnown = known() != nil
      refuse(
        message,
        isKnown
          ? .standard("PropertyReadOnly", "a property of \(interface.name) can only be read")
          : BusObject.unknownProperty)
    default:
      refuse(message, .standard("UnknownMethod", "\(Standard.properties) has no such method"))
    }
  }

  private static let unknownProperty = BusFault.standard("UnknownProperty", "there is no such property")

  private func send(answer values: [BusValue], to message: BusMessage) {
    send(to: message) { for value in values { $0.append(value) } }
  }

  private func send(to message: BusMessage, _ write: (inout BusDraft) -> Void) {
    guard message.awaitsAnswer, let connection = bus.connection else { return }
    var draft = BusDraft(answering: message)
    write(&draft)
    connection.send(draft)
  }

  private func refuse(_ message: BusMessage, _ fault: BusFault) {
    guard message.awaitsAnswer, let connection = bus.connection else { return }
    connection.send(BusDraft(refusing: message, fault))
  }

  private func closed(_ call: Int) -> BusMessage? { open.removeValue(forKey: call) }

  private func forgetCalls() {
    for message in open.values { message.release() }
    open = [:]
  }
}

/// The interfaces of the D-Bus Specification ("Standard Interfaces").
private enum Standard {
  static let properties = "org.freedesktop.DBus.Properties"
  static let introspectable = "org.freedesktop.DBus.Introspectable"
}
