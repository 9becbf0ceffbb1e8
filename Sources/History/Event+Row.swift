import CivilTime
import JSONText
import Rituals

/// How a fact stands in a row: a word, the reminder's kind where there is one, its reason as JSON, and the rest as text.
struct FactRow {
  var word: String
  var kind: ReminderKind?
  var detail: String?
  var reason: String?
}

extension FactRow {
  init(_ fact: Event.Fact) {
    switch fact {
    case .adopted(let schedule): self.init(word: "adopted", detail: schedule)
    case .released: self.init(word: "released")
    case .turn(let turn): self.init(word: "turn", detail: turn.json.text())
    case .reminded(let kind, let attempt): self.init(word: "given", kind: kind, detail: String(attempt))
    case .began: self.init(word: "began")
    case .superseded(let kind, let reason): self.init(word: "folded", kind: kind, reason: reason.json.text())
    case .held(let kind, let reason): self.init(word: "held", kind: kind, reason: reason.json.text())
    case .gathered(let kind, let digest): self.init(word: "gathered", kind: kind, detail: digest.description)
    case .delivered(let kind, let channel): self.init(word: "carried", kind: kind, detail: channel.name)
    case .failed(let kind, let channel, let failure):
      let detail: JSON = ["channel": .string(channel.name)]
      self.init(word: "failed", kind: kind, detail: detail.text(), reason: failure.json.text())
    case .done(let on, nil): self.init(word: "done", detail: on.description)
    case .done(let on, let swap?): self.init("done", ["on": "\(on)"] + swap.json)
    case .skipped(let on): self.init(word: "skipped", detail: on.description)
    case .snoozed(let until): self.init(word: "snoozed", detail: until.description)
    case .stretched(let until): self.init(word: "stretched", detail: until.description)
    case .moved(let to): self.init(word: "moved", detail: to.description)
    case .undone: self.init(word: "undone")
    case .lapsed(let reason): self.init(word: "lapsed", reason: reason.json.text())
    case .asked: self.init(word: "asked")
    case .swapped(let change): self.init("swapped", change.json)
    case .away(let person, let from, let to): self.init("away", person, from, to)
    case .back(let person, let from, let to): self.init("back", person, from, to)
    }
  }

  private init(_ word: String, _ detail: JSON) { self.init(word: word, detail: detail.text()) }

  private init(_ word: String, _ person: String, _ from: CivilDate, _ to: CivilDate) {
    self.init(
      word, ["person": .string(person), "from": .string(from.description), "to": .string(to.description)])
  }

  /// The fact of a row; nil where this version does not know it.
  func fact(start: CivilDateTime?, at instant: Instant) -> Event.Fact? {
    switch word {
    case "adopted": return .adopted(schedule: detail ?? "")
    case "released": return .released
    case "turn":
      guard let start, let json else { return nil }
      return Turn(json: json, occurrence: start).map { .turn($0) }
    case "given": return kind.map { .reminded($0, attempt: detail.flatMap { Int($0) } ?? 1) }
    case "began": return .began
    case "folded": return kind.map { .superseded($0, data { SupersedeReason($0) } ?? .recorded(sentence)) }
    case "held": return kind.map { .held($0, data { Delay($0) } ?? .recorded(sentence, since: instant)) }
    case "gathered":
      guard let kind, let digest = detail.flatMap({ ReminderID($0) }) else { return nil }
      return .gathered(kind, into: digest)
    case "carried": return kind.map { .delivered($0, channel: Channel(detail ?? "")) }
    case "failed":
      guard let kind, let json else { return nil }
      // An earlier version wrote a sentence beside the channel.
      return .failed(
        kind, channel: Channel(json["channel"]?.string ?? ""),
        DeliveryFailure(row: json["reason"]?.string ?? reason ?? ""))
    case "done":
      if let on = detail.flatMap({ CivilDateTime($0) }) { return .done(on: on) }
      return json?["on"]?.string.flatMap { CivilDateTime($0) }.map { .done(on: $0, by: swap) }
    case "skipped": return detail.flatMap { CivilDateTime($0) }.map { .skipped(on: $0) }
    case "snoozed": return detail.flatMap { Instant($0) }.map { .snoozed(until: $0) }
    case "stretched": return detail.flatMap { Instant($0) }.map { .stretched(until: $0) }
    case "moved": return detail.flatMap { CivilDateTime($0) }.map { .moved(to: $0) }
    case "undone": return .undone
    case "lapsed": return .lapsed(data { LapseReason($0) } ?? .recorded(sentence))
    case "asked": return .asked
    case "swapped": return swap.map { .swapped($0) }
    case "away": return days.map { .away(person: $0, from: $1, to: $2) }
    case "back": return days.map { .back(person: $0, from: $1, to: $2) }
    default: return nil
    }
  }

  /// What stands in for a reason that is no data: the sentence of an earlier version, or the data of a later one.
  private var sentence: String { detail ?? reason ?? "" }

  private func data<Reason>(_ read: (JSONValue) -> Reason?) -> Reason? {
    reason.flatMap { try? JSONDocument(parsing: $0).root }.flatMap(read)
  }

  private var json: JSONValue? { detail.flatMap { try? JSONDocument(parsing: $0).root } }

  private var swap: RoleSwap? {
    guard let json, let role = json["role"]?.string, let to = json["to"]?.string else { return nil }
    return RoleSwap(
      role: role, from: json["from"]?.string, to: to, isWhole: json["whole"]?.boolean ?? false,
      isGuest: json["guest"]?.boolean ?? false)
  }

  private var days: (String, CivilDate, CivilDate)? {
    guard let json, let person = json["person"]?.string,
      let from = json["from"]?.string.flatMap({ CivilDate($0) }),
      let to = json["to"]?.string.flatMap({ CivilDate($0) })
    else { return nil }
    return (person, from, to)
  }
}

extension Turn {
  var json: JSON {
    [
      "holders": .list(holders.map(\.json)), "since": .string(since.shortDescription),
      "following": .strings(following), "ground": .string(ground.rawValue),
      "passedOver": .strings(passedOver),
    ]
  }

  /// Reads what `json` writes; what an earlier version left out is as if nothing were known of it.
  init?(json: JSONValue, occurrence: CivilDateTime) {
    guard let holders = json["holders"]?.elements else { return nil }
    func strings(_ name: String) -> [String] { json[name].map { $0.elements.compactMap(\.string) } ?? [] }
    self.init(
      occurrence: occurrence, holders: holders.map { RoleHolder(json: $0) },
      since: json["since"]?.string.flatMap { CivilDateTime($0) }, following: strings("following"),
      ground: json["ground"]?.string.flatMap { Ground(rawValue: $0) } ?? .next,
      passedOver: strings("passedOver"))
  }
}

extension RoleSwap {
  /// `whole` and `guest` stand there only where they are so.
  fileprivate var json: JSON {
    var json: JSON = ["role": .string(role), "from": .optional(from), "to": .string(to)]
    if isWhole { json = json.adding("whole", true) }
    return isGuest ? json.adding("guest", true) : json
  }
}

extension RoleHolder {
  /// `due` stands there only where it is somebody else.
  fileprivate var json: JSON {
    let holder: JSON = ["role": .string(role), "person": .optional(person)]
    return due == person ? holder : holder.adding("due", .optional(due))
  }

  fileprivate init(json: JSONValue) {
    let person = json["person"]?.string
    self.init(role: json["role"]?.string ?? "", person: person, due: json["due"].map { $0.string } ?? person)
  }
}
