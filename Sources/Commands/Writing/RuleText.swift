import ArgumentParser
import CivilTime
import Glibc
import JSONText
import Recurrence
import RitualFile
import Rituals

/// A rule as it is written on the command line, and how the config says it.
struct RuleText {
  let form: Form
  /// The value of `when`.
  let json: JSON

  /// True for an RRULE, whose start stands beside it.
  var hasOwnStart: Bool {
    if case .object(let members) = json { return members.contains { $0.name == "start" } }
    return false
  }

  /// A phrase, an RRULE, or `OnCalendar=` and a calendar expression. What is not understood is told with a caret
  /// under the word, and the command ends.
  ///
  /// - Parameter start: what an RRULE counts from.
  init(_ text: String, start: @autoclosure () -> String) throws {
    form = try When.form(of: text)
    switch form {
    case .rule where text.uppercased().contains("FREQ="):
      json = ["rrule": .string(text), "start": .string(start())]
    case .calendar(let expression) where text.lowercased().hasPrefix("oncalendar="):
      json = ["onCalendar": .string(expression.description)]
    default: json = .string(text)
    }
  }

  /// The date that a rule counts from where nothing says it: its first one from today on.
  static func anchor(of form: Form, today: CivilDateTime, zone: Zone) -> String {
    var ritual = Ritual(id: "new", title: "", when: form, whenText: "")
    ritual.starting = LocalPoint(today.date)
    let first = Schedule(ritual, zone: zone).next(after: zone.instant(of: today))
    return (first?.local.date ?? today.date).description
  }
}

/// Words of the command line that were not understood.
enum Misread {
  /// Tells what was stumbled on, with a caret under the word; gives how the command ends.
  static func told(_ fault: TextFault, in text: String) -> ExitCode {
    let terminal = Terminal(STDERR_FILENO)
    let suggestion = fault.suggestion.map { "; did you mean \"\($0)\"?" } ?? ""
    let excerpt = DiagnosticRenderer(usesColour: terminal.usesColour, width: terminal.width ?? 100)
      .excerpt(of: fault.range, in: Array(text.utf8))
    printMessage("kin: \(DisplayText.line(fault.message))\(suggestion)\n\(excerpt.trimmedEnd)")
    return ExitCode(EX_USAGE)
  }
}
