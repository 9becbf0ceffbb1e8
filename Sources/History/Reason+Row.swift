import CivilTime
import JSONText
import Rituals

// The reason of a fact as the column `reason` has it: an object whose `why` names the case. A row that an earlier version
// wrote has no such column value but a sentence in `detail`, which is kept as it is. A delivery's row has its failure in
// a column `reason` of its own, where earlier versions wrote a sentence.

extension LapseReason {
  var json: JSON {
    switch self {
    case .laterOneDue: ["why": "later one due"]
    case .nextOneDue: ["why": "next one due"]
    case .tooLate(let within): ["why": "too late", "within": within?.json ?? .null]
    case .openLongEnough(let span): ["why": "open long enough", "for": span.json]
    case .recorded(let sentence): ["why": "recorded", "sentence": .string(sentence)]
    }
  }

  init?(_ json: JSONValue) {
    switch json["why"]?.string {
    case "later one due": self = .laterOneDue
    case "next one due": self = .nextOneDue
    case "too late": self = .tooLate(json["within"].flatMap { Span(json: $0) })
    case "open long enough":
      guard let span = json["for"].flatMap({ Span(json: $0) }) else { return nil }
      self = .openLongEnough(span)
    case "recorded": self = .recorded(json["sentence"]?.string ?? "")
    default: return nil
    }
  }
}

extension SupersedeReason {
  var json: JSON {
    switch self {
    case .nearerOne: ["why": "nearer one"]
    case .startsFirst: ["why": "starts first"]
    case .otherOneDelivered: ["why": "other one delivered"]
    case .recorded(let sentence): ["why": "recorded", "sentence": .string(sentence)]
    }
  }

  init?(_ json: JSONValue) {
    switch json["why"]?.string {
    case "nearer one": self = .nearerOne
    case "starts first": self = .startsFirst
    case "other one delivered": self = .otherOneDelivered
    case "recorded": self = .recorded(json["sentence"]?.string ?? "")
    default: return nil
    }
  }
}

extension Delay {
  var json: JSON {
    let since = JSON.string(since.description)
    return switch self {
    case .away: ["why": "away", "since": since]
    case .quiet(let person, _): ["why": "quiet", "person": .optional(person), "since": since]
    case .budget(let perDay, _): ["why": "budget", "perDay": .integer(perDay), "since": since]
    case .recorded(let sentence, _): ["why": "recorded", "sentence": .string(sentence), "since": since]
    }
  }

  init?(_ json: JSONValue) {
    guard let since = json["since"]?.string.flatMap({ Instant($0) }) else { return nil }
    switch json["why"]?.string {
    case "away": self = .away(since: since)
    case "quiet": self = .quiet(person: json["person"]?.string, since: since)
    case "budget":
      guard let perDay = json["perDay"]?.integer else { return nil }
      self = .budget(perDay: perDay, since: since)
    case "recorded": self = .recorded(json["sentence"]?.string ?? "", since: since)
    default: return nil
    }
  }
}

extension DeliveryFailure {
  var json: JSON {
    cause.json.adding("lastWords", lastWords.isEmpty ? nil : .string(lastWords))
      .adding("givenUp", isGivenUp ? true : nil)
  }

  /// What the column of a row says: data, or the sentence of an earlier version.
  init(row text: String) {
    if let data = try? JSONDocument(parsing: text).root, let cause = Cause(data) {
      let lastWords = data["lastWords"]?.string ?? ""
      self.init(cause, lastWords: lastWords, isGivenUp: data["givenUp"]?.boolean ?? false)
    } else {
      self.init(.recorded(text))
    }
  }
}

extension DeliveryFailure.Cause {
  fileprivate var json: JSON {
    switch self {
    case .exited(let code): ["why": "exited", "code": .integer(Int(code))]
    case .signalled(let number): ["why": "signalled", "signal": .integer(Int(number))]
    case .timedOut(let after): ["why": "timed out", "milliseconds": .integer(Int(after / .milliseconds(1)))]
    case .cancelled: ["why": "cancelled"]
    case .notFound(let program): ["why": "not found", "program": .string(program)]
    case .couldNotStart(let program, let code):
      ["why": "could not start", "program": .string(program), "errno": .integer(Int(code))]
    case .noProgram: ["why": "no program"]
    case .nulInArgument(let index): ["why": "NUL in argument", "index": .integer(index)]
    case .badVariable(let name): ["why": "bad variable", "name": .string(name)]
    case .noHook(let name): ["why": "no hook", "name": .string(name)]
    case .unreadableMessage: ["why": "unreadable message"]
    case .journalBusy: ["why": "journal busy"]
    case .journalAbsent(let code): ["why": "journal absent", "errno": .integer(Int(code))]
    case .entryTooLarge: ["why": "entry too large"]
    case .invalidField(let name): ["why": "invalid field", "name": .string(name)]
    case .noSessionBus(let code): ["why": "no session bus", "errno": .integer(Int(code))]
    case .noNotificationServer: ["why": "no notification server"]
    case .refused(let text): ["why": "refused", "said": .string(text)]
    case .answered: ["why": "answered"]
    case .overtaken: ["why": "overtaken"]
    case .inDigest: ["why": "in a digest"]
    case .recorded(let sentence): ["why": "recorded", "sentence": .string(sentence)]
    }
  }

  fileprivate init?(_ json: JSONValue) {
    func number(_ name: String) -> Int32 { json[name]?.integer.flatMap { Int32(exactly: $0) } ?? 0 }
    func text(_ name: String) -> String { json[name]?.string ?? "" }
    switch json["why"]?.string {
    case "exited": self = .exited(number("code"))
    case "signalled": self = .signalled(number("signal"))
    case "timed out": self = .timedOut(after: .milliseconds(json["milliseconds"]?.integer ?? 0))
    case "cancelled": self = .cancelled
    case "not found": self = .notFound(program: text("program"))
    case "could not start": self = .couldNotStart(program: text("program"), errno: number("errno"))
    case "no program": self = .noProgram
    case "NUL in argument": self = .nulInArgument(json["index"]?.integer ?? 0)
    case "bad variable": self = .badVariable(text("name"))
    case "no hook": self = .noHook(text("name"))
    case "unreadable message": self = .unreadableMessage
    case "journal busy": self = .journalBusy
    case "journal absent": self = .journalAbsent(errno: number("errno"))
    case "entry too large": self = .entryTooLarge
    case "invalid field": self = .invalidField(text("name"))
    case "no session bus": self = .noSessionBus(errno: number("errno"))
    case "no notification server": self = .noNotificationServer
    case "refused": self = .refused(text("said"))
    case "answered": self = .answered
    case "overtaken": self = .overtaken
    case "in a digest": self = .inDigest
    case "recorded": self = .recorded(text("sentence"))
    default: return nil
    }
  }
}

extension Span {
  fileprivate var json: JSON {
    ["months": .integer(months), "days": .integer(days), "seconds": .integer(seconds)]
  }

  fileprivate init?(json: JSONValue) {
    guard let months = json["months"]?.integer, let days = json["days"]?.integer,
      let seconds = json["seconds"]?.integer
    else { return nil }
    self.init(months: months, days: days, seconds: seconds)
  }
}
