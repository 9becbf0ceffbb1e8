import Rituals

/// A reminder as a desktop notification: a `notify-send` hook with the actions Done, Later and Skip.
enum DesktopChannel {
  /// A notification service that cannot be started makes notify-send wait for over a minute; this is long enough for
  /// one that is just being started.
  private static let deadline = 15
  /// How long a notification's buttons are listened to: longer than a week, after which most have given way to the next.
  private static let answerWindow = 8 * 86_400

  /// - Parameter asides: lines under the message's own that no other channel has.
  static func request(for message: Message, asides: [String], key: DeliveryKey) -> HookRunRequest {
    // A digest can be put off; what is done or skipped of it is said one by one.
    let actions =
      !message.isDigest
      ? ["--action=done=Done", "--action=later=Later", "--action=skip=Skip"] : ["--action=later=Later"]
    let arguments =
      command(urgency: message.urgency) + ["--print-id", "--expire-time=0"] + actions + [
        "--", message.title,
        DisplayText.escapedMarkup(([message.body] + asides).joined(separator: "\n")),
      ]
    return HookRunRequest(
      key: key, arguments: arguments, environment: message.environment, standardInput: "",
      deadline: deadline, answerWindow: answerWindow)
  }

  /// A message about the daemon itself.
  static func notice(title: String, body: String, key: DeliveryKey) -> HookRunRequest {
    HookRunRequest(
      key: key,
      arguments: command(urgency: .normal) + [
        "--", title, DisplayText.escapedMarkup(DisplayText.line(body)),
      ],
      environment: [:], standardInput: "", deadline: deadline, answerWindow: 0)
  }

  /// notify-send keeps its output back until it ends when it writes into a pipe; under stdbuf each line comes at once,
  /// and the first one, the notification's id, says that it is on the screen.
  private static func command(urgency: Ritual.Urgency) -> [String] {
    ["stdbuf", "-oL", "notify-send", "--app-name=Kinkeeper", "--urgency=\(urgency.rawValue)"]
  }

  /// A server's ids begin with 1 (Desktop Notifications Specification, "Notify"); notify-send prints 0 where it could
  /// not show anything, and fails a moment later.
  static func isNotificationID(_ line: String) -> Bool { UInt32(line).map { $0 > 0 } ?? false }

  static func answer(_ line: String) -> Answer? {
    switch line {
    case "done": .done
    case "later": .later
    case "skip": .skip
    default: nil
    }
  }
}
