import CivilTime
import JSONText
import Planning
import Recurrence
import Rituals

extension ConfigChange {
  /// Gives a ritual another rule, with the start that it then counts from. Words that are not understood are told, and
  /// thrown as the exit code they end a command with.
  mutating func setRule(
    _ rule: String, of ritual: Ritual, at path: JSONPath, in situation: Situation
  ) throws {
    let zone = try ritual.timeZone.map { try zones.zone($0) } ?? situation.zone
    let today = zone.local(at: situation.now)
    let start = ritual.starting?.description
    // Beside an RRULE a start has its time.
    func full() -> String {
      let point = ritual.starting ?? LocalPoint(today.date)
      let usual = ScheduledRitual(ritual, zone: zone).schedule.next(after: situation.now)?.local.time
      return CivilDateTime(point.date, point.time ?? usual ?? TimeOfDay(secondOfDay: 9 * 3600))
        .shortDescription
    }
    let text = try RuleText(rule, start: full())
    try set("when", of: path, to: text.json)
    let hasStarting = self.text[path.member("starting")] != nil
    if text.hasOwnStart, hasStarting {
      try set("starting", of: path, to: nil)
    } else if !text.hasOwnStart, !hasStarting, text.form.needsAnchor {
      let anchor = start ?? RuleText.anchor(of: text.form, today: today, zone: zone)
      try set("starting", of: path, to: .string(anchor))
    }
  }
}
