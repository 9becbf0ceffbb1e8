import CivilTime
import JSONText
import Planning
import Recurrence
import RitualFile
import Rituals

extension ConfigChange {
  /// Gives a ritual another rule, with the start that it then counts from: a phrase, an RRULE, or `OnCalendar=` and a
  /// calendar expression.
  mutating func setRule(
    _ rule: String, of kept: ScheduledRitual, at path: JSONPath, in situation: Situation
  ) throws {
    let ritual = kept.ritual
    let zone = kept.schedule.zone
    let today = zone.local(at: situation.now)
    let form = try When.form(of: rule, context.errorTerminal)
    var words = rule
    if case .calendar(let expression) = form, rule.lowercased().hasPrefix("oncalendar=") {
      words = expression.description
    }
    // Beside an RRULE a start has its time.
    let start = ritual.starting ?? LocalPoint(today.date)
    let time = start.time ?? kept.schedule.next(after: situation.now)?.local.time ?? Schedule.defaultTime
    let json = RitualFile.json(of: form, words, start: LocalPoint(start.date, time))
    try set(.when, of: path, to: json)
    let hasStarting = text[path.member(RitualKey.starting.rawValue)] != nil
    if case .object = json, case .rule = form {
      // It has its start beside it.
      if hasStarting { try set(.starting, of: path, to: nil) }
    } else if !hasStarting, form.needsAnchor {
      let anchor = ritual.starting ?? form.anchor(today: today, zone: zone)
      try set(.starting, of: path, to: .string(anchor.description))
    }
  }
}

extension Form {
  /// The date that it counts from if nothing says so: its first one from today on.
  func anchor(today: CivilDateTime, zone: Zone) -> LocalPoint {
    var ritual = Ritual(id: "new", title: "", when: self, whenText: "")
    ritual.starting = LocalPoint(today.date)
    let first = Schedule(ritual, zone: zone).next(after: zone.instant(of: today))
    return LocalPoint(first?.local.date ?? today.date)
  }
}
