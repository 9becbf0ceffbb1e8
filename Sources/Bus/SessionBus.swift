import Dispatch
import Files

/// The user's session bus: one shared connection, replaced when it is lost. Create and use it on the queue of its
/// `DescriptorPoll`.
public final class SessionBus {
  private let poll: DescriptorPoll
  /// The current connection, if any.
  private(set) var connection: BusConnection?
  private var wasOpen = false
  private var users: [User] = []
  /// The pauses between tries to connect, in seconds. After the last one, the next use tries again.
  private var pauses = SessionBus.pauses
  private static let pauses = [1, 10, 60]

  /// The callbacks of one user of the bus.
  struct User {
    /// Called with each new connection; `isAgain` after one was lost.
    var came: (BusConnection, _ isAgain: Bool) -> Void
    /// Called when the connection is lost.
    var left: () -> Void
  }

  public init(on poll: DescriptorPoll) { self.poll = poll }

  /// Connects; tries again a few times if there is no bus.
  public func open() { if (try? connect()) == nil { lookAgain() } }

  /// Writes what is still to be written.
  public func flush() { connection?.flush() }

  func add(_ user: User) { users.append(user) }

  /// Returns the connection, or opens one. A session bus that was restarted has the same address.
  func connect() throws(BusAbsence) -> BusConnection {
    if let connection { return connection }
    let isAgain = wasOpen
    let opened = try BusConnection(on: poll) { [weak self] in self?.lost() }
    connection = opened
    wasOpen = true
    for user in users { user.came(opened, isAgain) }
    return opened
  }

  private func lost() {
    connection = nil
    for user in users { user.left() }
    pauses = SessionBus.pauses
    lookAgain()
  }

  private func lookAgain() {
    guard connection == nil, !pauses.isEmpty else { return }
    let timer = DispatchSource.makeTimerSource(queue: poll.queue)
    timer.schedule(deadline: .now() + .seconds(pauses.removeFirst()))
    timer.setEventHandler { [weak self] in
      timer.cancel()
      guard let self, connection == nil else { return }
      open()
    }
    timer.activate()
  }
}
