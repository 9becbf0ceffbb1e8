import Bus
import Rituals

/// A reminder as a desktop notification, with the buttons Done, Later and Skip.
struct DesktopChannel: Delivering {
  func way(of message: Message, attempt: Int, asides: () -> [String]) -> DeliveryWay {
    .notification(DesktopChannel.notification(of: message, asides: asides()))
  }

  static func notification(of message: Message, asides: [String] = []) -> Notification {
    let later = Notification.Button("later", "Later")
    return Notification(
      title: message.title, body: ([message.body] + asides).joined(separator: "\n"),
      // Each is called what it answers. A digest can be put off; what is done or skipped of it is said one by one.
      buttons: message.isDigest ? [later] : [.init("done", "Done"), later, .init("skip", "Skip")],
      urgency: Notification.Urgency(message.urgency))
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
