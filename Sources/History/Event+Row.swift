import CivilTime
import JSONText
import Rituals

/// How a fact stands in a row: a word, the reminder's kind where there is one, and the rest as text.
struct FactRow {
  var word: String
  var kind: ReminderKind?
  var detail: String?
}

extension FactRow {
  init(_ fact: Event.Fact) {
    switch fact {
    case .adopted(let schedule): self.init(word: "adopted", detail: schedule)
    case .released: self.init(word: "released")
    case .turn(let turn): self.init(word: "turn", detail: turn.json.text())
    case .given(let kind, let attempt): self.init(word: "given", kind: kind, detail: String(attempt))
    case .began: self.init(word: "began")
    case .folded(let kind): self.init(word: "folded", kind: kind)
    case .carried(let kind, let channel): self.init(word: "carried", kind: kind, detail: channel)
    case .failed(let kind, let channel, let reason):
      let detail: JSON = ["channel": .string(channel), "reason": .string(reason)]
      self.init(word: "failed", kind: kind, detail: detail.text())
    case .done(let on): self.init(word: "done", detail: on.description)
    case .skipped(let on): self.init(word: "skipped", detail: on.description)
    case .snoozed(let until): self.init(word: "snoozed", detail: until.description)
    case .moved(let to): self.init(word: "moved", detail: to.description)
    case .lapsed(let reason): self.init(word: "lapsed", detail: reason)
    case .asked: self.init(word: "asked")
    }
  }

  /// The fact of a row; nil where this version does not know it.
  func fact(start: CivilDateTime?) -> Event.Fact? {
    switch word {
    case "adopted": return .adopted(schedule: detail ?? "")
    case "released": return .released
    case "turn": return start.flatMap { Turn(json: detail ?? "", occurrence: $0) }.map { .turn($0) }
    case "given": return kind.map { .given($0, attempt: detail.flatMap { Int($0) } ?? 1) }
    case "began": return .began
    case "folded": return kind.map { .folded($0) }
    case "carried": return kind.map { .carried($0, channel: detail ?? "") }
    case "failed":
      guard let kind, let root = try? JSONDocument(parsing: detail ?? "").root else { return nil }
      return .failed(
        kind, channel: root["channel"]?.string ?? "", reason: root["reason"]?.string ?? "")
    case "done": return detail.flatMap { CivilDateTime($0) }.map { .done(on: $0) }
    case "skipped": return detail.flatMap { CivilDateTime($0) }.map { .skipped(on: $0) }
    case "snoozed": return detail.flatMap { Instant($0) }.map { .snoozed(until: $0) }
    case "moved": return detail.flatMap { CivilDateTime($0) }.map { .moved(to: $0) }
    case "lapsed": return .lapsed(reason: detail ?? "")
    case "asked": return .asked
    default: return nil
    }
  }
}

extension Turn {
  var json: JSON {
    [
      "position": .integer(position),
      "holders": .list(
        holders.map { ["role": .string($0.role), "person": .optional($0.person)] }),
    ]
  }

  init?(json: String, occurrence: CivilDateTime) {
    guard let root = try? JSONDocument(parsing: json).root, let holders = root["holders"]?.elements
    else { return nil }
    self.init(
      occurrence: occurrence,
      holders: holders.map { RoleHolder(role: $0["role"]?.string ?? "", person: $0["person"]?.string) },
      position: root["position"]?.integer ?? 0)
  }
}
