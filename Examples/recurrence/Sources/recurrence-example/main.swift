import CivilTime
import Recurrence

// A zone comes from the bytes of a TZif file, as in /usr/share/zoneinfo, or from a POSIX rule.
guard let berlin = Zone(identifier: "Europe/Berlin", posix: "CET-1CEST,M3.5.0,M10.5.0/3"),
  let start = CivilDateTime("2026-01-01T10:00"), let now = Instant("2026-12-01T00:00:00Z")
else { fatalError("not a zone, a wall time or an instant") }

// An RRULE with its start: what comes next, what was last, and the next three.
let rule = try RecurrenceRule("FREQ=MONTHLY;BYDAY=1SA")
let coffee = Recurrence(rule, start: start, zone: berlin)
print("rule:", rule)
if let next = coffee.next(after: now) { print("next:", next.local, "is", next.instant) }
if let last = coffee.previous(before: now) { print("last:", last.local, "is", last.instant) }
for slot in coffee.occurrences(after: now).prefix(3) { print("then:", slot.local.date) }

// A calendar expression of systemd.time(7) is asked the same questions.
let expression = try CalendarExpression("Mon..Fri *-*-1..7 9:30")
let review = Recurrence(expression, zone: berlin)
print("expression:", expression)
for slot in review.occurrences(before: now).prefix(2) { print("before:", slot.local) }

// 02:30 does not exist on the day that clocks go forward: it happens at 03:30.
let night = Recurrence(try CalendarExpression("2026-03-29 02:30"), zone: berlin)
if let slot = night.next(after: .distantPast) {
  print("gap:", slot.local, "happens at", berlin.local(at: slot.instant))
}

// Dates added and taken away (RDATE, EXDATE).
if let away = CivilDate("2026-12-05"), let extra = CivilDateTime("2026-12-06T15:00") {
  let timetable = Timetable(coffee, zone: berlin, also: [extra], exceptDays: [away])
  if let next = timetable.next(after: now) { print("instead:", next.local) }
}

// A rule that can never come is recognized, and a text that is no rule says where it goes wrong.
print("comes:", try RecurrenceRule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30").isSatisfiable)
do throws(ExpressionFault) {
  _ = try RecurrenceRule("FREQ=WEEKLY;BYDAY=XX")
} catch {
  print("fault at:", error.range)
}
