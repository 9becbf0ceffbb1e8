import JSONText
import Rituals

/// A reminder through a command of the user's: places in its arguments are filled, and the same facts come as
/// environment and as JSON on standard input. No shell is involved.
enum HookChannel {
  static func request(for message: Message, hook: Hook, key: DeliveryKey) -> HookRunRequest {
    HookRunRequest(
      key: key, arguments: hook.run.map { fill($0, from: message) }, environment: message.environment,
      standardInput: message.json.text() + "\n",
      deadline: max(1, hook.timeout.seconds + hook.timeout.days * 86_400), answerWindow: 0)
  }

  /// Fills `{title}`-like places; what stands for one never opens another, and a brace that names no place stays.
  static func fill(_ argument: String, from message: Message) -> String {
    var filled = ""
    var rest = Substring(argument)
    while let open = rest.firstIndex(of: "{") {
      filled += rest[..<open]
      rest = rest[open...]
      guard let close = rest.firstIndex(of: "}"),
        let value = message.value(of: rest[rest.index(after: open)..<close])
      else {
        filled.append(rest.removeFirst())
        continue
      }
      filled += value
      rest = rest[rest.index(after: close)...]
    }
    return filled + rest
  }
}
