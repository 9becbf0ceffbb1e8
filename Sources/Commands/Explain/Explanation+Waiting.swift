import CivilTime
import JSONText
import Planning
import Rituals
import Wording

/// What holds a reminder back, what took its place, and what comes next.
extension Explanation {
  /// What waits, was moved, and will be asked again.
  var waiting: [Reason] {
    guard !ritual.isPaused else { return [] }
    var reasons: [Reason] = []
    for hold in situation.plan.hold where hold.id.occurrence.ritual == ritual.id {
      let (key, line) = source(of: hold.delay, until: hold.until)
      let what = hold.id.kind.startsOccurrence ? "Its reminder" : "A reminder (\(hold.id.kind.word))"
      let sentence = "\(what) waits until \(when(hold.until)): \(hold.delay.words(name: name))."
      reasons.append(Reason(.held, sentence, key: key, line: line))
    }
    if let target, target.isMoved {
      reasons.append(Reason(.moved, "You moved it here from \(when(target.start)); it keeps that name."))
    } else if let current = ledger.current, current.wall != current.start {
      reasons.append(Reason(.moved, "You moved it from \(when(current.start)); it keeps that name."))
    }
    return reasons + (nudging.map { [Reason(.nudge, $0, key: "nudge")] } ?? [])
  }

  /// Whether it will be asked again, where it is open; while the user feels stretched, that nothing is asked twice.
  private var nudging: String? {
    guard let nudge = ritual.nudge else { return nil }
    if let last = situation.stretchedThrough {
      return "Nothing is asked twice while you feel stretched: its nudges rest until \(situation.day(last))."
    }
    guard let current = ledger.current, !current.isHeld else { return nil }
    let next = coming.first {
      $0.reminder.id.occurrence.start == current.start && $0.reminder.id.kind.word == "nudge"
    }
    if let next { return "Unanswered, you are asked again \(when(next.at))." }
    return current.nudges >= nudge.times ? "You were asked again as you wished; now it rests." : nil
  }

  /// What the history, or this very moment, has of times and reminders that passed.
  var history: [Reason] {
    let late =
      switch ritual.missed {
      case .none: "is not made up for"
      case .all: "comes later, each time of it"
      case .latest: ritual.missedWithin.map { "comes later, up to \($0.words)" }
      }
    var reasons = late.map { [Reason(.missed, "What is missed \($0).", key: "missed")] } ?? []
    if let over = ledger.latestOver, case .lapsed(let reason, _) = over.phase {
      let key = if case .tooLate = reason { "missed" } else { nil as String? }
      let why = DisplayText.line(reason.sentence)
      reasons.append(Reason(.passed, "\(when(over.start).capitalizedFirst) passed: \(why).", key: key))
    }
    let superseded = target.flatMap { ledger.known($0.start)?.leads } ?? [:]
    for (kind, reason) in superseded.sorted(by: { $0.key.description < $1.key.description }) {
      guard let reason else { continue }
      let sentence = "A reminder (\(kind.word)) was left out: \(DisplayText.line(reason.sentence))."
      reasons.append(Reason(.superseded, sentence, key: kind.word == "nudge" ? "nudge" : "remind"))
    }
    return reasons
  }

  /// The reminders ahead of the next time that will not come, since it starts before they could.
  var leftOut: [Reason] {
    guard let target, !ritual.isPaused, !isNamed else { return [] }
    if let last = comingOfTarget.last, last.reminder.due.instant != target.slot.instant { return [] }
    func ahead(_ coming: [Preview.Coming]) -> Set<ReminderTime> {
      Set(
        coming.compactMap { one in
          guard one.reminder.id.occurrence == target.occurrence else { return nil }
          if case .ahead(let time) = one.reminder.reason.cause { return time } else { return nil }
        })
    }
    let comes = ahead(coming)
    let budget = situation.household.budgetPerDay
    // What comes where the ritual is alone makes way for the reminders of others.
    var preview = budget.map { _ in situation.preview(of: [kept]) }
    let alone = ahead(preview?.reminders(through: target.slot.instant) ?? [])
    return reminders.compactMap { instant, time in
      guard time != .atStart, !comes.contains(time), instant < target.slot.instant else { return nil }
      let quiet = situation.household.quietHours.contains { $0.end(at: instant, zone: situation.zone) != nil }
      var key = "remind"
      var why = quiet ? "it is quiet until the start" : "it could not come before the start"
      if !quiet, alone.contains(time), let budget {
        why = Delay.budget(perDay: budget, since: instant).words()
        key = "budget"
      }
      return Reason(
        .superseded, "The reminder \(time) is left out: \(why).", key: key,
        line: key == "budget" ? situation.config.line(of: [key]) : nil)
    }
  }

  // MARK: Reminders to come

  /// One element of `next`.
  func json(of coming: Preview.Coming) -> JSON {
    let (key, line) = source(of: coming)
    let reminder = coming.reminder
    return [
      "at": "\(situation.zone.local(at: coming.at))", "utc": "\(coming.at)",
      "kind": .string(reminder.id.kind.word), "occurrence": "\(reminder.id.occurrence)",
      "due": "\(reminder.due.local)",
      "reason": .string(reminder.reason.sentence(in: zone, today: here.date, name: name)),
      "key": .optional(key),
      "line": line.map { .integer($0) } ?? .null,
    ]
  }

  /// What a reminder to come is for, and what it waits for until then.
  func words(of coming: Preview.Coming) -> String {
    let cause =
      switch coming.reminder.reason.cause {
      case .starts, .moved: "at start"
      case .ahead(let time): "\(time)"
      case .handoff(let handoff, let me): handoff.sentence(today: here.date, me: me, name: name)
      case .snoozed: "put off until then"
      case .nudge: "asked again"
      case .asked: "as you asked"
      }
    return cause + (coming.reminder.reason.delay.map { "; it waits: \($0.words(name: name))" } ?? "")
  }

  /// The key of the config that a reminder comes from: what delays it, else what it comes for.
  func source(of coming: Preview.Coming) -> (key: String?, line: Int?) {
    let reason = coming.reminder.reason
    if let delay = reason.delay, delay.key != nil { return source(of: delay, until: coming.at) }
    return (reason.cause.key, reason.cause.key.flatMap { lines[$0] })
  }

  /// The key of the config that a delay comes from, and its line: of quiet hours, the entry that ends then.
  private func source(of delay: Delay, until end: Instant) -> (key: String?, line: Int?) {
    let config = situation.config
    func entry(of hours: [QuietHours], _ path: [String], _ zone: Zone) -> Int? {
      let number = hours.firstIndex { $0.end(at: end.advanced(bySeconds: -1), zone: zone) != nil }
      return number.flatMap { config.line(of: path + ["quietHours", "\($0)"]) }
    }
    func own(_ id: String?) -> Int? {
      guard let id, let person = situation.household.people[id] else { return nil }
      return entry(of: person.quietHours, ["people", id], situation.zonesOfPeople[id] ?? situation.zone)
    }
    switch delay {
    case .away, .recorded: return (nil, nil)
    case .budget: return (delay.key, config.line(of: ["budget"]))
    case .quiet(let person?, _): return (delay.key, own(person))
    case .quiet(nil, _):
      let household = situation.household
      return (delay.key, entry(of: household.quietHours, [], situation.zone) ?? own(household.me))
    }
  }
}
