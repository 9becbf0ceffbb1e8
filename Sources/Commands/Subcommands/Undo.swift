import ArgumentParser
import Planning
import Rituals
import Wording

/// `kin undo`: undoes the latest answer, then the one before it.
struct Undo: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Undo the latest answer: done, skip, snooze or move.",
    discussion: """
      Of a ritual or one of its times, or, without a name, the latest answer of all. Again, it undoes the one before, up \
      to eight in a row for each ritual. What has come in between stays as it is; the history keeps both the answer and that it was \
      undone. What was swapped, away or stretched has its own way back, which this command names.
      """)

  @Argument(
    help: "A ritual, or one of its times; without it, the latest answer of all.", completion: .rituals)
  var ritual: String?

  @Option(help: ArgumentHelp("Undo as of this time instead of now.", valueName: "time")) var at: String?

  @Flag(help: "Print JSON.") var json = false

  @OptionGroup var files: FileOptions

  func run(in context: Context) throws -> Report { try context.deciding { try undo(in: context) } }

  private func undo(in context: Context) throws -> Report {
    let situation = try context.forProgram(if: json).situation(files, at: at)
    let last = try situation.latestAnswer(to: ritual)
    if ritual == nil, let deed = try situation.latestDeed(after: last?.answer.number) {
      let rest =
        last.map { "; to undo the answer before it, name it: kin undo \($0.occurrence.ritual)" } ?? ""
      throw Failure("the latest thing is no answer but \(deed)\(rest)")
    }
    guard let (occurrence, answer) = last else {
      let whose = ritual.map { " to \(DisplayText.line($0))" } ?? ""
      throw Failure("there is no answer\(whose) to undo; nothing was changed")
    }
    let kept = try situation.ritual(occurrence.ritual)
    let target = situation.occurrence(of: kept, occurrence.start)
    let event = Event(at: situation.now, occurrence: occurrence, fact: .undone)
    let receipt = Receipt(
      action: "undo", rituals: [occurrence.ritual], occurrence: occurrence,
      events: try situation.recordDecided([event]))
    let title = DisplayText.line(kept.ritual.title)
    let own = situation.when(kept.slot(at: occurrence.start).instant, of: target)
    let said = situation.when(answer.at, of: target)
    return receipt.report(
      "\(title), \(own): \"\(answer.fact.answer)\" of \(said) is undone. \(situation.standing(after: event))",
      asJSON: json)
  }
}

extension Situation {
  /// The latest answer that can be undone: to a ritual, to one of its times, or of all.
  fileprivate func latestAnswer(to name: String?) throws -> (occurrence: OccurrenceID, answer: AnswerRecord)?
  {
    let meant = try name.map { try named($0) }
    if let meant, let id = meant.occurrence {
      let answer = ledger(meant.ritual)[id.start].undoable
      return answer.map { (id, $0) }
    }
    let rituals = meant.map { [$0.ritual] } ?? kept
    return rituals.compactMap { kept in
      ledger(kept).undoable.map { (OccurrenceID(ritual: kept.ritual.id, start: $0.start), $0.answer) }
    }.max { $0.1.number < $1.1.number }
  }

  /// What the user did after an event that another command undoes, and how; nil where nothing of the kind holds.
  fileprivate func latestDeed(after number: Int?) throws -> String? {
    var deed: String?
    try store?.forEachEvent(after: number ?? 0) { entry in
      let event = entry.event
      guard event.at <= now else { return }
      switch event.fact {
      case .swapped(let change):
        guard let id = event.occurrence,
          chronicle[id.ritual].turns.swaps.standing.contains(Swap(occurrence: id.start, change))
        else { break }
        deed = "a swap; kin swap \(id) --undo undoes it"
      case .away(let person, let from, let to):
        let holds = absences(of: person).contains { $0.from <= to && from <= $0.to }
        if holds, to >= today, household.people[person] != nil {
          deed = "that \(name(person)) is away; kin away \(person) --back ends it"
        }
      case .stretched(let until):
        if until > now, stretchedThrough != nil {
          deed = "that you feel stretched; kin stretched --over ends it"
        }
      default: break
      }
    }
    return deed
  }

  /// How an occurrence stands once its answer is undone.
  fileprivate func standing(after event: Event) -> String {
    var planner = planner
    planner.apply(event, number: 0)
    // What came while no daemon ran counts as come.
    planner.settle(planner.plan(now: now), at: now)
    guard let occurrence = event.occurrence, let kept = planner[event.ritual] else { return "" }
    let ledger = planner.chronicle[event.ritual]
    let found = kept.occurrence(
      occurrence.start, ledger: ledger, circumstances: planner.circumstances, now: now)
    if let until = ledger.snoozedUntil(occurrence.start) {
      return "You will be reminded again \(when(until, of: found))."
    }
    if ledger.open == occurrence.start { return "It is open again." }
    if found.slot.instant > now { return "It comes \(when(found.slot.instant, of: found))." }
    if latest(of: kept)?.local == occurrence.start {
      return "It has no answer any more; kin done \(event.ritual) answers it."
    }
    return "Another one has come since, so nothing more comes of it."
  }
}

extension Event.Fact {
  /// What was answered, in the word of the command; empty for what is no answer.
  fileprivate var answer: String {
    switch self {
    case .done: "done"
    case .skipped: "skip"
    case .snoozed: "snooze"
    case .moved: "move"
    default: ""
    }
  }
}
