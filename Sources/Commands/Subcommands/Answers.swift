import ArgumentParser
import CivilTime
import Planning
import Recurrence
import Rituals

/// `kin done`: it took place.
struct Done: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say that it took place.",
    discussion: "It answers the time that is open, else the next one; name a time to answer just that one.")

  @OptionGroup var target: AnswerTarget

  func run() throws { try target.answer(.done) { "\($0): done. Lovely." } }
}

/// `kin skip`: it is passed over.
struct Skip: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Pass over this time; it needs no reason.",
    discussion: "It answers the time that is open, else the next one; name a time to answer just that one.")

  @OptionGroup var target: AnswerTarget

  func run() throws { try target.answer(.skip) { "\($0): skipped, and that is fine." } }
}

/// `kin snooze`: it is put off.
struct Snooze: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Be reminded again later: kin snooze coffee-ana 2h.",
    discussion: "It moves the next reminder, not the ritual.")

  @OptionGroup var target: AnswerTarget

  @Argument(help: ArgumentHelp("How long: 30min, 2h, 1 day.", valueName: "span"))
  var span: [String] = ["1h"]

  func run() throws {
    let text = span.joined(separator: " ")
    let span: Span
    do throws(TextFault) {
      span = try Span(parsing: text)
    } catch {
      throw WrongUsage("\(error.message)" + (error.suggestion.map { "; did you mean \"\($0)\"?" } ?? ""))
    }
    guard span.isAhead else {
      throw WrongUsage("\"\(DisplayText.line(text))\" is no time ahead; write 30min, 2h or 1 day")
    }
    try target.answer(.snooze(span)) { "\($0): you will be reminded again in \(span)." }
  }
}

/// Whose occurrence is answered, and the answering itself.
struct AnswerTarget: ParsableArguments {
  @Argument(help: "A ritual, or one of its times (coffee-ana@2026-12-05T10:00).", completion: .rituals)
  var ritual: String

  @Option(name: .long, help: ArgumentHelp("Answer as of this time instead of now.", valueName: "time"))
  var at: String?

  @OptionGroup var files: FileOptions

  /// Records the answer and tells it in the words that `say` makes around the occurrence.
  func answer(_ answer: Answer, say: (String) -> String) throws {
    let situation = try Situation.read(files, at: at)
    let target = try situation.answerable(ritual)
    let (id, slot, zone) = (target.occurrence, target.slot, target.zone)
    if case .snooze = answer, !situation.ledger(of: target.ritual).isAnswerable(target.start) {
      throw Failure("\(id) is over or answered, so there is nothing to put off")
    }
    // Ahead of its time nobody has told yet whose turn it is; with the answer it stands.
    if let turn = target.turn, situation.ledger(of: target.ritual).turns.told(at: target.start) == nil {
      try situation.append(Event(at: situation.now, occurrence: id, fact: .turn(turn)))
    }
    try situation.append(answer.event(for: id, at: situation.now, zone: zone))
    let when = DisplayText.when(slot.local, seenFrom: zone.local(at: situation.now), inSentence: true)
    let ahead = slot.instant > situation.now ? ", ahead of its time" : ""
    printLine(say("\(DisplayText.line(target.ritual.title)), \(when)\(ahead)"))
  }
}
