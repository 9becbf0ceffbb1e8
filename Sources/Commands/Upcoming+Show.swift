import CivilTime
import JSONText
import Planning
import Rituals

extension Upcoming {
  /// One element of `kin next --json`.
  var json: JSON {
    [
      "ritual": .string(ritual.id), "occurrence": .string(occurrence.description), "title": .string(ritual.title),
      "due": .string(slot.local.description), "utc": .string(slot.instant.description),
      "zone": .string(zone.identifier), "with": .strings(ritual.with),
      "roles": .object((turn?.holders ?? []).map { JSON.Member($0.role, .optional($0.person)) }),
      "reason": .string(reason),
    ]
  }

  /// `with Ana · host: Sam`, for people.
  func company(_ people: [String: Person]) -> String {
    func name(_ id: String) -> String { DisplayText.line(people[id]?.name ?? id) }
    var parts: [String] = []
    if !ritual.with.isEmpty { parts.append("with " + DisplayText.list(ritual.with.map(name))) }
    for holder in turn?.holders ?? [] {
      parts.append("\(DisplayText.line(holder.role)): \(holder.person.map(name) ?? "nobody, all are away")")
    }
    if let place = ritual.place { parts.append(DisplayText.line(place)) }
    return parts.joined(separator: " · ")
  }

  /// The ritual's own wall time where its zone is another than the reader's.
  func elsewhere(from reader: Zone) -> String {
    zone.identifier == reader.identifier ? "" : "(\(slot.local.time) in \(zone.identifier))"
  }
}

/// A list of occurrences as aligned lines: when, what, with whom.
func lines(
  of upcoming: [Upcoming], people: [String: Person], zone: Zone, now: Instant, terminal: Terminal
) -> [String] {
  var columns = Columns()
  let local = zone.local(at: now)
  for one in upcoming {
    let own = zone.local(at: one.slot.instant)
    let day = dayText(own, seenFrom: local)
    let company = [one.company(people), one.elsewhere(from: zone)].filter { !$0.isEmpty }.joined(separator: " ")
    columns.add(
      (day, .cyan), (own.time.description, .cyan), (DisplayText.line(one.ritual.title), .bold), (company, nil),
      (one.ritual.id, .dim))
  }
  return columns.lines(terminal, indent: "  ")
}

/// `today`, `tomorrow`, `Sat 5 Dec`, with the year where it is another one.
func dayText(_ local: CivilDateTime, seenFrom now: CivilDateTime) -> String {
  switch local.date.dayNumber - now.date.dayNumber {
  case 0: return "today"
  case 1: return "tomorrow"
  default:
    let weekday = DisplayText.weekdays[local.date.weekday.rawValue].prefix(3)
    let month = DisplayText.months[local.date.month - 1].prefix(3)
    return "\(weekday) \(local.date.day) \(month)" + (local.date.year == now.date.year ? "" : " \(local.date.year)")
  }
}
