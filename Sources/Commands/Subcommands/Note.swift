import ArgumentParser
import JSONText
import Planning
import Rituals
import Wording

/// `kin note`: details of people's lives, to ask about later.
struct Note: KinCommand {
  static let configuration = CommandConfiguration(
    abstract: "Note something to ask a person about: kin note ana \"starts the new job in May\".",
    discussion: """
      With a person alone, or with nothing, it lists what is open. It is kept in the notebook, for you alone: a detail \
      is brought back, one at a time, with the next reminder of a ritual with the person: on the desktop and by kin, never \
      in the journal or another hook, and for a private ritual by kin alone.
      """)

  @Argument(
    help: ArgumentHelp("A person, and what to ask about; with --done, its number or words of it."),
    completion: .people)
  var words: [String] = []

  @Flag(help: "It is done: kin note --done 3, or kin note ana --done.") var done = false

  @OptionGroup var options: ReadingOptions

  func validate() throws { if options.json, done { throw ValidationError("--json goes with the list") } }

  func run(in context: Context) throws -> Report {
    let situation = try context.situation(options)
    if done { return try finish(situation) }
    guard let first = words.first else { return try list(situation, of: nil) }
    let person = try situation.person(first)
    let text = Situation.sentence(Array(words.dropFirst()))
    guard !text.isEmpty else { return try list(situation, of: person) }
    if options.json { throw WrongUsage("--json goes with the list") }
    try situation.openNotebook().append([.detail(person: person.id, text: text)], at: situation.now)
    let comes = situation.kept.contains {
      $0.ritual.with.contains(person.id) && !$0.ritual.isPaused && $0.ritual.birthdayOf == nil
    }
    let name = DisplayText.line(person.name)
    return Report(
      "Noted for \(name): \(text)." + (comes ? " It comes back before your next time with \(name)." : ""))
  }

  private func list(_ situation: Situation, of person: Person?) throws -> Report {
    let open = try situation.notebook([.details]).details.filter {
      $0.isOpen && (person == nil || $0.person == person?.id)
    }
    if options.json { return Report(JSON.list(open.map { $0.json(in: situation) })) }
    guard open.isEmpty else { return Report(situation.lines(of: open, withNames: person == nil)) }
    let whom = person.map { " with " + DisplayText.line($0.name) } ?? ""
    return .message("nothing is open\(whom); note something with: kin note \(person?.id ?? "PERSON") \"…\"")
  }

  /// Marks the one detail that is meant as done.
  private func finish(_ situation: Situation) throws -> Report {
    let open = try situation.notebook([.details]).details.filter(\.isOpen)
    let person = words.first.flatMap { situation.household.people.person(called: $0) }
    let which = Situation.sentence(person == nil ? words : Array(words.dropFirst()))
    let among = open.filter { person == nil || $0.person == person?.id }
    let meant: [Detail]
    if let number = Int(which) {
      meant = among.filter { $0.name == number }
    } else {
      let wanted = which.lowercased()
      meant = which.isEmpty ? among : among.filter { $0.text.lowercased().contains(wanted) }
    }
    guard let only = meant.first, meant.count == 1 else {
      if meant.isEmpty {
        throw Failure(
          which.isEmpty
            ? "nothing is open\(person.map { " with \(DisplayText.line($0.name))" } ?? "")"
            : "nothing that is open is called \"\(which)\"; `kin note` lists what is")
      }
      let lines = situation.lines(of: meant, withNames: true, on: Terminal())
      throw WrongUsage(
        "which one? Name its number, as in: kin note --done \(meant[0].name)\n"
          + lines.joined(separator: "\n"))
    }
    try situation.openNotebook().append([.detailDone(only.entry)], at: situation.now)
    return Report("\(situation.name(only.person)), \(DisplayText.line(only.text)): done.")
  }
}

extension Detail {
  /// One element of `kin note --json`.
  func json(in situation: Situation) -> JSON {
    [
      "number": .integer(name), "person": .string(person), "text": .string(text),
      "noted": "\(since)", "broughtBack": .optional(broughtBackAt),
    ]
  }
}

extension Situation {
  /// Details as aligned lines: the number that `--done` takes, whom to ask, what about, and since when.
  func lines(of details: [Detail], withNames: Bool, on terminal: Terminal? = nil) -> [String] {
    let yielding = [Columns.Yielding(column: 3, least: 10, mayGo: true), .init(column: 2, least: 12)]
    return Columns(details, yielding: yielding) { detail in
      [
        (String(detail.name), .dim), (withNames ? name(detail.person) : "", .bold),
        (DisplayText.line(detail.text), nil), ("noted " + day(detail.since), .dim),
      ]
    }.lines(terminal ?? self.terminal)
  }

  /// What to ask about when one of these comes: a detail a ritual, said once.
  func detailsToAsk(for upcoming: [Upcoming]) -> [Detail] {
    let details = detailsIfReadable()
    var found: [Detail] = []
    for one in upcoming {
      guard let detail = detailToAsk(details, with: one.ritual.with, for: one.occurrence),
        !found.contains(where: { $0.entry == detail.entry })
      else { continue }
      found.append(detail)
    }
    return found
  }
}
