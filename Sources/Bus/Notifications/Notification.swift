import Rituals

/// What a notification shows (Desktop Notifications Specification 1.2).
public struct Notification: Equatable, Sendable {
  /// How much it may disturb, with the numbers of the specification ("Urgency Levels").
  public enum Urgency: UInt8, Sendable { case low, normal, critical }

  /// A button.
  public struct Button: Equatable, Sendable {
    /// What the answer is called.
    public var key: String
    /// What stands on it.
    public var label: String

    public init(_ key: String, _ label: String) { (self.key, self.label) = (key, label) }
  }

  /// The first line, as plain text.
  public var title: String
  /// The lines below, as plain text: it is made markup where the server reads that.
  public var body: String
  /// Shown where the server shows any.
  public var buttons: [Button]
  /// How much it may disturb.
  public var urgency: Urgency

  /// The sound; nil leaves it to the server.
  public var sound: NotificationSound?

  public init(
    title: String, body: String, buttons: [Button] = [], urgency: Urgency = .normal,
    sound: NotificationSound? = nil
  ) {
    (self.title, self.body, self.buttons, self.urgency) = (title, body, buttons, urgency)
    self.sound = sound
  }
}

/// What happens to a notification.
public enum NotificationEvent: Equatable, Sendable {
  /// It is on the screen.
  case shown
  /// Its button was pressed.
  case pressed(String)
  /// It was closed, or it timed out.
  case closed
  /// It could not be shown.
  case failed(NotificationFailure)
}

/// Why a notification could not be shown.
public enum NotificationFailure: Equatable, Sendable {
  /// There is no session bus, by an errno.
  case noBus(errno: Int32)
  /// Nobody shows notifications at present.
  case noServer
  /// The server didn't answer in time.
  case timedOut
  /// The server answered with an error.
  case refused(String)
}
