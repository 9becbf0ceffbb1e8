import Glibc
import Rituals

/// Everything that can happen to the daemon. Each case leads to the same thing: a new plan.
enum Stimulus: Hashable, Sendable {
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
  /// A hook ended.
  case hookEnded(DeliveryKey, HookEnd)
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

/// How a hook ended.
enum HookEnd: Hashable, Sendable {
  case succeeded
  /// The words say what went wrong; another try may help.
  case failed(String)
  /// The words say why no try can help.
  case impossible(String)
}

/// A command to be run for a delivery.
struct HookRunRequest: Hashable, Sendable {
  /// What it is run for.
  var key: DeliveryKey
  /// The program and its arguments.
  var arguments: [String]
  /// Variables beside the daemon's own.
  var environment: [String: String] = [:]
  /// What it can read.
  var standardInput = ""
  /// Seconds until it must have ended or, where it waits for an answer, printed its first line.
  ///
  /// A notification service that cannot be started makes notify-send wait for over a minute; this is long enough for one
  /// that is just being started.
  var deadline = 15
  /// How many seconds it may then go on waiting for an answer; 0 for a hook that does not wait.
  var answerWindow = 0
  /// The signal that has it take off the screen what it shows.
  var withdrawal = SIGTERM
}
