import Hooks
import JSONText
import Rituals
import Wording

/// A reminder through a command of the user's: places in its arguments are filled, and the same facts come as
/// environment and as JSON on standard input. No shell is involved.
struct HookChannel: Delivering {
  let name: String
  /// Nil where the config has none of that name any more.
  let hook: Hook?

  func way(of message: Message, attempt: Int, asides: () -> [String]) -> DeliveryWay {
    guard let hook else { return .none(.noHook(name)) }
    let environment = message.environment
    return .command(
      HookCommand(
        arguments: hook.run.map { HookChannel.fill($0, from: environment) }, environment: environment,
        standardInput: message.json.text() + "\n",
        patience: .exit(within: hook.patience)))
  }

  func meaning(of line: String) -> LineMeaning? { Answer(line: line).map { .answer($0) } }

  /// Fills `{title}`-like places; what stands for one never opens another, and a brace that names no place stays.
  private static func fill(_ argument: String, from environment: [String: String]) -> String {
    var filled = ""
    var rest = Substring(argument)
    while let open = rest.firstIndex(of: "{") {
      filled += rest[..<open]
      rest = rest[open...]
      guard let close = rest.firstIndex(of: "}"),
        let value = environment["KIN_" + rest[rest.index(after: open)..<close].uppercased()]
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
