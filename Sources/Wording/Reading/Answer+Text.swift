import Rituals

extension Answer {
  /// Reads a line of a hook's output: `done`, `skip`, `snooze tonight`, `move saturday`; nil for any other line.
  public init?(line: String) {
    let words = line.split(separator: " ")
    let moment = try? Moment(parsing: words.dropFirst().joined(separator: " "))
    switch (words.first?.lowercased(), moment) {
    case ("done", _) where words.count == 1: self = .done
    case ("skip", _) where words.count == 1: self = .skip
    case ("later", _) where words.count == 1: self = .later
    case ("snooze", _) where words.count == 1: self = .later
    case ("snooze", let moment?): self = .snooze(moment)
    case ("move", let moment?): self = .move(moment)
    default: return nil
    }
  }
}
