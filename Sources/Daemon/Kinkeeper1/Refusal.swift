import Bus
import Facts
import Planning
import Rituals
import Wording

extension Kinkeeper1 {
  /// Why a call fails.
  enum Refusal: Error, Equatable {
    case noRitual(String)
    /// It isn't the name of an occurrence.
    case noOccurrence(String)
    case noSuchOccurrence(NoSuchOccurrence)
    /// The ritual is paused or over.
    case nothingToCome(String)
    case tooMany(UInt32)
    case noAnswer(String)
    case reply(OccurrenceID, Reply.Fault)
    case nothingToUndo(OccurrenceID)
    case isPrivate(String)
    case badConfig(String)
    case noHistory(String)
    /// Why `kin explain` gave no explanation, in its words.
    case notExplained(String)
    case busy
  }
}

extension BusFault {
  init(_ refusal: Kinkeeper1.Refusal) {
    func own(_ name: String, _ text: String) -> BusFault {
      BusFault(name: Kinkeeper1.name + ".Error." + name, text: DisplayText.line(text))
    }
    self =
      switch refusal {
      case .noRitual(let name):
        own("NoSuchRitual", "there is no ritual \"\(name)\"; kin list shows those there are")
      case .noOccurrence(let name):
        own(
          "NoSuchOccurrence", "\"\(name)\" is no occurrence; they are named as in coffee-ana@2026-12-05T10:00"
        )
      case .noSuchOccurrence(let fault): own("NoSuchOccurrence", fault.sentence)
      case .nothingToCome(let ritual): own("NoSuchOccurrence", "nothing of \(ritual) is open or to come")
      case .noAnswer(let line):
        own(
          "AnswerNotUnderstood",
          "\"\(line)\" is no answer; there is done, skip, later, snooze 1h, move sunday 11:00 and undo")
      case .reply(let occurrence, .unknown): BusFault(.noRitual(occurrence.ritual))
      case .reply(let occurrence, let fault):
        own(fault == .over ? "NothingToAnswer" : "TimeNotPossible", "\(occurrence) \(fault.sentence)")
      case .nothingToUndo(let occurrence): own("NothingToAnswer", "\(occurrence) has no answer to undo")
      case .isPrivate(let name):
        own("Private", "that ritual is private, so only kin says more of it: kin explain \(name)")
      case .badConfig(let why): own("BadConfig", why)
      case .noHistory(let why): own("HistoryUnavailable", why)
      case .notExplained(let why): own("NotExplained", why)
      case .tooMany(let count):
        .standard("LimitsExceeded", "Upcoming gives \(Kinkeeper1.mostUpcoming) at most, not \(count)")
      case .busy: .standard("LimitsExceeded", "too many explanations are asked for at once")
      }
  }
}

extension Reply.Fault {
  /// The sentence, to follow the name of the occurrence.
  var sentence: String {
    switch self {
    case .unknown: "belongs to no ritual; nothing was recorded"
    case .over: "is answered or over by now, so there is nothing to put off"
    case .passed: "was put off to a moment that has passed; nothing was recorded"
    case .unmoved: "comes at that time already; nothing was recorded"
    case .beyondCalendar: "was put off beyond the calendar; nothing was recorded"
    case .beforeEarlier(let next):
      "cannot take place before \(next.occurrence) has come; nothing was recorded"
    }
  }
}
