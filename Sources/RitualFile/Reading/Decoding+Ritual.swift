import CivilTime
import JSONText
import Recurrence
import Rituals
import Wording

extension Decoding {
  /// Checks a ritual as a whole: what one key says about another. Looks members up only where there is something to report.
  mutating func finish(_ draft: inout RitualDraft, _ value: JSONValue) -> Ritual {
    if !draft.ritual.id.isEmpty {
      let range = draft.idRange
      let first = firstOffset(ofRitual: draft.ritual.id, at: range.lowerBound)
      if first != range.lowerBound { report(.idTwice(draft.ritual.id, firstOffset: first), at: range) }
    }
    let schedule = draft.schedule.take()
    let isCounted = schedule.map { join($0, to: &draft.ritual, value) } ?? false
    if let every = draft.ritual.turns?.every, TurnPeriod.needsAnchor(every), value["starting"] == nil,
      draft.ritual.starting == nil, let range = value["turns"]?["every"]?.range
    {
      report(.needsAnchor(example: draft.ritual.exampleStart.date, for: .interval), at: range)
    }
    if let until = draft.ritual.until, let starting = draft.ritual.starting, until.latest < starting.earliest,
      let range = value["until"]?.range
    {
      report(.endsBeforeStart(end: "\(until)", start: "\(starting)"), at: range)
    } else if isCounted, schedule?.isSatisfiable == true {
      checkThatItComes(draft.ritual, value)
    }
    pool.share(&draft.ritual)
    return draft.ritual
  }

  /// Takes the schedule into the ritual. False if it lacks the start that it counts from.
  private mutating func join(
    _ schedule: WrittenSchedule, to ritual: inout Ritual, _ value: JSONValue
  ) -> Bool {
    ritual.said = schedule.said
    // The zone that a calendar expression names wins over the ritual's own.
    if let zone = schedule.form.zone { ritual.timeZone = zone }
    if let start = schedule.start {
      if let starting = value["starting"] { report(.bothStarts, at: starting.range) }
      ritual.starting = start
    }
    // Most have none, and then share one empty `Extras`.
    if !schedule.except.isEmpty {
      ritual.except += schedule.except.filter { !ritual.except.contains($0) }
    }
    guard ritual.starting == nil, schedule.isRule || schedule.needsAnchor else { return true }
    // A `starting` that is there but wrong has been reported; asking for one would only confuse.
    guard !schedule.startWasWrong, value["starting"] == nil, let when = value["when"] else { return false }
    let example = ritual.exampleStart
    report(
      schedule.isRule
        ? .ruleWithoutStart(example: example)
        : .needsAnchor(example: example.date, for: ritual.when.anchorNeed ?? .interval),
      at: when.shownRange)
    return false
  }

  /// Reports a ritual that its own keys keep from ever coming. Searches only where they could, and not at all once there
  /// are more errors than will be shown.
  private mutating func checkThatItComes(_ ritual: Ritual, _ value: JSONValue) {
    guard ritual.mayNeverCome, reported.count <= RitualFile.mostDiagnostics,
      let hindrance = ritual.withRoomForZones.hindrance(zone: .utc)
    else { return }
    let when = value["when"]
    let place =
      switch hindrance {
      case .start, .lateStart: value["starting"] ?? when?["start"]
      case .until: value["until"]
      case .season: value["season"]
      case .except: value["except"]
      case .ruleEnd, .over, .together: when
      }
    let schedule = Schedule(ritual, zone: .utc)
    let alsoComes = ritual.also.contains { day in
      let before = Zone.utc.instant(of: day.earliest).advanced(bySeconds: -1)
      return schedule.next(after: before)?.local.date == day.date
    }
    if let place { report(.neverComes(hindrance, alsoComes: alsoComes), at: place.shownRange) }
  }
}

extension Ritual {
  /// A start for a message: the first one of 2026 that fits.
  fileprivate var exampleStart: CivilDateTime {
    let time = when.time ?? TimeOfDay(secondOfDay: 36_000)
    // 2026-01-01, a Thursday; in years to come the form of the example still serves.
    let opening = CivilDate(dayNumber: 20_454)
    let first = nearestStart(after: Zone.utc.instant(of: CivilDateTime(opening, .midnight)), zone: .utc)
    return CivilDateTime(first ?? opening, time)
  }

  /// The ritual with a day more, where it depends on a zone when it ends: nothing is called impossible that comes in some
  /// zone.
  fileprivate var withRoomForZones: Ritual {
    guard case .rule(var rule) = when else { return self }
    var ritual = self
    if case .untilInstant(let end) = rule.end {
      rule.end = .untilInstant(end.advanced(bySeconds: 86_400))
      ritual.when = .rule(rule)
    }
    if rule.frequency < .daily {
      ritual.until = self.until.map { LocalPoint($0.date.advanced(byDays: 1), $0.time) }
    }
    return ritual
  }
}

extension LocalPoint {
  /// The first wall time that it means.
  var earliest: CivilDateTime { CivilDateTime(date, time ?? .midnight) }
  /// The last one.
  var latest: CivilDateTime { CivilDateTime(date, time ?? TimeOfDay(secondOfDay: 86_399)) }
}
