import CivilTime
import Facts
import JSONText
import Planning
import Rituals
import Wording

extension Situation {
  /// One element of `kin preview --json`.
  func json(of coming: Preview.Coming) -> JSON {
    let reminder = coming.reminder
    let id = reminder.id.occurrence
    return [
      "at": "\(zone.local(at: coming.at))", "utc": "\(coming.at)",
      "kind": .string(reminder.id.kind.word), "ritual": .string(id.ritual),
      "occurrence": "\(id)", "title": .string(title(of: reminder)),
      "due": "\(reminder.due.local)", "roles": .roles(of: reminder.turn),
      "reason": .string(
        reminder.reason.sentence(in: zone, today: day(of: coming), name: name)),
      "digest": .optional(coming.digest),
    ]
  }

  /// The day on which it would come, by the ritual's clock.
  private func day(of coming: Preview.Coming) -> CivilDate {
    (planner[coming.reminder.id.occurrence.ritual]?.schedule.zone ?? zone).local(at: coming.at).date
  }

  /// `kin` is for the user alone: a private ritual has its own name here.
  private func title(of reminder: Reminder) -> String {
    planner[reminder.id.occurrence.ritual]?.ritual.title ?? reminder.title
  }

  /// What would come, by the day; those that come as one message stand below it.
  func lines(of coming: [Preview.Coming]) -> [String] {
    var columns = Columns(main: 2)
    var days: [CivilDate] = []
    var digest: ReminderID?
    for one in coming {
      let local = zone.local(at: one.at)
      let kind = one.reminder.id.kind
      if let name = one.digest, name != digest {
        days.append(local.date)
        columns.add(
          (local.toTheMinute.time.description, .cyan), ("digest", .bold), ("as one message:", nil), ("", nil))
      }
      digest = one.digest
      days.append(local.date)
      columns.add(
        (one.digest == nil ? local.toTheMinute.time.description : "", .cyan),
        ((one.digest == nil ? "" : "  ") + kind.word, kind.style),
        (DisplayText.line(title(of: one.reminder)), nil), (why(one), nil))
    }
    return terminal.lines(columns, byDay: days, seenFrom: today, .bold)
  }

  /// Why it comes, in few words: the reason as data is what they are made of.
  private func why(_ coming: Preview.Coming) -> String {
    let reminder = coming.reminder
    let here = zone.local(at: coming.at)
    func when(_ instant: Instant) -> String {
      let local = zone.local(at: instant).toTheMinute
      let days = here.date.dayNumber - local.date.dayNumber
      switch days {
      case 0: return local.time.description
      case 2...6: return "\(local.date.weekday.name) \(local.time)"
      default: return "\(dayText(local, seenFrom: here)) \(local.time)"
      }
    }
    var parts: [String] = []
    // What it waited for stands first.
    switch reminder.reason.delay {
    case .quiet(let person, let since):
      let whose = person.map { name($0) + "'s" } ?? "your"
      parts.append("waited from \(when(since)): \(whose) quiet hours")
    case .budget(_, let since): parts.append("waited from \(when(since)): a full day")
    case .recorded(let sentence, let since): parts.append("waited from \(when(since)): \(sentence)")
    case .away(let since): parts.append("late, from \(when(since))")
    case nil: break
    }
    switch reminder.reason.cause {
    case .starts(let text, let isStretched): parts.append(Cause.when(text, isStretched: isStretched))
    case .moved(let own): parts.append("moved from \(dayText(own, seenFrom: here)) \(own.time)")
    case .ahead: parts.append("for \(when(reminder.due.instant))")
    case .handoff(let handoff, let me):
      parts.append(handoff.sentence(today: day(of: coming), me: me, name: name))
    case .snoozed(let until): parts.append(until == coming.at ? "put off until now" : "put off")
    case .nudge(let nudge, let number):
      parts.append(
        "open since \(when(reminder.due.instant))" + (number >= nudge.times ? ", asked a last time" : ""))
    case .asked: parts.append("as you asked")
    }
    for id in planner[reminder.id.occurrence.ritual]?.ritual.with ?? [] {
      guard household.people[id]?.isAway(on: reminder.due.local.date) == true else { continue }
      parts.append("\(name(id)) is away")
    }
    parts += (reminder.turn?.holders ?? []).map(words)
    return parts.joined(separator: " · ")
  }
}

extension ReminderKind {
  /// The colour of its kind.
  fileprivate var style: Terminal.Style {
    switch self {
    case .lead, .handoff: .cyan
    case .due, .moved: .green
    case .nudge: .yellow
    case .snooze: .magenta
    case .asked: .dim
    case .digest: .bold
    }
  }
}
