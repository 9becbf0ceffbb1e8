/// The notifications that are on the screen or on their way there, as a state machine: every input changes their phases and
/// returns what is to be done.
///
/// | phase     | its number came | its call failed    | server came | server left | pressed | closed | no longer wanted   |
/// |-----------|-----------------|--------------------|-------------|-------------|---------|--------|--------------------|
/// | `sending` | shown           | gone, or lost (*) | –           | –           | –       | –      | gone               |
/// | `shown`   | –               | –                  | –           | lost        | gone    | gone   | gone, taken off    |
/// | `lost`    | –               | –                  | sending     | –           | –       | –      | gone               |
///
/// (*) Lost again, if it was on the screen before and was not refused. A number that comes for a notification that is gone is taken off the
/// screen. A server counts its notifications from 1, so a number means something only on the very server that gave it: what
/// an earlier one had given is nobody's, or another program's by now.
struct NotificationTable<Key: Hashable> {
  /// Where a notification is: a server by its unique name, and the number that it gave.
  struct Place: Hashable {
    var server: String
    var number: UInt32
  }

  enum Phase: Equatable {
    /// A call is under way; `isAgain` if it was on the screen before.
    case sending(Notification, call: Int, isAgain: Bool)
    case shown(Notification, Place)
    /// The server that showed it is gone.
    case lost(Notification)
  }

  /// What an input leads to.
  enum Action: Equatable {
    /// Call Notify.
    case send(Notification, call: Int)
    case takeOff(Place)
    case report(Key, NotificationEvent)
  }

  private(set) var phases: [Key: Phase] = [:]
  private var lastCall = 0
}

extension NotificationTable {
  /// A notification is to be shown; one of that key that is under way, or on the screen, gives way to it.
  mutating func show(_ notification: Notification, _ key: Key) -> [Action] {
    takeOff(key) + [send(notification, key, isAgain: false)]
  }

  /// Nobody is to see it any more.
  mutating func takeOff(_ key: Key) -> [Action] {
    guard let phase = phases.removeValue(forKey: key) else { return [] }
    if case .shown(_, let place) = phase { return [.takeOff(place)] }
    return []
  }

  /// A call was answered with a number.
  mutating func shown(_ call: Int, at place: Place) -> [Action] {
    // Nobody wants it any more.
    guard let (key, notification, _) = sending(call) else { return [.takeOff(place)] }
    phases[key] = .shown(notification, place)
    return [.report(key, .shown)]
  }

  /// A call failed.
  mutating func failed(_ call: Int, _ failure: NotificationFailure) -> [Action] {
    guard let (key, notification, isAgain) = sending(call) else { return [] }
    guard isAgain else {
      phases[key] = nil
      return [.report(key, .failed(failure))]
    }
    // It was delivered before. A server that refuses it now has it gone; any other may be leaving again.
    if case .refused = failure {
      phases[key] = nil
      return [.report(key, .closed)]
    }
    phases[key] = .lost(notification)
    return []
  }

  /// A server has left, and all that it showed.
  mutating func left(_ server: String) {
    for case (let key, .shown(let notification, let place)) in phases where place.server == server {
      phases[key] = .lost(notification)
    }
  }

  /// The whole bus is gone.
  mutating func leftAll() {
    for case (let key, .shown(let notification, _)) in phases { phases[key] = .lost(notification) }
  }

  /// A server has come: what was on the screen is shown again.
  mutating func came() -> [Action] {
    var actions: [Action] = []
    for case (let key, .lost(let notification)) in phases {
      actions.append(send(notification, key, isAgain: true))
    }
    return actions
  }

  /// A button was pressed: that is the one answer it waits for.
  mutating func pressed(_ button: String, at place: Place) -> [Action] {
    guard let key = key(at: place) else { return [] }
    phases[key] = nil
    return [.report(key, .pressed(button)), .report(key, .closed), .takeOff(place)]
  }

  /// It was closed on the screen.
  mutating func closed(at place: Place) -> [Action] {
    guard let key = key(at: place) else { return [] }
    phases[key] = nil
    return [.report(key, .closed)]
  }

  private func key(at place: Place) -> Key? {
    phases.first { if case .shown(_, place) = $0.value { true } else { false } }?.key
  }

  private func sending(_ call: Int) -> (key: Key, notification: Notification, isAgain: Bool)? {
    for case (let key, .sending(let notification, call, let isAgain)) in phases {
      return (key, notification, isAgain)
    }
    return nil
  }

  private mutating func send(_ notification: Notification, _ key: Key, isAgain: Bool) -> Action {
    lastCall += 1
    phases[key] = .sending(notification, call: lastCall, isAgain: isAgain)
    return .send(notification, call: lastCall)
  }
}
