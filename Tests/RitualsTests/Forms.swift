import CivilTime
import Recurrence
import Rituals

extension Form {
  /// A rule by its RRULE; `FREQ=` is left out.
  static func rule(_ text: String) throws -> Form { .rule(try RecurrenceRule("FREQ=" + text)) }

  /// A cadence.
  static func after(
    _ shortest: Span, to longest: Span? = nil, on weekdays: [Weekday] = [], at time: String? = nil
  ) -> Form {
    var cadence = Cadence(shortest: shortest)
    cadence.longest = longest
    cadence.weekdays = weekdays
    cadence.time = time.flatMap { TimeOfDay($0) }
    return .cadence(cadence)
  }
}

extension Ritual {
  /// A ritual of which nothing matters but when it comes.
  init(when: Form) { self.init(id: "r", title: "R", when: when, whenText: "") }
}
