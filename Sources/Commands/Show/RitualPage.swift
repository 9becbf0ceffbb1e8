import Facts
import JSONText
import Planning
import Rituals
import Wording

/// What is known of a ritual.
struct RitualPage {
  let ritual: Ritual
  private let situation: Situation
  private let details: [Detail]
  private let open: Upcoming?
  private let coming: [Upcoming]

  init(_ kept: ScheduledRitual, in situation: Situation) {
    ritual = kept.ritual
    self.situation = situation
    let with = kept.ritual.with
    details = situation.detailsIfReadable().filter { $0.isOpen && with.contains($0.person) }
    open = situation.open.first { $0.ritual.id == kept.ritual.id }
    coming = situation.coming([kept], perRitual: 3, total: 3)
  }

  var lines: [String] {
    let terminal = situation.terminal
    var report = Report([terminal.heading(ritual.title, ritual.id)])
    for (label, text) in facts { report.lines += terminal.labelled(label, text) }
    let details = situation.lines(of: details, withNames: ritual.with.count > 1)
    report.add(details, under: terminal.paint("To ask about", .green))
    report.add(times(open.map { [$0] } ?? []), under: terminal.paint("Open", .yellow))
    report.add(times(coming), under: terminal.paint("Next", .green))
    return report.lines
  }

  /// When, and who does what then; the rest stands above already.
  private func times(_ upcoming: [Upcoming]) -> [String] {
    Columns(upcoming, main: 2) { one in
      situation.cells(of: one) + [(situation.words(one.turn, " · "), nil)]
    }.lines(situation.terminal)
  }

  private var facts: [(String, String)] {
    let facts: [(String, String)?] = [
      ritual.isPaused ? ("paused", "it rests until it is taken up again") : nil,
      ritual.with.isEmpty ? nil : ("with", situation.names(ritual.with)), ("when", ritual.when.meaning),
      ritual.duration.map { ("for", $0.description) }, ritual.place.map { ("at", DisplayText.line($0)) },
      ritual.turns.map { turns in
        let roles = turns.roles.map(DisplayText.line).joined(separator: " and ")
        return ("turns", "\(roles): \(situation.names(turns.order))")
      },
      ritual.prompts.map { _ in
        let title = DisplayText.line(situation.household.deck(of: ritual).title)
        return ("questions", "\(title); kin checkin \(ritual.id) leads through them")
      },
      ritual.notes.map { ("notes", DisplayText.line($0)) },
    ]
    return facts.compactMap { $0 }
      + people.compactMap { person in
        let boundaries = person.boundaries.map(DisplayText.line).joined(separator: "; ")
        let good = [
          person.appreciates.map(DisplayText.line).joined(separator: "; "),
          boundaries.isEmpty ? "" : "asked for: " + boundaries,
        ].filter { !$0.isEmpty }
        return good.isEmpty ? nil : (situation.name(person.id), good.joined(separator: " · "))
      }
  }

  private var people: [Person] { ritual.with.compactMap { situation.household.people[$0] } }

  var json: JSON {
    [
      "id": .string(ritual.id), "title": .string(ritual.title), "with": .strings(ritual.with),
      "when": .string(ritual.whenText), "meaning": .string(ritual.when.meaning),
      "duration": .optional(ritual.duration), "place": .optional(ritual.place),
      "notes": .optional(ritual.notes), "prompts": .optional(ritual.prompts),
      "paused": .boolean(ritual.isPaused),
      "people": .list(
        people.map {
          [
            "id": .string($0.id), "name": .string($0.name), "appreciates": .strings($0.appreciates),
            "boundaries": .strings($0.boundaries),
          ]
        }),
      "details": .list(details.map { $0.json(in: situation) }), "open": open.map(\.json) ?? .null,
      "next": .list(coming.map(\.json)),
    ]
  }
}
