import CivilTime
import Facts
import History
import JSONText
import Planning
import Rituals
import Wording

extension Event.Fact {
  /// False for bookkeeping.
  var isForPeople: Bool {
    switch self {
    case .reminded(.digest, _), .reminded(_, attempt: 0): false
    case .reminded, .gathered, .held, .done, .skipped, .snoozed, .moved, .undone, .lapsed, .failed, .began,
      .swapped, .away, .back, .stretched:
      true
    case .adopted, .released, .turn, .superseded, .delivered, .asked: false
    }
  }

  /// The fact as JSON: its word, and what belongs to it.
  fileprivate var json: JSON {
    switch self {
    case .adopted(let schedule): ["fact": "adopted", "schedule": .string(schedule)]
    case .released: ["fact": "released"]
    case .turn(let turn): ["fact": "turn", "roles": .roles(of: turn)]
    case .reminded(let kind, let attempt): ["fact": "given", "kind": "\(kind)", "attempt": .integer(attempt)]
    case .began: ["fact": "began"]
    case .superseded(let kind, let reason):
      ["fact": "folded", "kind": "\(kind)", "reason": .string(reason.sentence)]
    case .held(let kind, let delay): ["fact": "held", "kind": "\(kind)", "reason": .string(delay.words())]
    case .gathered(let kind, let digest): ["fact": "gathered", "kind": "\(kind)", "digest": "\(digest)"]
    case .delivered(let kind, let channel):
      ["fact": "carried", "kind": "\(kind)", "channel": .string(channel.name)]
    case .failed(let kind, let channel, let failure):
      [
        "fact": "failed", "kind": "\(kind)", "channel": .string(channel.name),
        "reason": .string(failure.sentence),
      ]
    case .done(let on, nil): ["fact": "done", "on": "\(on)"]
    case .done(let on, let swap?):
      [
        "fact": "done", "on": "\(on)", "by": .string(swap.to), "role": .string(swap.role),
        "for": .optional(swap.from),
      ]
    case .skipped(let on): ["fact": "skipped", "on": "\(on)"]
    case .snoozed(let until): ["fact": "snoozed", "until": "\(until)"]
    case .moved(let to): ["fact": "moved", "to": "\(to)"]
    case .undone: ["fact": "undone"]
    case .lapsed(let reason): ["fact": "lapsed", "reason": .string(reason.sentence)]
    case .asked: ["fact": "asked"]
    case .swapped(let change):
      [
        "fact": "swapped", "role": .string(change.role), "from": .optional(change.from),
        "to": .string(change.to), "whole": .boolean(change.isWhole),
      ]
    case .stretched(let until): ["fact": "stretched", "until": "\(until)"]
    case .away(let person, let from, let to):
      ["fact": "away", "person": .string(person), "from": "\(from)", "to": "\(to)"]
    case .back(let person, let from, let to):
      ["fact": "back", "person": .string(person), "from": "\(from)", "to": "\(to)"]
    }
  }
}

extension HistoryStore.Entry {
  /// One element of `kin history --json`.
  ///
  /// - Parameter undelivered: the reminders that no channel has delivered, as the history store has them.
  func json(_ undelivered: [ReminderID: Bool] = [:]) -> JSON {
    let head: JSON = [
      "number": .integer(number), "at": "\(event.at)", "ritual": .string(event.ritual),
      "occurrence": .optional(event.occurrence),
    ]
    let fact = event.fact.json
    return head + (message.map { fact.adding("delivered", .boolean(undelivered[$0] == nil)) } ?? fact)
  }

  /// The message by which a reminder went out: its own, or the digest's.
  private var message: ReminderID? {
    switch event.fact {
    case .reminded(let kind, _): event.occurrence.map { ReminderID($0, kind) }
    case .gathered(_, let digest): digest
    default: nil
    }
  }

