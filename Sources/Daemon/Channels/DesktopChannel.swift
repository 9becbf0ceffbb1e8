import Bus
import Rituals

/// A reminder as a desktop notification, with the buttons Done, Later and Skip, and other times to put it off to.
struct DesktopChannel: Delivering {
  func way(of message: Message, attempt: Int, asides: () -> [String]) -> DeliveryWay {
    .notification(DesktopChannel.notification(of: message, asides: asides()))
  }

  static func notification(of message: Message, asides: [String] = []) -> Notification {
    Notification(
      title: message.title, body: ([message.body] + asides).joined(separator: "\n"),
      buttons: buttons(of: message), urgency: Notification.Urgency(message.urgency),
      sound: message.sound.isEmpty ? nil : NotificationSound(message.sound))
  }

  /// Each button's key is its answer. The usual three come first, since GNOME shows only three.
  private static func buttons(of message: Message) -> [Notification.Button] {
    // Later snoozes each reminder of a digest by its own ritual's `later`. Done and skip need one of them.
    guard !message.isDigest else { return [.init("later", "Later")] }
    let hasChoice = message.later.count > 1
    let first = hasChoice ? message.later.first?.capitalizedFirst : nil
    return [.init("done", "Done"), .init("later", first ?? "Later"), .init("skip", "Skip")]
      + message.later.dropFirst().map { .init("snooze " + $0, $0.capitalizedFirst) }
  }
}

extension Notification.Urgency {
  fileprivate init(_ urgency: Ritual.Urgency) {
    self =
      switch urgency {
      case .low: .low
      case .normal: .normal
      case .critical: .critical
      }
  }
}

extension DeliveryFailure.Cause {
  /// Why a notification could not be shown, within the time that it had.
  init(_ failure: NotificationFailure, patience: Duration) {
    self =
      switch failure {
      case .noBus(let code): .noSessionBus(errno: code)
      case .noServer: .noNotificationServer
      case .timedOut: .timedOut(after: patience)
      case .refused(let why): .refused(why)
      }
  }
}
