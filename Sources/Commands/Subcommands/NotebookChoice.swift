import ArgumentParser
import Glibc
import Wording

/// What to do with a line of the notebook that is there, for `kin note` and `kin win`.
struct NotebookOptions: ParsableArguments {
  @Flag(help: "Delete it: its words are erased from the file. Asks first; in a pipe it wants --yes.")
  var delete = false

  @Flag(help: "Say it in other words: its number, and the words.") var change = false

  @OptionGroup var removal: RemovalOptions

  func validate() throws {
    if delete, change { throw ValidationError("--delete and --change exclude each other") }
  }
}

/// Lines of the notebook, one of which is named by its number or by words of it.
struct NotebookChoice<Line> {
  let lines: [Line]
  let number: (Line) -> Int
  let text: (Line) -> String
  /// The command that lists them: `kin note`.
  let list: String
  /// They as they are listed.
  let shown: ([Line]) -> [String]

  /// The one that is named by its number or by words of it; without either, the only one.
  func one(named which: String, for option: String) throws -> Line {
    let meant: [Line]
    if let wanted = Int(which) {
      meant = lines.filter { number($0) == wanted }
    } else {
      let wanted = which.lowercased()
      meant = lines.filter { text($0).lowercased().contains(wanted) || wanted.isEmpty }
    }
    if let only = meant.first, meant.count == 1 { return only }
    guard let first = meant.first else {
      throw Failure(
        which.isEmpty
          ? "there is nothing to choose from; `\(list)` lists what there is"
          : "nothing there is called \"\(DisplayText.line(which))\"; `\(list)` lists what is")
    }
    throw WrongUsage(
      "which one? Name its number, as in: \(list.split(separator: " ").prefix(2).joined(separator: " ")) \(option) "
        + "\(number(first))\n" + shown(meant).joined(separator: "\n"))
  }

  /// The one whose number stands first in words, and the words behind it; without a number, the only one, and all words.
  func one(before words: [String], for option: String) throws -> (line: Line, text: String) {
    let isNumbered = words.first.map { Int($0) != nil } ?? false
    let line = try one(named: isNumbered ? words[0] : "", for: "\(option)")
    return (line, Situation.sentence(Array(words.dropFirst(isNumbered ? 1 : 0))))
  }
}
