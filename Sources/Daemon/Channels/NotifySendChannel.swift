import Glibc
import Hooks
import Rituals
import Wording

/// A reminder through notify-send(1), with the actions Done, Later and Skip: a hook that needs no entry in the config.
struct NotifySendChannel: Delivering {
  func way(of message: Message, attempt: Int, asides: () -> [String]) -> DeliveryWay {
    // A digest can be put off; what is done or skipped of it is said one by one.
    let actions =
      !message.isDigest
      ? ["--action=done=Done", "--action=later=Later", "--action=skip=Skip"] : ["--action=later=Later"]
    let arguments =
      NotifySendChannel.command(urgency: message.urgency) + ["--print-id", "--expire-time=0"] + actions + [
        "--", message.title,
        DisplayText.escapedMarkup(([message.body] + asides()).joined(separator: "\n")),
      ]
    // The buttons are listened to for longer than a week, after which most have given way to the next.
    return .command(
      HookCommand(
        arguments: arguments, environment: message.environment,
        patience: .answer(firstLine: Channel.desktopPatience, then: .seconds(8 * 86_400)), withdrawal: SIGINT)
    )
  }

  /// notify-send keeps its output back until it ends when it writes into a pipe; under stdbuf each line comes at once,
  /// and the first one, the notification's id, says that it is on the screen.
  private static func command(urgency: Ritual.Urgency) -> [String] {
    ["stdbuf", "-oL", "notify-send", "--app-name=Kinkeeper", "--urgency=\(urgency.rawValue)"]
  }

  func meaning(of line: String) -> LineMeaning? {
    switch line {
    case "done": .answer(.done)
    case "later": .answer(.later)
    case "skip": .answer(.skip)
    // A server's ids begin with 1 (Desktop Notifications Specification, "Notify"); notify-send prints 0 where it could
    // not show anything, and fails a moment later.
    default: UInt32(line).flatMap { $0 > 0 ? .shown : nil }
    }
  }
}
