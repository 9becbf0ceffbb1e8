import Bus
import Rituals

/// Everything that can happen to the daemon. Each case leads to the same thing: a new plan.
enum Stimulus: Equatable, Sendable {
  case start
  /// The armed instant has come.
  case timer
  /// The wall clock was set, or the machine woke from a suspend.
  case clockStepped
  /// `/etc/localtime`, or a zone in use, has changed.
  case zonesChanged
  /// The config file was saved.
  case configChanged
  /// SIGHUP, or `systemctl reload`.
  case reload
  /// Somebody else wrote to the history: `kin`.
  case historyChanged
  /// A hook printed a line.
  case hookLine(DeliveryKey, String)
  /// A hook ended, and delivered unless there is a failure.
  case hookEnded(DeliveryKey, DeliveryFailure?)
  /// Something became of a notification.
  case notification(DeliveryKey, NotificationEvent)
  /// A notification server has come, or another one.
  case notificationServerCame
  /// A method call on the session bus; the number identifies it for the reply.
  case call(Int, Kinkeeper1.Request)
  /// The explanation that a call asked for: its lines, or why there is none.
  case explained(Int, [String], DeliveryFailure?)
  /// SIGTERM or SIGINT.
  case stop
}

/// One channel's part of one reminder.
struct DeliveryKey: Hashable, Sendable {
  /// The reminder; nil for a notice about the daemon itself.
  var id: ReminderID?
  /// The channel.
  var channel: Channel

  /// A notice about the daemon itself, on the desktop.
  static let notice = DeliveryKey(nil, .desktop)

  init(_ id: ReminderID?, _ channel: Channel) {
    self.id = id
    self.channel = channel
  }
}
