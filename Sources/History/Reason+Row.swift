import CivilTime
import JSONText
import Rituals

// The reason of a fact as the column `reason` has it: an object whose `why` names the case. A row that an earlier version
// wrote has no such column value but a sentence in `detail`, which is kept as it is.

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
