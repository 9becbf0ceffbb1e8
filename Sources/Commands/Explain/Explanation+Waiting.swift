import CivilTime
import JSONText
import Planning
import Rituals
import Wording

/// What holds a reminder back, what took its place, and what comes next.
extension Explanation {
  /// What waits, was moved, and will be asked again.
  var waiting: [Reason] {
    guard !kept.ritual.isPaused else { return [] }
    var reasons: [Reason] = []
    for hold in situation.plan.hold where hold.id.occurrence.ritual == kept.ritual.id {
      let until = when(zone.local(at: hold.until).toTheMinute)
      let (key, line) = source(of: hold.delay, until: hold.until)
      let what = hold.id.kind.startsOccurrence ? "Its reminder" : "A reminder (\(hold.id.kind.word))"
      reasons.append(
        Reason(
          kind: .held, sentence: "\(what) waits until \(until): \(hold.delay.words(name: name)).", key: key,
          line: line))
    }
    if let target, target.isMoved {
      reasons.append(
        Reason(kind: .moved, sentence: "You moved it here from \(when(target.start)); it keeps that name."))
    } else if let current = ledger.current, current.wall != current.start {
      reasons.append(
        Reason(kind: .moved, sentence: "You moved it from \(when(current.start)); it keeps that name."))
    }
    if let nudge = restingNudge ?? ritualNudge { reasons.append(nudge) }
    return reasons
  }

  /// That nothing is asked twice, and until when, while the user feels stretched.
  private var restingNudge: Reason? {
    guard kept.ritual.nudge != nil, let last = situation.easedThrough else { return nil }
    let until = DisplayText.day(last, seenFrom: situation.today, inSentence: true)
    return Reason(
      kind: .nudge,
      sentence: "Nothing is asked twice while you feel stretched: its nudges rest until \(until).",
      key: "nudge")
  }

  /// Whether it will be asked again, where it is open.
  private var ritualNudge: Reason? {
    guard let nudge = kept.ritual.nudge, let current = ledger.current, !current.isHeld else { return nil }
    let next = coming.first {
      $0.reminder.id.occurrence.start == current.start && $0.reminder.id.kind.word == "nudge"
    }
    guard let next else {
      guard current.nudges >= nudge.times else { return nil }
      return Reason(kind: .nudge, sentence: "You were asked again as you wished; now it rests.", key: "nudge")
    }
    return Reason(
      kind: .nudge, sentence: "Unanswered, you are asked again \(when(zone.local(at: next.at).toTheMinute)).",
      key: "nudge")
  }

  /// What the history, or this very moment, has of times and reminders that passed.
  var history: [Reason] {
    var reasons: [Reason] = []
    switch kept.ritual.missed {
    case .none:
      reasons.append(Reason(kind: .missed, sentence: "What is missed is not made up for.", key: "missed"))
    case .all:
      reasons.append(
        Reason(kind: .missed, sentence: "What is missed comes later, each time of it.", key: "missed"))
    case .latest:
      guard let within = kept.ritual.missedWithin else { break }
      reasons.append(
        Reason(
          kind: .missed, sentence: "What is missed comes later, up to \(within.words).", key: "missed"))
    }
    if let passed {
      let key = if case .tooLate = passed.reason { "missed" } else { nil as String? }
      let sentence =
        "\(when(passed.start).capitalizedFirst) passed: \(DisplayText.line(passed.reason.sentence))."
      reasons.append(Reason(kind: .passed, sentence: sentence, key: key))
    }
    for (kind, reason) in superseded {
      let sentence = "A reminder (\(kind.word)) was left out: \(DisplayText.line(reason.sentence))."
      reasons.append(
        Reason(kind: .folded, sentence: sentence, key: kind.word == "nudge" ? "nudge" : "remind"))
    }
    return reasons
  }

