import CivilTime
import JSONText
import Rituals

/// The keys of one of the `hooks`.
let hookSection = Section<Hook>(
  "hook", "A program that delivers a reminder. It is started without a shell.",
  start: Hook(name: "", run: []),
  [
    Key(
      "run", .list(of: .argument, "arguments", atLeast: 1, separator: " "), \.run, required: true,
      example: ["ntfy", "publish", "rituals", "{title}"],
      """
      The program and its arguments. Places in braces are filled in: \
      \(HookPlaceholder.allCases.map { "`{\($0.rawValue)}`" }.joined(separator: ", ")).
      """),
    Key(
      "timeout", .timeout, \.timeout, example: "20s",
      "How long it may run before it is stopped, at most an hour."),
  ]
) { _, value, decoding in
  if let program = value["run"]?[0], program.string == "" { decoding.report(.emptyText, at: program.range) }
}
