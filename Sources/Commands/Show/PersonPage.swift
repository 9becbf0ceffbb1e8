import CivilTime
import Facts
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
    var report = Report([terminal.heading(person.name, person.id)])
    for (label, text) in facts { report.lines += terminal.labelled(label, text) }
    report.add(situation.lines(of: details, withNames: false), under: terminal.paint("To ask about", .green))
    report.add(situation.lines(of: coming), under: terminal.paint("Together", .green))
    if report.lines.count == 1 {
      report.lines += terminal.paragraph(
        "Nothing more is known yet. kin note \(person.id) \"…\" notes something to ask about; the rest comes from "
          + "\"people\" in the config.", indent: "  ")
    }
    return report.lines
  }

  /// What the config says about a person, shown after a change to check it.
  static func written(_ person: Person, in situation: Situation) -> [String] {
    let terminal = situation.terminal
    return [terminal.heading(person.name, person.id)]
      + ((try? PersonPage(person, in: situation))?.facts ?? []).flatMap { terminal.labelled($0.0, $0.1) }
  }

  private var facts: [(String, String)] {
    let (now, today) = (situation.now, situation.today)
    let elsewhere = zone.flatMap { $0.identifier == situation.zone.identifier ? nil : $0 }
    let clock = elsewhere.map { zone in
      let there = zone.local(at: now)
      let day = there.date == today ? "" : ", \(there.date.weekday.name)"
      return "\(there.toTheMinute.time)\(day) in \(zone.identifier)"
    }
    let quiet = person.quietHours.map(\.words).joined(separator: "; ")
    let away = person.away.filter { $0.to >= today }.map {
      "\(situation.day($0.from)) to \(situation.day($0.to))"
    }
    func list(_ texts: [String]) -> String { texts.map(DisplayText.line).joined(separator: "; ") }
    let facts = [
      ("now", clock ?? ""), ("birthday", person.birthday?.next(from: today).map(situation.day) ?? ""),
      ("appreciates", list(person.appreciates)), ("asked for", list(person.boundaries)),
      ("quiet", quiet.isEmpty || elsewhere == nil ? quiet : quiet + " there"),
      ("away", away.joined(separator: "; ")),
    ]
    return facts.filter { !$0.1.isEmpty }
  }

  var json: JSON {
    [
      "id": .string(person.id), "name": .string(person.name), "zone": .optional(zone?.identifier),
      "localTime": .optional(zone?.local(at: situation.now)),
      "birthday": .optional(person.birthday?.next(from: situation.today)),
      "appreciates": .strings(person.appreciates), "boundaries": .strings(person.boundaries),
      "away": .list(person.away.map { ["from": "\($0.from)", "to": "\($0.to)"] }),
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