  /// The reminders ahead of the next time that will not come, since it starts before they could.
  var leftOut: [Reason] {
    guard let target, !kept.ritual.isPaused, !isNamed else { return [] }
    let given = coming.filter { $0.reminder.id.occurrence == target.occurrence }
    guard given.last?.reminder.due.instant == target.slot.instant || given.isEmpty else { return [] }
    // What comes where the ritual is alone makes way for the reminders of others.
    var alone: Set<ReminderTime> = []
    if situation.household.budgetPerDay != nil {
      var preview = situation.preview(of: [kept])
      for one in preview.reminders(through: target.slot.instant) {
        guard one.reminder.id.occurrence == target.occurrence,
          case .ahead(let time) = one.reminder.reason.cause
        else { continue }
        alone.insert(time)
      }
    }
    return reminders.compactMap { instant, time in
      let comes = given.contains { $0.reminder.reason.cause == .ahead(time) }
      guard time != .atStart, !comes, instant < target.slot.instant else { return nil }
      let quiet = situation.household.quietHours.contains { $0.end(at: instant, zone: situation.zone) != nil }
      if !quiet, alone.contains(time), let number = situation.household.budgetPerDay {
        let why = "\(Delay.budget(perDay: number, since: instant).words()) before it could come"
        return Reason(
          kind: .folded, sentence: "The reminder \(time) is left out: \(why).", key: "budget",
          line: situation.config.line(of: ["budget"]))
      }
      let why = quiet ? "it is quiet until the start" : "it could not come before the start"
      return Reason(kind: .folded, sentence: "The reminder \(time) is left out: \(why).", key: "remind")
    }
  }

  // MARK: Reminders to come

  /// One element of `next`.
  func json(of coming: Preview.Coming) -> JSON {
    let (key, line) = source(of: coming)
    let reminder = coming.reminder
    return [
      "at": .string(situation.zone.local(at: coming.at).description), "utc": .string(coming.at.description),
      "kind": .string(reminder.id.kind.word), "occurrence": .string(reminder.id.occurrence.description),
      "due": .string(reminder.due.local.description),
      "reason": .string(reminder.reason.sentence(in: zone, name: name)), "key": .optional(key),
      "line": line.map { .integer($0) } ?? .null,
    ]
  }

  /// What a reminder to come is for, and what it waits for until then.
  func words(of coming: Preview.Coming) -> String {
    let cause =
      switch coming.reminder.reason.cause {
      case .starts, .moved: "at start"
      case .ahead(let time): "\(time)"
      case .handoff(let handoff, let me):
        handoff.sentence(today: zone.local(at: now).date, me: me, name: name)
      case .snoozed: "put off until then"
      case .nudge: "asked again"
      case .asked: "as you asked"
      }
    guard let delay = coming.reminder.reason.delay else { return cause }
    return "\(cause); it waits: \(delay.words(name: name))"
  }

  /// The key of the config that a reminder comes from: what delays it, else what it comes for.
  func source(of coming: Preview.Coming) -> (key: String?, line: Int?) {
    let reason = coming.reminder.reason
    if let delay = reason.delay, delay.key != nil { return source(of: delay, until: coming.at) }
    let key = reason.cause.key
    return (key, key.flatMap { lines[$0] })
  }

  /// The key of the config that a delay comes from, and its line: of quiet hours, the entry that ends then.
  private func source(of delay: Delay, until end: Instant) -> (key: String?, line: Int?) {
    let config = situation.config
    switch delay {
    case .away, .recorded: return (nil, nil)
    case .budget: return (delay.key, config.line(of: ["budget"]))
    case .quiet(let person, _):
      let household = situation.household
      let moment = end.advanced(bySeconds: -1)
      func entry(of hours: [QuietHours], _ path: [String], _ zone: Zone) -> Int? {
        let number = hours.firstIndex { $0.end(at: moment, zone: zone) != nil }
        return number.flatMap { config.line(of: path + ["quietHours", "\($0)"]) }
      }
      func own(_ id: String?) -> Int? {
        guard let id, let person = household.people[id] else { return nil }
        let zone = person.timeZone.flatMap { try? situation.zones.zone($0) } ?? situation.zone
        return entry(of: person.quietHours, ["people", id], zone)
      }
      if let person { return (delay.key, own(person)) }
      let line = entry(of: household.quietHours, [], situation.zone) ?? own(household.me)
      return (delay.key, line)
    }
  }
}
