import ArgumentParser
import JSONText
import Rituals
import Wording

/// `kin away`: who is away when, so that turns pass over them.
struct Away: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "away", abstract: "Note when a person is away, or show who is.",
    discussion: """
      Turns skip whoever is away, the order goes on, and nothing has to be made up: kin away ana 20 december to 3 january, \
      kin away ana this week, kin away ana until friday. A single day is that day alone. Alone it lists who is away. \
      --back ends today's absence, else it cancels the next one.

      With --json, the list is an array of person, from, to, source ("config" or "kin").
      """)

  @Argument(help: ArgumentHelp("A person.", valueName: "person"), completion: .people)
  var person: String?

  @Argument(
    help: ArgumentHelp(
      "From when to when: 2026-12-20 2027-01-03, this week, until 3 january.", valueName: "days"),
    completion: .days)
  var days: [String] = []

  @Flag(help: "The person is back, or isn't away after all.") var back = false

  @OptionGroup var options: ReadingOptions

  func run(in context: Context) throws -> Report {
    let situation = try context.situation(options)
    guard let person else {
      guard !back else { throw WrongUsage("say who is back, as in kin away ana --back") }
      return try list(in: situation)
    }
    let id = try situation.person(person).id
    if back {
      guard days.isEmpty else { throw WrongUsage("--back takes no days: it ends the absence there is") }
      return try takeBack(id, in: situation)
    }
    guard !days.isEmpty else { return try list(only: id, in: situation) }
    let today = situation.today
    let absence: Absence
    do throws(TextFault) {
      absence = try Absence(parsing: days.joined(separator: " "), today: today)
    } catch {
      let forms = "; write 2026-12-20, this week, until 3 january or 20 december to 3 january"
      throw WrongUsage(error.message + (error.suggestion == nil ? forms : error.hint))
    }
    guard absence.to >= today else {
      throw Failure(
        "\(DisplayText.days(absence.from, absence.to, seenFrom: today)) is over: turns that were shown stay as they were"
      )
    }
    let fact = Event.Fact.away(person: id, from: absence.from, to: absence.to)
    let receipt = try receipt(of: fact, about: id, in: situation)
    let words = DisplayText.days(absence.from, absence.to, seenFrom: today)
    return receipt.report(
      "\(situation.name(id)) is away \(words). Turns pass over, and nothing has to be made up.",
      asJSON: options.json)
  }

  private func takeBack(_ id: String, in situation: Situation) throws -> Report {
    let today = situation.today
    let own = situation.absences(of: id)
    guard let absence = own.first(where: { $0.to >= today }) else {
      guard let fixed = try situation.config.household().people[id]?.away.first(where: { $0.to >= today })
      else { throw Failure("\(situation.name(id)) isn't away, so there is nothing to end") }
      let days = DisplayText.days(fixed.from, fixed.to, seenFrom: today)
      throw Failure(
        "that \(situation.name(id)) is away \(days) stands in the config (people, \(id), away); change it there"
      )
    }
    let from = max(absence.from, today)
    let fact = Event.Fact.back(person: id, from: from, to: absence.to)
    let receipt = try receipt(of: fact, about: id, in: situation)
    var messages: [String] = []
    if try situation.config.household().people[id]?.isAway(on: today) ?? false {
      messages.append("the config still has \(id) away today (people, \(id), away)")
    }
    return receipt.report(
      absence.from <= today
        ? "\(situation.name(id)) is back. Welcome."
        : "\(situation.name(id)) isn't away \(DisplayText.days(absence.from, absence.to, seenFrom: today)) after all.",
      messages: messages, asJSON: options.json)
  }

  private func receipt(of fact: Event.Fact, about id: String, in situation: Situation) throws -> Receipt {
    let event = Event(at: situation.now, person: id, fact: fact)
    return Receipt(action: "away", people: [id], events: try situation.record([event]))
  }

  private func list(only id: String? = nil, in situation: Situation) throws -> Report {
    let config = try situation.config.household().people
    var all: [(person: String, absence: Absence, source: String)] = []
    for person in situation.household.people.keys.sorted() where id == nil || id == person {
      all += (config[person]?.away ?? []).map { (person, $0, "config") }
      all += situation.absences(of: person).map { (person, $0, "kin") }
    }
    let today = situation.today
    all = all.filter { $0.absence.to >= today }
      .sorted { ($0.absence.from, $0.person) < ($1.absence.from, $1.person) }
    if options.json {
      return Report(
        JSON.list(
          all.map {
            [
              "person": .string($0.person), "from": "\($0.absence.from)",
              "to": "\($0.absence.to)", "source": .string($0.source),
            ]
          }))
    }
    let lines = all.map { one in
      let days = DisplayText.days(one.absence.from, one.absence.to, seenFrom: today)
      let source = one.source == "config" ? " (as the config says)" : ""
      return "\(situation.name(one.person)) is away \(days)\(source)."
    }
    let none = "\(id.map { situation.name($0) } ?? "nobody") is \(id == nil ? "" : "not ")away"
    return Report(lines, messages: all.isEmpty ? [none] : [])
  }
}
