import ArgumentParser
import CivilTime
import History
import Planning
import Rituals

/// `kin undo`: the last answer is taken back.
struct Undo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take back the last answer: done, skip, snooze or move.",
    discussion: """
      Of a ritual, or without one of whichever was answered last. What has come in between stays as it is; the history \
      keeps both the answer and that it was taken back.
      """)

  @Argument(help: "A ritual, or one of its times; without it, what was answered last.", completion: .rituals)
  var ritual: String?

  @Option(name: .long, help: ArgumentHelp("Answer as of this time instead of now.", valueName: "time"))
  var at: String?

  @OptionGroup var files: FileOptions

  func run() throws {
    let situation = try Situation.read(files, at: at)
    let named = ritual.flatMap { OccurrenceID($0) }
    let only = try ritual.map { try situation.ritual(named?.ritual ?? $0).ritual.id }
    guard let last = try situation.lastAnswer(of: only), let occurrence = last.occurrence else {
      let whose = only.map { " to \($0)" } ?? ""
      throw Failure("there is no answer\(whose) to take back; all stands as it was")
    }
    if let named, named != occurrence {
      throw Failure("the last answer was to \(occurrence); only the last one of a ritual can be taken back")
    }
    let kept = try situation.ritual(last.ritual)
    let target = situation.occurrence(of: kept, occurrence.start)
    let event = Event(at: situation.now, occurrence: occurrence, fact: .undone)
    try situation.append(event)
    let title = DisplayText.line(kept.ritual.title)
    let own = situation.when(kept.slot(at: occurrence.start).instant, of: target)
    let said = situation.when(last.at, of: target)
    printLine(
      "\(title), \(own): \"\(last.fact.answer)\" of \(said) is taken back. \(situation.standing(after: event))"
    )
  }
}

extension Situation {
  /// The answer that can be taken back: of a ritual, or of all the last one.
  fileprivate func lastAnswer(of ritual: String?) throws -> Event? {
    var last: Event?
    try store?.forEachEvent { entry in
      let event = entry.event
      guard event.at <= now, ritual ?? event.ritual == event.ritual, let start = event.start,
        !event.fact.answer.isEmpty, planner[event.ritual] != nil,
        planner.chronicle[event.ritual].undoable?.start == start
      else { return }
      last = event
    }
    return last
  }

  /// How an occurrence stands once its answer is taken back.
  fileprivate func standing(after event: Event) -> String {
    var planner = planner
    planner.apply(event, number: 0)
    // What came while no daemon ran counts as come.
    for event in planner.plan(now: now).settling(at: now) { planner.apply(event, number: 0) }
    guard let occurrence = event.occurrence, let kept = planner[event.ritual] else { return "" }
    let ledger = planner.chronicle[event.ritual]
    let found = kept.occurrence(
      occurrence.start, ledger: ledger, circumstances: planner.circumstances, now: now)
    if let until = ledger.snoozedUntil(occurrence.start) {
      return "You will be reminded again \(when(until, of: found))."
    }
    if ledger.open == occurrence.start { return "It is open again." }
    if found.slot.instant > now { return "It comes \(when(found.slot.instant, of: found))." }
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
