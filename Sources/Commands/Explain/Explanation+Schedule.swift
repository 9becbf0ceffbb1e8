import CivilTime
import Rituals
import Wording

/// When it comes, how it stands, and whose turn it is.
extension Explanation {
  var schedule: Reason {
    let elsewhere = zone.identifier == situation.zone.identifier ? "" : ", by the clock of \(zone.identifier)"
    return Reason(.when, "It comes \(ritual.when.meaning)\(usualTime)\(elsewhere).", key: "when")
  }

  /// The time of day if `when` names none.
  private var usualTime: String {
    if ritual.when.rules.contains(where: { $0.frequency < .daily || !$0.byHour.isEmpty }) { return "" }
    if case .calendar = ritual.when { return "" }
    return ritual.when.time == nil ? " at \(ritual.starting?.time ?? Schedule.defaultTime)" : ""
  }

  /// What in the config opens and closes it.
  var bounds: [Reason] {
    let season = ritual.season.map { season in
      let rests = season.contains(here.date) ? "" : "; it rests now"
      let sentence = "It is kept from \(season.from.words) to \(season.to.words)\(rests)."
      return Reason(.season, sentence, key: "season")
    }
    return [
      ritual.isPaused ? Reason(.paused, "It is paused, so nothing comes.", key: "paused") : nil,
      start,
      ritual.until.map { Reason(.bounds, "It ends with \(date($0.date)).", key: "until") }, season,
      slot == nil && !ritual.isPaused ? Reason(.ended, "Nothing more of it is to come.") : nil,
    ].compactMap { $0 }
  }

  /// What a start says: of a cadence, only where it may begin.
  private var start: Reason? {
    guard let starting = ritual.starting else { return nil }
    guard case .cadence = ritual.when else {
      return Reason(.bounds, "It counts from \(date(starting.date)).", key: "starting")
    }
    if let last = ledger.lastTime, last.date >= starting.date { return nil }
    return Reason(.bounds, "It begins on \(date(starting.date)) at the earliest.", key: "starting")
  }

  /// What a cadence counts from.
  var cadence: [Reason] {
    guard case .cadence(let cadence) = ritual.when, !isPast else { return [] }
    guard let last = ledger.lastTime else {
      let opening = ritual.starting.map { $0.date > here.date ? " from \(date($0.date)) on" : "" } ?? ""
      return [
        Reason(.cadence, "There was no last time yet, so it begins with the first day that fits\(opening).")
      ]
    }
    let days = here.date.dayNumber - last.date.dayNumber
    var sentence =
      "The last time was \(when(zone.shown(last).toTheMinute))\(days > 1 ? ", \(days) days ago" : "")"
    if target?.isStretched == true {
      let why = "It comes half as long again after that, since you felt stretched."
      return [Reason(.cadence, sentence + "."), Reason(.stretched, why)]
    }
    if !cadence.weekdays.isEmpty, open == nil, ledger.settledThrough.map({ $0 <= last }) ?? true {
      let from = last.advanced(by: cadence.shortest).date
      let weekdays = cadence.weekdays.map { "\($0)" }.joined(separator: " or ")
      let day = DisplayText.day(from, seenFrom: here.date)
      sentence += "; the first \(weekdays) from \(day) on is next"
    }
    return [Reason(.cadence, sentence + ".")]
  }

  var standing: [Reason] {
    if isPast, open != target?.start { return [] }
    if let open {
      let due = when(situation.occurrence(of: kept, open).due)
      // What waits has not been heard of yet.
      if ledger.current?.isHeld == true {
        return [Reason(.open, "It was due \(due), and its reminder waits.")]
      }
      let rest =
        ledger.snoozedUntil(open).map { "you put it off until \(when($0))" }
        ?? "kin done, kin skip or kin snooze answers it"
      return [Reason(.open, "It was due \(due) and is still open: \(rest).")]
    }
    var reasons: [Reason] = []
    if ledger.adoptedAt == situation.now, !ritual.isPaused {
      let sentence = "The daemon has not taken it up in this form yet; it does as soon as it runs."
      reasons.append(Reason(.new, sentence))
    }
    if let until = target.flatMap({ ledger.snoozedUntil($0.start) }) {
      reasons.append(Reason(.snoozed, "You put it off until \(when(until))."))
    }
    // Without a daemon, all that was ever answered is left there.
    let came = situation.latest(of: kept)?.local
    let answered = ledger.answeredAhead.filter { start in came.map { start >= $0 } ?? true }
    return reasons
      + answered.map { Reason(.answered, "\(when(zone.shown($0)).capitalizedFirst) is \(answer(at: $0)).") }
  }

