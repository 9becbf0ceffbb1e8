import ArgumentParser
import JSONText
import Planning
import Rituals
import Wording

/// `kin note`: details of people's lives, to ask about later.
struct Note: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "note",
    abstract: "Note something to ask a person about: kin note ana \"starts the new job in May\".",
    discussion: """
      With a person alone, or with nothing, it lists what is open, each with its number. --done, --change and --delete \
      take the number: kin note --change 3 "starts in June". It is kept in the notebook, for you alone: a detail \
      is brought back, one at a time, with the next reminder of a ritual with the person: on the desktop and by kin, never \
      in the journal or another hook, and for a private ritual by kin alone.
      """)

  @Argument(
    help: ArgumentHelp(
      "A person, and what to ask about; with --done and its like, its number or words of it."),
    completion: .people)
  var words: [String] = []

  @Flag(help: "It is done: kin note --done 3, or kin note ana --done.") var done = false
  @Flag(help: "In the list: the done ones, too.") var all = false
  @OptionGroup var notebook: NotebookOptions

  @OptionGroup var options: ReadingOptions

  func validate() throws {
    if done, notebook.delete || notebook.change {
      throw ValidationError("--done, --delete and --change go one at a time")
    }
  }

  func run(in context: Context) throws -> Report {
    let situation = try context.situation(options)
    if done || notebook.delete || notebook.change { return try change(in: situation) }
    guard let first = words.first else { return try list(situation, of: nil) }
    let person = try situation.person(first)
    let text = Situation.sentence(Array(words.dropFirst()))
    guard !text.isEmpty else { return try list(situation, of: person) }
    try situation.openNotebook().append([.detail(person: person.id, text: text)], at: situation.now)
    let comes = situation.kept.contains {
      $0.ritual.with.contains(person.id) && !$0.ritual.isPaused && $0.ritual.birthdayOf == nil
    }
    let name = situation.name(person.id)
    let noted = try situation.notebook([.details]).details.last
    return try receipt(of: noted, in: situation).report(
      "Noted for \(name): \(text)." + (comes ? " It comes back before your next time with \(name)." : ""),
      asJSON: options.json)
  }

  private func list(_ situation: Situation, of person: Person?) throws -> Report {
    let listed = try situation.notebook([.details]).details.filter {
      ($0.isOpen || all) && (person == nil || $0.person == person?.id)
    }
    if options.json { return Report(JSON.list(listed.map { $0.json(in: situation) })) }
    guard listed.isEmpty else { return Report(situation.lines(of: listed, withNames: person == nil)) }
    let whom = person.map { " with " + situation.name($0.id) } ?? ""
    return .message("nothing is open\(whom); note something with: kin note \(person?.id ?? "PERSON") \"…\"")
  }

  /// Marks the one detail that is meant as done, mends it, or deletes it.
  private func change(in situation: Situation) throws -> Report {
    let person = words.first.flatMap { word in
      situation.household.isMe(word)
        ? situation.household.me.flatMap { situation.household.people[$0] }
        : situation.household.people.person(called: word)
    }
    let rest = Array(words.dropFirst(person == nil ? 0 : 1))
    // What is done may be mended and deleted by its number, too.
    let isNumbered = rest.first.map { Int($0) != nil } ?? false
    let choice = NotebookChoice(
      lines: try situation.notebook([.details]).details.filter {
        ($0.isOpen || isNumbered && !done) && (person == nil || $0.person == person?.id)
      },
      number: \.name, text: \.text, list: isNumbered && !done ? "kin note --all" : "kin note"
    ) { situation.lines(of: $0, withNames: true, on: Terminal()) }
    if notebook.change {
      let (detail, text) = try choice.one(before: rest, for: "--change")
      guard !text.isEmpty else {
        throw WrongUsage("say what it should be, as in: kin note --change \(detail.name) \"…\"")
      }
      try situation.openNotebook().rewrite(detail.entry, as: .detail(person: detail.person, text: text))
      return try receipt(of: detail, in: situation).report(
        "\(situation.name(detail.person)): \(text).", asJSON: options.json)
    }
    let detail = try choice.one(named: Situation.sentence(rest), for: done ? "--done" : "--delete")
    let words = "\(situation.name(detail.person)), \(DisplayText.line(detail.text))"
    if done {
      try situation.openNotebook().append([.detailDone(detail.entry)], at: situation.now)
      return try receipt(of: detail, in: situation).report("\(words): done.", asJSON: options.json)
    }
    var receipt = try receipt(of: detail, in: situation)
    receipt.isChanged = try notebook.removal.mayRemove(
      "\"\(words)\"", from: "the notebook", in: situation.context)
    guard receipt.isChanged else { return receipt.report("Nothing was changed.", asJSON: options.json) }
    try situation.openNotebook().rewrite(detail.entry, as: .erasedDetail)
    return receipt.report("\(words): deleted.", asJSON: options.json)
  }

  /// What became of a detail, with the detail as it is now.
  private func receipt(of detail: Detail?, in situation: Situation) throws -> Receipt {
    let now = try situation.notebook([.details]).details.first { $0.entry == detail?.entry }
    return Receipt(
      action: "note", people: detail.map { [$0.person] } ?? [],
      more: [.init("note", (now ?? detail)?.json(in: situation) ?? .null)])
  }
}

extension Detail {
  /// One element of `kin note --json`.
  func json(in situation: Situation) -> JSON {
    [
      "number": .integer(name), "person": .string(person), "text": .string(text),
      "noted": "\(since)", "broughtBack": .optional(broughtBackAt), "done": .optional(doneAt),
    ]
  }
}

extension Situation {
  /// Details as aligned lines: the number that names it, whom to ask, what about, and since when.
  func lines(of details: [Detail], withNames: Bool, on terminal: Terminal? = nil) -> [String] {
    Columns(details, main: 2) { detail in
      [
        (String(detail.name), .dim), (withNames ? name(detail.person) : "", .bold),
        (DisplayText.line(detail.text), nil),
        (detail.doneAt.map { "done " + day($0) } ?? "noted " + day(detail.since), .dim),
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
