import CivilTime
import JSONText
import Rituals

/// The keys of one of the `hooks`.
let hookSection = Section<Hook>(
  "hook", "A program that carries a reminder out; no shell is involved.",
  [
    Key(
      "run", .list(of: .argument, "arguments", atLeast: 1, separator: " "), required: true,
      example: ["ntfy", "publish", "rituals", "{title}"],
      """
      The program and its arguments. A place in braces is filled: \
      \(HookPlaceholder.allCases.map { "`{\($0.rawValue)}`" }.joined(separator: ", ")).
      """
    ) { $0.run = $1 },
    Key(
      "timeout", .timeout, fallback: "30s", example: "20s",
      "How long it may take before it is ended, up to an hour."
    ) { $0.timeout = $1 },
  ])

extension Reader where Value == Hook {
  static var hook: Reader {
    .object(hookSection, start: { Hook(name: "", run: []) }) { hook, value, decoding in
      if let program = value["run"]?[0], program.string == "" { decoding.tell(.emptyText, at: program.range) }
      return hook
    }
  }
}

extension Hook {
  func named(_ name: String) -> Hook {
    var hook = self
    hook.name = name
    return hook
  }
}