  /// `done already, ahead of its time`, or `skipped` where its time had come.
  private func answer(at start: CivilDateTime) -> String {
    let place = situation.occurrence(of: kept, start).slot.instant
    func ahead(_ at: Instant) -> String { at < place ? " already, ahead of its time" : "" }
    return switch ledger[start].phase {
    case .done(_, let at): "done" + (ledger[start].doneBy.map { " by \(name($0.to))" } ?? "") + ahead(at)
    case .skipped(_, let at): "skipped" + ahead(at)
    case .planned, .held, .open, .passed, .lapsed, .over: "answered"
    }
  }

  /// What is unlike other times about this one.
  var peculiarities: [Reason] {
    guard let slot else { return [] }
    var reasons = ritual.except.filter { $0.date >= here.date && $0.date <= slot.local.date }.map {
      Reason(.except, "\(date($0.date).capitalizedFirst) is left out.", key: "except")
    }
    if ritual.also.contains(where: { $0.date == slot.local.date }) {
      reasons.append(Reason(.also, "\(date(slot.local.date).capitalizedFirst) comes on top.", key: "also"))
    }
    let real = zone.local(at: slot.instant)
    if real != slot.local {
      let sentence = "The clock skips \(slot.local.time) on that day, so it comes at \(real.time)."
      reasons.append(Reason(.clock, sentence))
    }
    return reasons
  }

  /// Whose turn it is, and who is away then.
  var people: [Reason] {
    var reasons: [Reason] = []
    // What is open of the ritual, beside the next one that is shown.
    if !isNamed, let one = open.map({ situation.occurrence(of: kept, $0) }), let turn = one.turn {
      let why = situation.turnSentence(one)
      let sentence = "The open one, \(names(turn))\(why.isEmpty ? "" : "; \(why)")."
      reasons.append(Reason(.turn, sentence, key: "turns"))
    }
    guard let target else { return reasons }
    if let turn = target.turn, let turns = ritual.turns {
      let order = turns.order.map(name).joined(separator: ", ")
      let who = reasons.isEmpty ? names(turn).capitalizedFirst : "The next one, \(names(turn))"
      reasons.append(Reason(.turn, "\(who), in the order \(order).", key: "turns"))
      let why = situation.turnSentence(target)
      if !why.isEmpty { reasons.append(Reason(.turn, "\(why.capitalizedFirst).", key: "turns")) }
    }
    var seen = Set(
      target.turnReasons.compactMap { reason -> String? in
        if case .away(let id, _) = reason { id } else { nil }
      })
    let day = target.slot.local.date...target.slot.local.date
    for id in ritual.with + (ritual.turns?.order ?? []) where seen.insert(id).inserted {
      guard let away = situation.household.people[id]?.absences(touching: day).first else { continue }
      reasons.append(Reason(.away, "\(name(id)) is away \(days(of: away))."))
    }
    return reasons
  }

  /// `until 3 January`, from its first day where that lies ahead.
  private func days(of absence: Absence) -> String {
    guard absence.from > here.date else { return "until \(date(absence.to))" }
    return absence.from == absence.to
      ? "on \(date(absence.to))" : "from \(date(absence.from)) to \(date(absence.to))"
  }

  private func date(_ date: CivilDate) -> String {
    date.words + (date.year == here.date.year ? "" : " \(date.year)")
  }
}
