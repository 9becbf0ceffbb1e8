import CivilTime
import JSONText
import Planning
import Recurrence
import RitualFile
import Rituals
import Wording

extension ConfigChange {
  /// Gives a ritual another rule: a phrase, an RRULE, or `OnCalendar=` and a calendar expression.
  ///
  /// The time of the day and the end that the old rule names stay where the new one names none, and so does the start
  /// where the new rule fits it, or with `mayGuess` false; with `keepsEnd` false the end goes. A rule that would then never come is refused. Returns the start
  /// where it is a guess.
  mutating func setRule(
    _ rule: String, of kept: ScheduledRitual, at path: JSONPath, in situation: Situation,
    mayGuess: Bool = true, keepsEnd: Bool = true
  ) throws -> LocalPoint? {
    let old = kept.ritual
    let zone = kept.schedule.zone
    let today = zone.local(at: situation.now).date
    let phrase = try When.phrase(of: rule, today: today, context.errorTerminal)
    let said = try SaidRule(phrase, as: rule).keeping(kept, at: situation.now, andEnd: keepsEnd)
    // What else the same command changes counts.
    var ritual = current(old) ?? old
    (ritual.when, ritual.whenText) = (said.form, said.text)
    let hasStarting = text[path.member(RitualKey.starting.rawValue)] != nil
    if !hasStarting, !old.isRRULE { ritual.starting = nil }
    ritual.starting = phrase.starting ?? ritual.starting
    ritual.except += phrase.except.filter { !ritual.except.contains($0) }

    let guess =
      !mayGuess || phrase.starting != nil
      ? nil : ritual.guessedStart(unlike: old, after: situation.now, zone: zone)
    if let guess { ritual.starting = guess }
    let last = situation.ledger(of: old).lastTime
    if let hindrance = ritual.hindrance(after: situation.now, last: last, zone: zone) {
      throw WrongUsage(
        "\"\(DisplayText.line(rule))\" would never come: \(hindrance.message); \(hindrance.advice)")
    }

    var start = ritual.starting ?? LocalPoint(zone.local(at: situation.now).date)
    // Beside an RRULE a start has its time.
    start.time = old.timeOfDay ?? start.time ?? Schedule.defaultTime
    let json = RitualFile.json(of: said.form, said.text, start: start)
    try set(.when, of: path, to: json)
    if ritual.isRRULE {
      if hasStarting { try set(.starting, of: path, to: nil) }
    } else if guess != nil || !hasStarting || phrase.starting != nil,
      let starting = ritual.startingKey(after: situation.now, zone)
    {
      try set(.starting, of: path, to: .string(starting.description))
    }
    try leaveOut(phrase.except.map(\.description), of: path)
    return guess
  }

  /// Takes the end out of a ritual's rule, if that names one.
  mutating func removeEnd(of kept: ScheduledRitual, at path: JSONPath, in situation: Situation) throws {
    guard kept.ritual.when.rules.contains(where: { $0.end != .never }) else { return }
    let endless = kept.ritual.when.mapRules { rule in
      var rule = rule
      rule.end = .never
      return rule
    }
    let text = kept.ritual.isRRULE ? "\(endless.rules[0])" : endless.meaning
    _ = try setRule(text, of: kept, at: path, in: situation, mayGuess: false, keepsEnd: false)
  }

  /// Adds days to those that a ritual leaves out.
  mutating func leaveOut(_ days: [String], of path: JSONPath) throws {
    let list = path.member(RitualKey.except.rawValue)
    for day in days where text[list]?.elements.contains(where: { $0.string == day }) != true {
      try text.append(.string(day), to: list, after: RitualKey.except.before)
    }
  }

  /// Gives a ritual the day that it counts from. Beside an RRULE it keeps its time.
  mutating func setStart(_ day: String, of ritual: Ritual, at path: JSONPath) throws {
    guard ritual.isRRULE else { return try set(.starting, of: path, to: .string(day)) }
    let start = CivilDate(day).map { LocalPoint($0, ritual.starting?.time ?? Schedule.defaultTime) }
    try text.set(.string(start?.description ?? day), at: path.member(RitualKey.when.rawValue).member("start"))
  }

  /// A ritual as the text has it by now; nil while the text isn't good.
  private func current(_ old: Ritual) -> Ritual? {
    guard isChanged else { return old }
    return ConfigFile(path: path, bytes: text.bytes, in: context).reading.household?.rituals
      .first { $0.id == old.id }
  }
}

extension Ritual {
  /// The start to write for its rule, which is new: a guess where the rule counts from one, and the one that is there
  /// doesn't fit; else nil.
  fileprivate func guessedStart(unlike old: Ritual, after now: Instant, zone: Zone) -> LocalPoint? {
    guard when.needsAnchor else { return nil }
    var from = now
    if let starting = self.starting {
      if fits(starting, unlike: old, after: now, zone: zone) { return nil }
      from = max(now, Ritual.justBefore(starting.date, zone))
    }
    return nearestStart(after: from, zone: zone).map {
      LocalPoint($0, when.namesTime ? nil : self.starting?.time)
    }
  }

  /// Whether a start goes on to serve: the rule counts the same periods as the old one, or comes on that day.
  private func fits(_ start: LocalPoint, unlike old: Ritual, after now: Instant, zone: Zone) -> Bool {
    guard case .rule(let rule) = when, hindrance(after: now, zone: zone) == nil else { return false }
    var was: RecurrenceRule?
    if case .rule(let rule) = old.when { was = rule.withoutTimes }
    if was == rule.withoutTimes { return true }
    // A number of times counts from where it is said.
    if case .count = rule.end { return false }
    if let was, was.frequency == rule.frequency, was.interval == rule.interval { return true }
    var open = self
    (open.season, open.until, open.except, open.also) = (nil, nil, [], [])
    let first = Schedule(open, zone: zone).next(after: Ritual.justBefore(start.date, zone))
    return first?.local.date == start.date
  }

  private static func justBefore(_ date: CivilDate, _ zone: Zone) -> Instant {
    zone.start(of: CivilDateTime(date, .midnight)).advanced(bySeconds: -1)
  }

  /// The start as a key of its own, where it says something: the rule or the turns count from it, or it is to come.
  fileprivate func startingKey(after now: Instant, _ zone: Zone) -> LocalPoint? {
    guard let starting = self.starting else { return nil }
    let turnsCount = self.turns?.every.map(TurnPeriod.needsAnchor) ?? false
    guard when.needsAnchor || turnsCount || starting.date > zone.local(at: now).date else { return nil }
    return LocalPoint(starting.date, when.namesTime ? nil : starting.time)
  }
}

extension RecurrenceRule {
  fileprivate var withoutTimes: RecurrenceRule {
    var rule = self
    (rule.byHour, rule.byMinute, rule.bySecond) = ([], [], [])
    return rule
  }
}
