import JSONText
import RitualFile
import Rituals

extension ConfigChange {
  /// Gives a ritual another rule, with the start that it then counts from. Reports words that are not understood, and
  /// throws the exit code.
  mutating func setRule(
    _ rule: String, of ritual: Ritual, at path: JSONPath, in situation: Situation
  ) throws {
    let zone = try ritual.timeZone.map { try situation.zones.zone($0) } ?? situation.zone
    let today = zone.local(at: situation.now)
    // Beside an RRULE a start has its time.
    func full() -> LocalPoint {
      let point = ritual.starting ?? LocalPoint(today.date)
      let usual = Schedule(ritual, zone: zone).next(after: situation.now)?.local.time
      return LocalPoint(point.date, point.time ?? usual ?? Schedule.defaultTime)
    }
    let text = try RuleText(rule, start: full(), context.errorTerminal)
    try set(.when, of: path, to: text.json)
    let hasStarting = self.text[path.member(RitualKey.starting.rawValue)] != nil
    if text.hasOwnStart, hasStarting {
      try set(.starting, of: path, to: nil)
    } else if !text.hasOwnStart, !hasStarting, text.form.needsAnchor {
      let anchor = ritual.starting ?? RuleText.anchor(of: text.form, today: today, zone: zone)
      try set(.starting, of: path, to: .string(anchor.description))
    }
  }
}
