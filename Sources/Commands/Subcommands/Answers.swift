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

  func run() throws { try target.answer(.done) { _, _, _ in "done. Lovely." } }
}

/// `kin skip`: it is passed over.
struct Skip: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Pass over this time; it needs no reason.",
    discussion: "It answers the time that is open, else the next one; name a time to answer just that one.")

  @OptionGroup var target: AnswerTarget

  func run() throws { try target.answer(.skip) { _, _, _ in "skipped, and that is fine." } }
}

/// `kin snooze`: it is put off.
struct Snooze: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Be reminded again later: kin snooze coffee-ana 2h, or kin snooze coffee-ana tonight.",
    discussion: "It moves the next reminder, not the ritual. A day without a time means 09:00.")

  @OptionGroup var target: AnswerTarget

  @Argument(
    help: ArgumentHelp(
      "When: 30min, 2h, tonight, tomorrow 9:00, saturday; kin(1) has them all.", valueName: "moment"))
  var moment: [String] = ["1h"]

  func run() throws {
    let moment = try Moment(words: moment)
    try target.answer(.snooze(moment)) { event, situation, zone in
      guard case .snoozed(let until) = event.fact else { return "" }
      // Elapsed time is told as it was said, a day by its date.
      let seconds = until.seconds - situation.now.seconds
      if seconds < 86_400, case .later(let span, nil) = moment {
        return "you will be reminded again in \(span)."
      }
      let local = zone.local(at: until).toTheMinute
      let seen = zone.local(at: situation.now)
      return "you will be reminded again \(DisplayText.when(local, seenFrom: seen, inSentence: true))."
    }
  }
}

extension Moment {
  /// Reads a moment from the words of a command line.
  init(words: [String]) throws {
    do throws(TextFault) {
      self = try Moment(parsing: words.joined(separator: " "))
    } catch {
      throw WrongUsage(error.message + (error.suggestion.map { "; did you mean \"\($0)\"?" } ?? ""))
    }
  }
}

/// Whose occurrence is answered, and the answering itself.
struct AnswerTarget: ParsableArguments {
  @Argument(help: "A ritual, or one of its times (coffee-ana@2026-12-05T10:00).", completion: .rituals)
  var ritual: String

  @Option(name: .long, help: ArgumentHelp("Answer as of this time instead of now.", valueName: "time"))
  var at: String?

  @OptionGroup var files: FileOptions

  /// Records the answer and tells it behind the occurrence, in the words that `say` has for the event.
  func answer(_ answer: Answer, say: (Event, Situation, Zone) -> String) throws {
    let situation = try Situation.read(files, at: at)
    let target = try situation.answerable(ritual)
    let (id, slot, zone) = (target.occurrence, target.slot, target.zone)
    if case .snooze = answer, !situation.ledger(of: target.ritual).isAnswerable(target.start) {
      throw Failure("\(id) is over or answered, so there is nothing to put off")
    }
    guard let event = answer.event(for: id, at: situation.now, zone: zone, start: slot.local) else {
      throw WrongUsage("that time has passed, or lies beyond the calendar; name one that is still ahead")
    }
    // Ahead of its time nobody has told yet whose turn it is; with the answer it stands.
    if let turn = target.turn, situation.ledger(of: target.ritual).turns.told(at: target.start) == nil {
      try situation.append(Event(at: situation.now, occurrence: id, fact: .turn(turn)))
    }
    try situation.append(event)
    let when = DisplayText.when(slot.local, seenFrom: zone.local(at: situation.now), inSentence: true)
    let ahead = slot.instant > situation.now ? ", ahead of its time" : ""
    printLine("\(DisplayText.line(target.ritual.title)), \(when)\(ahead): \(say(event, situation, zone))")
  }
}
