import CivilTime
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

  /// A phrase, an RRULE, or `OnCalendar=` and a calendar expression.
  ///
  /// - Parameter start: what an RRULE counts from.
  init(_ text: String, start: @autoclosure () -> LocalPoint, _ terminal: Terminal) throws {
    form = try When.form(of: text, terminal)
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
