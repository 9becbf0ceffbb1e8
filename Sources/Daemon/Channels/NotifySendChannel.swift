import Glibc
import Hooks
import Rituals
import Wording

/// A reminder through notify-send(1), with the buttons of the desktop: a hook that needs no entry in the config. Like any
/// hook it gets nothing from the notebook: other accounts can read its arguments.
struct NotifySendChannel: Delivering {
  func way(of message: Message, attempt: Int, asides: () -> [String]) -> DeliveryWay {
    let shown = DesktopChannel.notification(of: message)
    // notify-send keeps its output back until it ends when it writes into a pipe; under stdbuf each line comes at once, and
    // the first one, the notification's id, says that it is on the screen.
    let arguments =
      ["stdbuf", "-oL", "notify-send", "--app-name=Kinkeeper", "--urgency=\(message.urgency.rawValue)"]
      + (shown.sound.map { ["--hint=string:\($0.hint):\($0.text)"] } ?? [])
      + ["--print-id", "--expire-time=0"] + shown.buttons.map { "--action=\($0.key)=\($0.label)" }
      + ["--", shown.title, DisplayText.escapedMarkup(shown.body)]
    // The buttons are listened to for longer than a week, after which most have given way to the next.
    return .command(
      HookCommand(
        arguments: arguments, environment: message.environment,
        patience: .answer(firstLine: Channel.desktopPatience, then: .seconds(8 * 86_400)), withdrawal: SIGINT)
    )
  }

  func meaning(of line: String) -> LineMeaning? {
    if let answer = Answer(line: line) { return .answer(answer) }
    // A server's ids begin with 1 (Desktop Notifications Specification, "Notify"); notify-send prints 0 where it could not
    // show anything, and fails a moment later.
    return UInt32(line).flatMap { $0 > 0 ? .shown : nil }
  }
}
