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

  /// True for an RRULE, which has its start beside it.
  var hasOwnStart: Bool {
    if case .object = json, case .rule = form { true } else { false }
  }

  /// A phrase, an RRULE, or `OnCalendar=` and a calendar expression. Reports what is not understood with a caret under
  /// the word, and throws the exit code.
  ///
  /// - Parameter start: what an RRULE counts from.
  init(_ text: String, start: @autoclosure () -> LocalPoint) throws {
    form = try When.form(of: text)
    if case .calendar(let expression) = form, text.lowercased().hasPrefix("oncalendar=") {
      json = RitualFile.json(of: form, expression.description, start: nil)
    } else {
      json = RitualFile.json(of: form, text, start: start())
    }
  }

  /// The date that a rule counts from if nothing says so: its first one from today on.
  static func anchor(of form: Form, today: CivilDateTime, zone: Zone) -> LocalPoint {
    var ritual = Ritual(id: "new", title: "", when: form, whenText: "")
    ritual.starting = LocalPoint(today.date)
    let first = Schedule(ritual, zone: zone).next(after: zone.instant(of: today))
    return LocalPoint(first?.local.date ?? today.date)
  }
}

/// Words of the command line that were not understood.
enum Misread {
  /// Reports the fault with a caret under the word, and returns the exit code.
  static func reported(_ fault: TextFault, in text: String) -> ExitCode {
    let terminal = Terminal(STDERR_FILENO)
    let suggestion = fault.suggestion.map { "; did you mean \"\($0)\"?" } ?? ""
    let excerpt = DiagnosticRenderer(usesColour: terminal.usesColour, width: terminal.width ?? 100)
      .excerpt(of: fault.range, in: Array(text.utf8))
    printMessage("kin: \(DisplayText.line(fault.message))\(suggestion)\n\(excerpt.trimmedEnd)")
    return ExitCode(EX_USAGE)
  }
}
