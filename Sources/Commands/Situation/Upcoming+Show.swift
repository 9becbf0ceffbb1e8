import CivilTime
import Planning
import Rituals
import Wording

extension Situation {
  /// Occurrences as aligned lines: when, what, with whom, and the name that commands take.
  func lines(of upcoming: [Upcoming]) -> [String] {
    Columns(upcoming, main: 2, optional: [4]) { one in
      cells(of: one) + [
        (DisplayText.line(one.ritual.title), .bold), (details(of: one), nil), (one.ritual.id, .dim),
      ]
    }.lines(terminal)
  }

  /// The day and the time of an occurrence on the user's clock.
  func cells(of one: Upcoming) -> [Columns.Cell] {
    let own = zone.local(at: one.slot.instant)
    return [(dayText(own, seenFrom: here), .cyan), (own.time.description, .cyan)]
  }

  /// `with Ana · host: Sam`, and what else one wants to know beside the time.
  func details(of one: Upcoming) -> String {
    var parts = standing(of: one)
    if !one.ritual.with.isEmpty { parts.append("with " + DisplayText.list(one.ritual.with.map(name))) }
    parts += absences(at: one)
    parts += times(of: one.ritual, at: one.slot.instant)
    parts += (one.turn?.holders ?? []).map(words)
    if let place = one.ritual.place { parts.append(DisplayText.line(place)) }
    if one.zone.identifier != zone.identifier, !isShown(one.zone, of: one.ritual) {
      parts.append("\(one.zone.local(at: one.slot.instant).time) in \(one.zone.identifier)")
    }
    return parts.joined(separator: " · ")
  }

  /// `Ana is away`, of those whom it is kept with, on a day that has not passed.
  private func absences(at one: Upcoming) -> [String] {
    let day = one.due.date
    guard day >= one.zone.local(at: now).date else { return [] }
    let away = one.ritual.with.filter { household.people[$0]?.isAway(on: day) == true }
    return away.map(wordsOfAway)
  }

  /// `10:00 for Ana`, where somebody whom it is kept with has another time on the clock than the user; with the
  /// weekday, where it is another day there.
  private func times(of ritual: Ritual, at instant: Instant) -> [String] {
    let others = ritual.company.filter { $0 != household.me }
    return clocks(
      of: others.compactMap { id in zonesOfPeople[id].map { (name(id), $0) } }, at: instant,
      besides: zone.local(at: instant))
  }

  /// Whether the time of a zone stands there already as that of somebody.
  private func isShown(_ zone: Zone, of ritual: Ritual) -> Bool {
    ritual.company.contains { $0 != household.me && zonesOfPeople[$0]?.identifier == zone.identifier }
  }

  /// What waits, what was moved or put off, and when it is asked again.
  private func standing(of one: Upcoming) -> [String] {
    func when(_ instant: Instant) -> String {
      let local = zone.local(at: instant).toTheMinute
      return local.date == today ? local.time.description : DisplayText.when(local, seenFrom: here)
    }
    var parts: [String] = []
    let ledger = ledger(of: one.ritual)
    for hold in plan.hold where hold.id.occurrence == one.occurrence {
      // Ahead of its time the occurrence itself waits for nothing.
      parts.append(
        one.slot.instant > now
          ? "its reminder waits until \(when(hold.until))"
          : "waits for \(hold.delay.end(name: name)), \(when(hold.until))")
    }
    if let until = ledger.snoozedUntil(one.start) {
      parts.append("put off until " + DisplayText.when(zone.local(at: until).toTheMinute, seenFrom: here))
    }
    if one.isMoved { parts.append("moved from \(dayText(one.start, seenFrom: here)) \(one.start.time)") }
    if one.ritual.nudge != nil, let kept = planner[one.ritual.id], ledger.open == one.start {
      let nudge = reminders(of: kept, atMost: 3).first {
        $0.reminder.id.occurrence == one.occurrence && $0.reminder.id.kind.word == "nudge"
      }
      if let nudge { parts.append("asked again \(when(nudge.at))") }
    }
    return parts
  }

  /// `host: Sam`.
  func words(_ holder: RoleHolder) -> String {
    "\(DisplayText.line(holder.role)): \(holder.person.map(name) ?? "nobody, all are away")"
  }

  /// The same of all roles of a turn; empty without one.
  func words(_ turn: Turn?, _ separator: String) -> String {
    (turn?.holders ?? []).map(words).joined(separator: separator)
  }
}

/// `10:00 for Ana and Luz`, for each time on somebody's clock that is not one's own; with the weekday where it is another
/// day there.
func clocks(of people: [(name: String, zone: Zone)], at instant: Instant, besides own: CivilDateTime)
  -> [String]
{
  var times: [(local: CivilDateTime, names: [String])] = []
  for (name, zone) in people {
    let local = zone.local(at: instant)
    guard local != own else { continue }
    if let place = times.firstIndex(where: { $0.local == local }) {
      times[place].names.append(name)
    } else {
      times.append((local, [name]))
    }
  }
  return times.map { local, names in
    let day = local.date == own.date ? "" : local.date.weekday.shortName + " "
    return "\(day)\(local.time) for \(DisplayText.list(names))"
  }
}

/// `today`, `Wednesday` within the next six days, `Sat 5 Dec`, with the year where it is far away in another one.
func dayText(_ local: CivilDateTime, seenFrom now: CivilDateTime) -> String {
  let date = local.date
  switch date.dayNumber - now.date.dayNumber {
  case -1: return "yesterday"
  case 0: return "today"
  case 1: return "tomorrow"
  case 2...6: return date.weekday.name
  default: return "\(date.weekday.shortName) \(date.shortWords)\(date.yearWords(seenFrom: now.date))"
  }
}

extension DisplayText {
  /// `on Saturday, 7 November`, `today`.
  static func onDay(_ date: CivilDate, seenFrom today: CivilDate) -> String {
    let day = day(date, seenFrom: today)
    return day.first?.isUppercase == true ? "on \(day)" : day
  }
}

extension Delay {
  /// What has to end, or to come, before a reminder does.
  fileprivate func end(name: (String) -> String) -> String {
    switch self {
    case .away, .quiet, .recorded: "\(words(name: name)) to end"
    case .budget: "a day with room for it"
    }
  }
}

extension CivilDateTime {
  /// The same without its seconds: when something happened, for people.
  var toTheMinute: CivilDateTime { CivilDateTime(date, TimeOfDay(secondOfDay: time.secondOfDay / 60 * 60)) }
}
