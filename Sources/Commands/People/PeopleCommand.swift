import ArgumentParser
import CivilTime
import JSONText
import Rituals
import Wording

/// `kin people`: the people of the config.
struct PeopleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "people",
    abstract: "List, add, change or remove the people of the config.",
    subcommands: [
      List.self, Add.self, Edit.self, SetBirthday.self, SetZone.self, Rename.self, Remove.self,
    ],
    defaultSubcommand: List.self)

  struct List: KinCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List all people (the same as kin people alone).",
      discussion: """
        kin show PERSON shows more about one person.

        With --json: an array of person (the id), name, me, birthday (the next one), zone, localTime, away (from, to) and \
        rituals (the ids of those they take part in).
        """)

    @OptionGroup var options: ReadingOptions

    func run(in context: Context) throws -> Report {
      let situation = try context.situation(options)
      let people = situation.household.people.values.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
      if options.json { return Report(JSON.list(try people.map { try json(of: $0, in: situation) })) }
      guard !people.isEmpty else { return .message("there are no people yet; kin people add NAME adds one") }
      let columns = Columns(people, main: 0) { person in
        [
          (DisplayText.line(person.name), .bold),
          (facts(of: person, in: situation).joined(separator: " · "), nil),
          (person.id, .dim),
        ]
      }
      return Report(columns.lines(context.terminal))
    }

    /// What is worth knowing at a glance: the next birthday, the time there, and until when they are away.
    private func facts(of person: Person, in situation: Situation) -> [String] {
      let here = situation.here
      func day(_ date: CivilDate) -> String { dayText(CivilDateTime(date, .midnight), seenFrom: here) }
      let zone = situation.zonesOfPeople[person.id].flatMap {
        $0.identifier == situation.zone.identifier ? nil : $0
      }
      let away = person.awayThrough(on: situation.today).map { "away until \(day($0))" }
      let facts = [
        person.id == situation.household.me ? "you" : nil,
        zone.map { "\($0.local(at: situation.now).toTheMinute.time) in \($0.identifier)" },
        person.birthday?.next(from: situation.today).map { "birthday \(day($0))" }, away,
      ]
      return facts.compactMap { $0 }
    }

    private func json(of person: Person, in situation: Situation) throws -> JSON {
      let zone = situation.zonesOfPeople[person.id]
      let rituals = situation.household.rituals.filter { $0.company.contains(person.id) }
      return [
        "person": .string(person.id), "name": .string(person.name),
        "me": .boolean(person.id == situation.household.me),
        "birthday": .optional(person.birthday?.next(from: situation.today)),
        "zone": .optional(zone?.identifier), "localTime": .optional(zone?.local(at: situation.now)),
        "away": .list(person.away.map { ["from": "\($0.from)", "to": "\($0.to)"] }),
        "rituals": .strings(rituals.map(\.id)),
      ]
    }
  }
}
