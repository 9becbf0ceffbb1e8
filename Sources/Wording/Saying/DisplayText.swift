import CivilTime
import Recurrence
import Rituals

/// Words for people, safe for any desktop and terminal.
public enum DisplayText {
  /// One line without control characters, and without the characters that turn the reading direction of what follows.
  public static func line(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnwanted) else { return text }
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if !isUnwanted(scalar) {
        clean.append(scalar)
      } else if scalar == "\n" || scalar == "\t" {
        clean.append(" ")
      }
    }
    return String(clean)
  }

  private static func isUnwanted(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f..<0xa0, 0x061c, 0x2028, 0x2029, 0x200e, 0x200f, 0x202a...0x202e, 0x2066...0x2069: true
    default: false
    }
  }

  /// Text for a notification's body, whose servers read a little markup
  /// (Desktop Notifications Specification, "Markup").
  public static func escapedMarkup(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      default: escaped.append(character)
      }
    }
    return escaped
  }

  /// `Ana's`, `James'`.
  public static func possessive(_ name: String) -> String { name + (name.hasSuffix("s") ? "'" : "'s") }

  /// `Ana`, `Ana and Sam`, `Ana, Sam and Kim`.
  public static func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  /// `Today at 10:00`, `Tomorrow at 10:00`, `Saturday, 5 December at 10:00`; within a sentence `today at 10:00`.
  public static func when(_ due: CivilDateTime, seenFrom now: CivilDateTime, inSentence: Bool = false)
    -> String
  {
    "\(day(due.date, seenFrom: now.date, inSentence: inSentence)) at \(due.time)"
  }

  /// `Today`, `Tomorrow`, `Yesterday`, `Saturday, 5 December`, with the year where it is far away in another one.
  public static func day(_ date: CivilDate, seenFrom today: CivilDate, inSentence: Bool = false) -> String {
    let days = date.dayNumber - today.dayNumber
    switch days {
    case 0: return inSentence ? "today" : "Today"
    case 1: return inSentence ? "tomorrow" : "Tomorrow"
    case -1: return inSentence ? "yesterday" : "Yesterday"
    default:
      let year = date.year == today.year || abs(days) < 180 ? "" : " \(date.year)"
      return "\(weekdays[date.weekday.rawValue]), \(date.day) \(months[date.month - 1])\(year)"
    }
  }

  /// `Sat 10:00`, or `Sat 5 Dec 10:00` when it is more than six days away.
  public static func short(_ due: CivilDateTime, seenFrom now: CivilDateTime) -> String {
    let weekday = weekdays[due.date.weekday.rawValue].prefix(3)
    let days = due.date.dayNumber - now.date.dayNumber
    if (0..<7).contains(days) { return "\(weekday) \(due.time)" }
    return "\(weekday) \(due.date.day) \(months[due.date.month - 1].prefix(3)) \(due.time)"
  }

  /// The weekdays from Monday.
  public static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
  /// The months from January.
  public static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November",
    "December",
  ]
}

extension String {
  /// The same with its first letter as a capital.
  public var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }

  /// The same without line feeds at its end.
  public var trimmedEnd: String { String(reversed().drop { $0 == "\n" }.reversed()) }
}
