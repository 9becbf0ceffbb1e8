import Dispatch
import Files

/// The user's session bus: one connection for all who use it, and another one once it was lost. Make and use it on the
/// queue of the `DescriptorPoll` that you give it.
public final class SessionBus {
  private let poll: DescriptorPoll
  /// The present connection, if there is one.
  private(set) var connection: BusConnection?
  private var wasOpen = false
  private var users: [User] = []
  /// The pauses after which a bus is looked for again, in seconds; then whoever needs it next looks for it.
  private var pauses = SessionBus.pauses
  private static let pauses = [1, 10, 60]

  /// What somebody wants to know of it.
  struct User {
    /// There is a connection; for the first time, or again after one was lost.
    var came: (BusConnection, _ isAgain: Bool) -> Void
    /// The connection is lost, and all that the bus knew of it.
    var left: () -> Void
  }

  public init(on poll: DescriptorPoll) { self.poll = poll }

  /// Connects; where there is no bus, it is looked for a few times more.
  public func open() { if (try? connect()) == nil { lookAgain() } }

  /// Writes what is still to be written.
  public func flush() { connection?.flush() }

  func add(_ user: User) { users.append(user) }

  /// The connection, a new one if need be. A session bus that comes back is found by its address.
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
