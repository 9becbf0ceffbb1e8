import ArgumentParser
import CivilTime
import History
import JSONText
import Planning
import Recurrence
import Rituals

/// `kin done`: it took place.
struct Done: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Say that it took place.")

  @OptionGroup var target: AnswerTarget

  func run() throws { try target.answer(.done) { "\($0): done. Lovely." } }
}

/// `kin skip`: it is passed over.
struct Skip: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Pass over this time; it needs no reason.")

  @OptionGroup var target: AnswerTarget

  func run() throws { try target.answer(.skip) { "\($0): skipped, and that is fine." } }
}

/// `kin snooze`: it is put off.
struct Snooze: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Be reminded again later: kin snooze coffee-ana 2h.")

  @OptionGroup var target: AnswerTarget

  @Argument(help: ArgumentHelp("How long: 30min, 2h, 1 day.", valueName: "span"))
  var span: [String] = ["1h"]

  func run() throws {
    let text = span.joined(separator: " ")
    let span: Span
    do throws(TextFault) {
      span = try Span(parsing: text)
    } catch {
      throw ValidationError("\(error.message)" + (error.suggestion.map { "; did you mean \"\($0)\"?" } ?? ""))
    }
    guard span.isAhead else { throw ValidationError("\"\(text)\" is no time ahead; write 30min, 2h or 1 day") }
    try target.answer(.snooze(span)) { "\($0): you will be reminded again in \(span)." }
  }
}

/// Whose occurrence is answered, and the answering itself.
struct AnswerTarget: ParsableArguments {
  @Argument(help: "A ritual, or one of its times (coffee-ana@2026-12-05T10:00).")
  var ritual: String

  @Option(name: .long, help: ArgumentHelp("Answer as of this time instead of now.", valueName: "time"))
  var at: String?

  @OptionGroup var files: FileOptions

  func answer(_ answer: Answer, say: (String) -> String) throws {
    let situation = try Situation.read(files, at: at)
    let (kept, slot) = try situation.occurrence(named: ritual)
    let id = OccurrenceID(ritual: kept.ritual.id, start: slot.local)
    if case .snooze = answer, let settled = situation.ledger(kept).settledThrough, slot.local <= settled,
      situation.ledger(kept).open != slot.local
    {
      throw Failure("\(id) is over or answered, so there is nothing to put off")
    }
    try situation.append(answer.event(for: id, at: situation.now, zone: kept.schedule.zone))
    let when = DisplayText.when(slot.local, seenFrom: kept.schedule.zone.local(at: situation.now))
    let ahead = slot.instant > situation.now ? " (ahead of its time)" : ""
    printLine(say("\(DisplayText.line(kept.ritual.title)), \(when.prefix(1).lowercased() + when.dropFirst())\(ahead)"))
  }
}

extension Situation {
  /// The occurrence that a word means: one that is named whole, else the ritual's open one, else its next.
  func occurrence(named text: String) throws -> (Kept, Slot) {
    if let id = OccurrenceID(text) {
      let kept = try ritual(id.ritual)
      try requireOccurrence(id, of: kept)
      return (kept, kept.slot(at: id.start))
    }
    let kept = try ritual(text)
    let ledger = ledger(kept)
    if let open = ledger.open { return (kept, kept.slot(at: open)) }
    guard
      let next = kept.upcoming(after: now, ledger: ledger, people: household.people, count: 1).first
    else { throw Failure("\(text) is not open, and nothing of it is to come") }
    return (kept, next.slot)
  }

  /// A name that the ritual never comes at is a slip of the pen, unless the history knows it.
  private func requireOccurrence(_ id: OccurrenceID, of kept: Kept) throws {
    let ledger = ledger(kept)
    if ledger.open == id.start || ledger.settledThrough.map({ id.start <= $0 }) ?? false { return }
    let slot = kept.slot(at: id.start)
    let before = slot.instant.advanced(bySeconds: -1)
    if kept.schedule.isCadence || kept.schedule.next(after: before)?.local == id.start { return }
    let near = kept.schedule.next(after: before).map { "; the next one after it is \(id.ritual)@\($0.local.shortDescription)" }
    throw Failure("\(id.ritual) does not come at \(id.start.shortDescription)" + (near ?? ""))
  }
}
