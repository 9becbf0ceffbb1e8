import CivilTime
import Recurrence
import Rituals

extension Answer {
  /// Reads a line of a hook's output: `done`, `skip`, `snooze tonight`, `move saturday`; nil for a line that answers
  /// nothing.
  public init?(line: String) {
    let words = line.split(separator: " ", omittingEmptySubsequences: true)
    switch words.first?.lowercased() {
    case "done" where words.count == 1: self = .done
    case "skip" where words.count == 1: self = .skip
    case "later" where words.count == 1: self = .later
    case "snooze":
      guard let moment = try? Moment(parsing: words.dropFirst().joined(separator: " ")) else { return nil }
      self = .snooze(moment)
    case "move":
      guard let moment = try? Moment(parsing: words.dropFirst().joined(separator: " ")) else { return nil }
      self = .move(moment)
    default: return nil
    }
  }
}
