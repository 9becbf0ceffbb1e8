/// Options before the command, as in `kin --config FILE next`.
///
/// Each command has options of its own, so those that many share are moved behind the command's name.
enum LeadingOptions {
  /// Those that a value follows.
  static let withValue: Set<String> = ["--config", "--state", "--at"]
  static let flags: Set<String> = ["--json", "--help", "-h"]

  /// The arguments with the shared options that stand first moved behind the words that name a command.
  ///
  /// - Parameter commands: how many words at the start of a list name a command, `config check` as two.
  static func behindCommand(_ arguments: [String], commands: (ArraySlice<String>) -> Int) -> [String] {
    var rest = arguments[...]
    var options: [String] = []
    while let word = rest.first {
      if flags.contains(word) || withValue.contains(where: { word.hasPrefix($0 + "=") }) {
        options.append(word)
        rest.removeFirst()
      } else if withValue.contains(word), rest.count > 1 {
        options += rest.prefix(2)
        rest.removeFirst(2)
      } else {
        break
      }
    }
    // An option that only one command knows leaves all as it is. A wrong name comes first, so that it is reported.
    guard let first = rest.first, !first.hasPrefix("-") else { return arguments }
    let count = max(1, commands(rest))
    // Neither of them reads anything.
    return first == "help" || first == "completions"
      ? Array(rest) : rest.prefix(count) + options + rest.dropFirst(count)
  }
}
