import CivilTime
import JSONText
import Planning
import Rituals
import Wording

/// What is known of a person.
struct PersonPage {
  let person: Person
  private let situation: Situation
  private let zone: Zone?
  private let details: [Detail]
  private let coming: [Upcoming]

  init(_ person: Person, in situation: Situation) throws {
    self.person = person
    self.situation = situation
    zone = try person.timeZone.map { try situation.zones.zone($0) }
    details = situation.detailsIfReadable().filter { $0.isOpen && $0.person == person.id }
    // A birthday stands above.
    let shared = situation.kept.filter { $0.ritual.birthdayOf == nil }.filter { kept in
      kept.ritual.with.contains(person.id)
        || (person.id != situation.household.me && kept.ritual.turns?.order.contains(person.id) == true)
    }
    coming = shared.isEmpty ? [] : situation.coming(shared)
  }

  var lines: [String] {
    let terminal = situation.terminal
    var lines = [terminal.heading(person.name, person.id)]
    for (label, text) in facts { lines += terminal.labelled(label, text) }
    if !details.isEmpty {
      lines += ["", terminal.paint("To ask about", .green)]
      lines += situation.lines(of: details, withNames: false)
    }
    if !coming.isEmpty {
      lines += ["", terminal.paint("Together", .green)]
      lines += situation.lines(of: coming)
    }
    if lines.count == 1 {
      lines += terminal.paragraph(
        "Nothing more is known yet. kin note \(person.id) \"…\" notes something to ask about; the rest comes from "
          + "\"people\" in the config.", indent: "  ")
    }
    return lines
  }

  private var facts: [(String, String)] {
    var facts: [(String, String)] = []
    let here = situation.zone.local(at: situation.now)
    func day(_ date: CivilDate) -> String { DisplayText.day(date, seenFrom: here.date, inSentence: true) }
    if let zone, zone.identifier != situation.zone.identifier {
      let there = zone.local(at: situation.now)
      let day = there.date == here.date ? "" : ", \(there.date.weekday.name)"
      facts.append(("now", "\(there.toTheMinute.time)\(day) in \(zone.identifier)"))
    }
    if let next = person.birthday?.next(from: here.date) { facts.append(("birthday", day(next))) }
    func list(_ texts: [String]) -> String { texts.map(DisplayText.line).joined(separator: "; ") }
    if !person.appreciates.isEmpty { facts.append(("appreciates", list(person.appreciates))) }
    if !person.boundaries.isEmpty { facts.append(("asked for", list(person.boundaries))) }
    if !person.quietHours.isEmpty {
      let there = zone.map { $0.identifier != situation.zone.identifier } == true ? " there" : ""
      facts.append(("quiet", person.quietHours.map(\.words).joined(separator: "; ") + there))
    }
    let away = person.away.filter { $0.to >= here.date }.map { "\(day($0.from)) to \(day($0.to))" }
    if !away.isEmpty { facts.append(("away", away.joined(separator: "; "))) }
    return facts
  }

  var json: JSON {
    let here = situation.zone.local(at: situation.now)
    return [
      "id": .string(person.id), "name": .string(person.name), "zone": .optional(zone?.identifier),
      "localTime": .optional(zone?.local(at: situation.now).description),
      "birthday": .optional(person.birthday?.next(from: here.date)?.description),
      "appreciates": .strings(person.appreciates), "boundaries": .strings(person.boundaries),
      "away": .list(
        person.away.map { ["from": .string($0.from.description), "to": .string($0.to.description)] }),
      "details": .list(details.map { $0.json(in: situation) }), "next": .list(coming.map(\.json)),
    ]
  }
}

extension Birthday {
  /// The next one, today's included.
  func next(from today: CivilDate) -> CivilDate? {
    (today.year...max(today.year + 1, year ?? 0)).lazy.compactMap { date(in: $0) }.first { $0 >= today }
  }
}

extension QuietHours {
  /// `21:00 to 09:00`, `22:00 to 10:00 from Friday and Saturday`.
  fileprivate var words: String {
    let hours = "\(from) to \(to)"
    guard !weekdays.isEmpty else { return hours }
    return hours + " from " + DisplayText.list(weekdays.map(\.name))
  }
}