  /// What happened, in words; `name` says what a person is called.
  ///
  /// - Parameter undelivered: the reminders that no channel has delivered, and whether one still tries.
  func words(in zone: Zone, _ undelivered: [ReminderID: Bool] = [:], name: (String) -> String) -> String {
    if let message, let isTried = undelivered[message] {
      switch event.fact {
      case .reminded(let kind, _), .gathered(let kind, _): return kind.words(undelivered: isTried)
      default: break
      }
    }
    return switch event.fact {
    case .adopted(let schedule): "looked after from here on: \(DisplayText.line(schedule))"
    case .released: "no longer in the config"
    case .turn(let turn):
      DisplayText.line(
        turn.holders.map { "\($0.role): \($0.person.map(name) ?? "nobody")" }.joined(separator: ", "))
    case .reminded(let kind, let attempt):
      switch attempt {
      case 0: "\(kind.words) before, so not again"
      case 1: kind.words
      default: "\(kind.words), once more after an interruption"
      }
    case .began: "began"
    case .superseded(let kind, let reason):
      DisplayText.line(kind.wordsLeftOut + (reason.sentence.isEmpty ? "" : ": \(reason.sentence)"))
    case .held(_, let delay): DisplayText.line("due; its reminder waits: \(delay.words(name: name))")
    case .gathered(let kind, _): "\(kind.words), together with others"
    case .delivered(_, let channel): "delivered by \(DisplayText.line(channel.name))"
    case .failed(_, let channel, let failure):
      DisplayText.line("not delivered by \(channel.name): \(failure.sentence)")
    case .done(_, nil): "done"
    case .done(_, let swap?):
      DisplayText.line(
        "done by \(name(swap.to)) \(RoleInWords(DisplayText.line(swap.role)).aside)\(swap.place(name))")
    case .skipped: "skipped"
    case .snoozed(let until): "put off until \(moment(zone.local(at: until).toTheMinute, in: zone))"
    case .moved(let to): "moved to \(moment(zone.shown(to), in: zone))"
    case .undone: "the answer was undone"
    case .lapsed(let reason): "passed: \(DisplayText.line(reason.sentence))"
    case .asked: "a reminder was asked for"
    case .swapped(let change):
      DisplayText.line(change.words(name))
    case .stretched(let until):
      until > event.at ? "stretched until \(moment(zone.local(at: until), in: zone))" : "no longer stretched"
    case .away(let person, let from, let to):
      "\(DisplayText.line(name(person))) is away \(days(from, to, in: zone))"
    case .back(let person, let from, let to):
      "\(DisplayText.line(name(person))) is there after all \(days(from, to, in: zone))"
    }
  }

  /// The occurrence's start in brackets, where it lies on another day than what happened.
  func elsewhen(in zone: Zone) -> String {
    guard let start = event.start, start.date != zone.local(at: event.at).date else { return "" }
    return " (\(moment(zone.shown(start), in: zone)))"
  }

  private func days(_ from: CivilDate, _ to: CivilDate, in zone: Zone) -> String {
    DisplayText.days(from, to, seenFrom: zone.local(at: event.at).date)
  }

  /// `18:00` on the day on which it happened, else `Sat 5 Dec 18:00`.
  private func moment(_ local: CivilDateTime, in zone: Zone) -> String {
    let day = zone.local(at: event.at).date
    guard local.date != day else { return local.time.description }
    return "\(local.date.weekday.shortName) \(local.date.shortWords) \(local.time)"
  }
}

extension ReminderKind {
  fileprivate var wordsLeftOut: String {
    if case .nudge = self { "not asked again" } else { "a reminder ahead left out" }
  }

  /// That no channel has delivered it, perhaps not yet.
  fileprivate func words(undelivered isTried: Bool) -> String {
    let what =
      switch self {
      case .lead: "the reminder ahead"
      case .due, .moved: "its reminder"
      case .nudge: "the reminder that asks once more"
      case .snooze: "the reminder that was put off"
      case .asked: "the reminder that was asked for"
      case .handoff: "the reminder that somebody takes over"
      case .digest: "the reminder of several at once"
      }
    return (startsOccurrence ? "due; " : "") + "no channel has delivered \(what)" + (isTried ? " yet" : "")
  }

  fileprivate var words: String {
    switch self {
    case .lead: "reminded ahead"
    case .due, .moved: "reminded"
    case .nudge: "asked once more"
    case .snooze: "reminded again, as it was put off"
    case .asked: "reminded, as asked for"
    case .handoff: "reminded that somebody takes over"
    case .digest: "reminded of several at once"
    }
  }
}

extension RoleSwap {
  /// `Jo takes it as host in Sam's place`.
  func words(_ name: (String) -> String) -> String {
    let role = RoleInWords(DisplayText.line(role))
    return "\(name(to)) takes \(isWhole ? role.takenWhole : role.taken)\(place(name))"
  }

  /// ` in Sam's place`; empty where it was nobody's turn.
  fileprivate func place(_ name: (String) -> String) -> String {
    from.map { " in \(DisplayText.possessive(name($0))) place" } ?? ""
  }
}
