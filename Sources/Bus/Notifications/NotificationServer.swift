import Glibc
import Wording

/// The desktop's notification server, over the session bus (Desktop Notifications Specification 1.2). Make and use it on the
/// queue of the bus.
///
/// What was on the screen is shown again when the server was restarted, as long as it is wanted. No process is kept for it,
/// and no argument of a process shows its text.
public final class NotificationServer<Key: Hashable & Sendable> {
  private let bus: SessionBus
  private let patience: Duration
  private let report: @Sendable (Key, NotificationEvent) -> Void
  private let came: @Sendable () -> Void

  private var table = NotificationTable<Key>()
  /// What the server can do; nil until it has said so.
  private var capabilities: Set<String>?
  /// The calls that wait for its capabilities.
  private var unsent: [NotificationTable<Key>.Action] = []
  /// How many calls are under way.
  private var underWay = 0

  /// - Parameters:
  ///   - patience: how long the server may take to answer, its own start included.
  ///   - report: called on the queue when something happens to a notification.
  ///   - came: called on the queue when a server has come, so that what found none can be shown.
  public init(
    on bus: SessionBus, patience: Duration, report: @escaping @Sendable (Key, NotificationEvent) -> Void,
    came: @escaping @Sendable () -> Void
  ) {
    (self.bus, self.patience, self.report, self.came) = (bus, patience, report, came)
    bus.add(
      .init { [weak self] connection, isAgain in
        self?.listen(connection)
        if isAgain { self?.serverCame() }
      } left: { [weak self] in
        self?.lost()
      })
  }

  /// Shows a notification; one of that key that is on the screen becomes this one.
  public func show(_ notification: Notification, for key: Key) { perform(table.show(notification, key)) }

  /// Takes it off the screen, or keeps it from coming there.
  public func takeOff(_ key: Key) { perform(table.takeOff(key)) }

  /// True where no answer of the server is awaited.
  public var isIdle: Bool { underWay == 0 && unsent.isEmpty }

  private func perform(_ actions: [NotificationTable<Key>.Action]) {
    for action in actions {
      switch action {
      case .report(let key, let event): report(key, event)
      case .takeOff(let place):
        guard let connection = bus.connection else { continue }
        // To that very server: the name may be another one's by now.
        var call = connection.call(
          place.server, Specification.path, Specification.interface, "CloseNotification")
        call.append(place.number)
        connection.send(call)
      case .send(_, let call):
        guard let connection = connected(failing: call) else { continue }
        unsent.append(action)
        if capabilities != nil {
          sendAll(connection)
        } else if unsent.count == 1 {
          askCapabilities(connection)
        }
      }
    }
  }

  // MARK: Calls

  private func askCapabilities(_ connection: BusConnection) {
    underWay += 1
    let call = connection.call(
      Specification.name, Specification.path, Specification.interface, "GetCapabilities")
    let isSent = connection.send(call, patience: patience) { [weak self] answer in
      guard let self else { return }
      underWay -= 1
      guard answer.fault == nil else { return failAll(answer.fault) }
      capabilities = Set(answer.readTexts() ?? [])
      if let connection = bus.connection { sendAll(connection) }
    }
    guard !isSent else { return }
    underWay -= 1
    failAll(nil)
  }

  private func sendAll(_ connection: BusConnection) {
    let actions = unsent
    unsent = []
    for case .send(let notification, let call) in actions {
      underWay += 1
      let isSent = connection.send(
        notify(notification, connection), patience: patience
      ) { [weak self] answer in
        guard let self else { return }
        underWay -= 1
        if let number = answer.fault == nil ? answer.readNumber() : nil, let server = answer.sender {
          perform(table.shown(call, at: .init(server: server, number: number)))
        } else {
          perform(table.failed(call, failure(answer.fault)))
        }
      }
      guard !isSent else { continue }
      underWay -= 1
      perform(table.failed(call, failure(nil)))
    }
  }

  private func notify(_ notification: Notification, _ connection: BusConnection) -> BusDraft {
    let can = capabilities ?? []
    var call = connection.call(Specification.name, Specification.path, Specification.interface, "Notify")
    call.append("Kinkeeper")
    // It replaces none.
    call.append(UInt32(0))
    call.append("")
    call.append(notification.title)
    call.append(
      can.contains("body-markup") ? DisplayText.escapedMarkup(notification.body) : notification.body)
    call.appendArray(of: "s") { call in
      guard can.contains("actions") else { return }
      for button in notification.buttons {
        call.append(button.key)
        call.append(button.label)
      }
    }
    call.appendArray(of: "{sv}") { call in
      call.appendEntry("urgency", "y") { $0.append(notification.urgency.rawValue) }
      call.appendEntry("category", "s") { $0.append("x-kinkeeper.reminder") }
      if let sound = notification.sound { call.appendEntry(sound.hint, "s") { $0.append(sound.text) } }
      call.appendEntry("desktop-entry", "s") { $0.append("org.kinkeeper.Kinkeeper") }
    }
    // No timeout: it stays until it is closed.
    call.append(Int32(0))
    return call
  }

  private func failAll(_ fault: BusFault?) {
    let actions = unsent
    unsent = []
    for case .send(_, let call) in actions { perform(table.failed(call, failure(fault))) }
  }

  private func failure(_ fault: BusFault?) -> NotificationFailure {
    guard let fault else { return .refused("the answer has no number") }
    if fault.isAbsence { return .noServer }
    return fault.isSilence ? .timedOut : .refused("\(fault.name): \(fault.text)")
  }

  // MARK: The bus

  /// The connection; a call for which there is none fails.
  private func connected(failing call: Int) -> BusConnection? {
    do throws(BusAbsence) { return try bus.connect() } catch {
      perform(table.failed(call, .noBus(errno: error.errno)))
      return nil
    }
  }

  private func listen(_ connection: BusConnection) {
    let signal =
      "type='signal',sender='\(Specification.name)',path='\(Specification.path)',interface='\(Specification.interface)'"
    connection.match(
      "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='\(Specification.name)'"
    ) { [weak self] in self?.ownerChanged($0) }
    connection.match("\(signal),member='ActionInvoked'") { [weak self] message in
      guard let self, let place = place(message), let button = message.readText() else { return }
      perform(table.pressed(button, at: place))
    }
    connection.match("\(signal),member='NotificationClosed'") { [weak self] message in
      guard let self, let place = place(message) else { return }
      perform(table.closed(at: place))
    }
  }

  private func place(_ message: BusMessage) -> NotificationTable<Key>.Place? {
    guard let server = message.sender, let number = message.readNumber() else { return nil }
    return .init(server: server, number: number)
  }

  private func ownerChanged(_ message: BusMessage) {
    guard message.readText() != nil, let old = message.readText(), let new = message.readText() else {
      return
    }
    capabilities = nil
    if !old.isEmpty { table.left(old) }
    if !new.isEmpty { serverCame() }
  }

  private func serverCame() {
    perform(table.came())
    came()
  }

  /// The bus is gone, and with it all that was on the screen.
  private func lost() {
    capabilities = nil
    table.leftAll()
    let calls = unsent
    unsent = []
    for case .send(_, let call) in calls { perform(table.failed(call, .noBus(errno: ENOTCONN))) }
  }
}

/// The names of the specification.
private enum Specification {
  static let name = "org.freedesktop.Notifications"
  static let path = "/org/freedesktop/Notifications"
  static let interface = "org.freedesktop.Notifications"
}
