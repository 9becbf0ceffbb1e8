import CivilTime
import History
import Planning
import Recurrence
import Rituals
import Wording

/// What there is to say of one ritual, or of one of its times: the data first, words from it.
struct Explanation {
  /// A sentence, what it is about, and the key of the config that it comes from.
  struct Reason {
    var kind: Kind
    var sentence: String
    var key: String?
    /// On which line of the config that stands.
    var line: Int?

    enum Kind: String {
      case when, bounds, paused, season, ended, cadence, open, held, snoozed, answered, moved, nudge, missed,
        passed,
        folded, new, except, also, clock, turn, away, eased
    }
  }

  let kept: ScheduledRitual
  /// The occurrence that is named, else the next; nil if nothing is to come.
  private(set) var target: Upcoming?
  let isNamed: Bool
  let reminders: [(instant: Instant, time: ReminderTime)]
  /// The reminders of the ritual that would come next if nobody answered; of the time that is named alone, if one is.
  let coming: [Preview.Coming]
  /// What the history has of the occurrence that is named.
  let happened: [HistoryStore.Entry]
  /// The latest of its times that passed, and why.
  let passed: (start: CivilDateTime, reason: LapseReason)?
  /// Reminders of the occurrence that others superseded.
  let superseded: [(kind: ReminderKind, reason: SupersedeReason)]
  /// On which lines of the config the ritual's keys stand.
  let lines: [String: Int]
  let situation: Situation

  init(_ kept: ScheduledRitual, target: Upcoming?, isNamed: Bool = false, in situation: Situation) throws {
    self.kept = kept
    self.target = target
    self.isNamed = isNamed
    self.situation = situation
    let now = situation.now
    reminders = target.map { kept.reminders(of: $0.slot, after: now) } ?? []
    lines =
      kept.ritual.birthdayOf.map { situation.config.lines(ofBirthday: $0) }
      ?? situation.config.lines(ofRitual: kept.ritual.id)
    let all = situation.reminders(of: kept, atMost: 12)
    coming = isNamed ? all.filter { $0.reminder.id.occurrence == target?.occurrence } : all
    let ledger = situation.ledger(kept)
    if let over = ledger.latestOver, case .lapsed(let reason, _) = over.phase {
      passed = (over.start, reason)
    } else {
      passed = nil
    }
    let state = target.flatMap { ledger.known($0.start) }
    superseded = (state?.leads ?? [:]).compactMap { kind, reason in reason.map { (kind, $0) } }
      .sorted { $0.kind.description < $1.kind.description }
    var happened: [HistoryStore.Entry] = []
    if isNamed {
      try situation.store?.forEachEvent { entry in
        guard entry.event.occurrence == target?.occurrence, entry.event.at <= now,
          entry.event.fact.isForPeople
        else { return }
        happened.append(entry)
      }
    }
    self.happened = happened
    // What is long over stands as it was recorded; the turns have only the latest.
    if isNamed, let told = state?.turn, let target, target.slot.instant <= now,
      ledger.turns.announced(at: target.start) == nil
    {
      self.target?.turn = told
      self.target?.turnReasons = []
    }
  }

  var slot: Slot? { target?.slot }
  var turn: Turn? { target?.turn }
  /// Why whoever is on is on.
  var turnReasons: [TurnReason] { target?.turnReasons ?? [] }
  var zone: Zone { kept.schedule.zone }
  var now: Instant { situation.now }
  var ledger: Ledger { situation.ledger(kept) }
  var open: CivilDateTime? { ledger.open }
  /// What is open of the ritual, beside the next one that is shown.
  var openOne: Upcoming? { isNamed ? nil : open.map { situation.occurrence(of: kept, $0) } }
  var configName: String { String(situation.config.path.split(separator: "/").last ?? "config.json") }

  /// What is good to know of the people for the time that is shown.
  var goodToKnow: [String] { isPast ? [] : target.map { situation.goodToKnow(for: $0) } ?? [] }

  /// True for a time that is named and lies behind.
  private var isPast: Bool { isNamed && (slot.map { $0.instant <= now } ?? false) }

  func name(_ person: String) -> String { situation.name(person) }
  func names(_ turn: Turn) -> String { turn.holders.map(situation.words).joined(separator: ", ") }
  func when(_ local: CivilDateTime) -> String {
    DisplayText.when(local, seenFrom: zone.local(at: now), inSentence: true)
  }

  /// The reasons in the order in which they decide.
  var reasons: [Reason] {
    let all = [schedule] + bounds + cadence + standing + waiting + leftOut + history + peculiarities + people
    return all.map { reason in
      var reason = reason
      reason.line = reason.line ?? reason.key.flatMap { lines[$0] }
      return reason
    }
  }

  private var schedule: Reason {
    let elsewhere = zone.identifier == situation.zone.identifier ? "" : ", by the clock of \(zone.identifier)"
    return Reason(
      kind: .when, sentence: "It comes \(kept.ritual.when.meaning)\(usualTime)\(elsewhere).", key: "when")
  }

  /// The time of the day where `when` names none.
  private var usualTime: String {
    let ritual = kept.ritual
    if case .rule(let rule) = ritual.when, rule.frequency < .daily || !rule.byHour.isEmpty { return "" }
    if case .calendar = ritual.when { return "" }
    guard ritual.when.time == nil else { return "" }
    return " at \(ritual.starting?.time ?? Schedule.defaultTime)"
  }

  /// What in the config opens and closes it.
  private var bounds: [Reason] {
    let ritual = kept.ritual
    var reasons: [Reason] = []
    if ritual.isPaused {
      reasons.append(
        Reason(kind: .paused, sentence: "It is paused, so nothing comes.", key: "paused"))
    }
    if let starting = ritual.starting {
      reasons.append(
        Reason(kind: .bounds, sentence: "It counts from \(date(starting.date)).", key: "starting"))
    }
    if let until = ritual.until {
      reasons.append(Reason(kind: .bounds, sentence: "It ends with \(date(until.date)).", key: "until"))
    }
    if let season = ritual.season {
      let rests = season.contains(zone.local(at: now).date) ? "" : "; it rests now"
      reasons.append(
        Reason(
          kind: .season, sentence: "It is kept from \(season.from.words) to \(season.to.words)\(rests).",
          key: "season"))
    }
    if slot == nil, !ritual.isPaused {
      reasons.append(Reason(kind: .ended, sentence: "Nothing more of it is to come."))
    }
    return reasons
  }

  /// What a cadence counts from.
  private var cadence: [Reason] {
    guard case .cadence(let cadence) = kept.ritual.when, !isPast else { return [] }
    guard let last = ledger.lastTime else {
      return [
        Reason(
          kind: .cadence, sentence: "There was no last time yet, so it begins with the first day that fits.")
      ]
    }
    let today = zone.local(at: now).date
    let days = today.dayNumber - last.date.dayNumber
    var sentence = "The last time was \(when(last.toTheMinute))\(days > 1 ? ", \(days) days ago" : "")"
    let isEased = target?.isStretched ?? false
    if !isEased, !cadence.weekdays.isEmpty, open == nil, ledger.settledThrough.map({ $0 <= last }) ?? true {
      let from = last.advanced(by: cadence.shortest).date
      let weekdays = cadence.weekdays.map { "\($0)" }.joined(separator: " or ")
      sentence +=
        "; the first \(weekdays) from \(DisplayText.day(from, seenFrom: today, inSentence: true)) on is next"
    }
    let reason = Reason(kind: .cadence, sentence: sentence + ".")
    guard isEased else { return [reason] }
    return [
      reason,
      Reason(kind: .eased, sentence: "It comes half as long again after that, since you felt stretched."),
    ]
  }

  /// How it stands now.
  private var standing: [Reason] {
    if isPast, open != target?.start { return [] }
    if let open {
      let again = ledger.snoozedUntil(open)
      let rest =
        again.map { "you put it off until \(when(zone.local(at: $0).toTheMinute))" }
        ?? "kin done, kin skip or kin snooze answers it"
      let place = situation.occurrence(of: kept, open).slot.local
      // What waits has not been heard of yet.
      guard ledger.current?.isHeld != true else {
        return [Reason(kind: .open, sentence: "It was due \(when(place)), and its reminder waits.")]
      }
      return [Reason(kind: .open, sentence: "It was due \(when(place)) and is still open: \(rest).")]
    }
    var reasons: [Reason] = []
    if ledger.adoptedAt == now, !kept.ritual.isPaused {
      reasons.append(
        Reason(
          kind: .new, sentence: "The daemon has not taken it up in this form yet; it does as soon as it runs."
        ))
    }
    if let until = target.flatMap({ ledger.snoozedUntil($0.start) }) {
      reasons.append(
        Reason(kind: .snoozed, sentence: "You put it off until \(when(zone.local(at: until).toTheMinute))."))
    }
    for start in ledger.answeredAhead {
      reasons.append(
        Reason(
          kind: .answered, sentence: "\(when(start).capitalizedFirst) is \(answer(at: start))."))
    }
    return reasons
  }

  /// `done already, ahead of its time`, or `skipped` where its time had come.
  private func answer(at start: CivilDateTime) -> String {
    let place = situation.occurrence(of: kept, start).slot.instant
    func ahead(_ at: Instant) -> String { at < place ? " already, ahead of its time" : "" }
    return switch ledger[start].phase {
    case .done(_, let at): "done" + ahead(at)
    case .skipped(_, let at): "skipped" + ahead(at)
    case .planned, .held, .open, .passed, .lapsed, .over: "answered"
    }
  }

  /// What is unlike other times about this one.
  private var peculiarities: [Reason] {
    guard let slot else { return [] }
    let today = zone.local(at: now).date
    var reasons: [Reason] = []
    for point in kept.ritual.except where point.date >= today && point.date <= slot.local.date {
      reasons.append(
        Reason(kind: .except, sentence: "\(date(point.date).capitalizedFirst) is left out.", key: "except"))
    }
    if kept.ritual.also.contains(where: { $0.date == slot.local.date }) {
      reasons.append(
        Reason(kind: .also, sentence: "\(date(slot.local.date).capitalizedFirst) comes on top.", key: "also"))
    }
    let real = zone.local(at: slot.instant)
    if real != slot.local {
      reasons.append(
        Reason(
          kind: .clock,
          sentence: "The clock skips \(slot.local.time) on that day, so it comes at \(real.time)."))
    }
    return reasons
  }

  /// Whose turn the open one is, and why; empty where one of its times is named.
  private var turnOfOpen: [Reason] {
    guard let one = openOne, let turn = one.turn else { return [] }
    let why = situation.turnSentence(one)
    let reason = why.isEmpty ? "" : "; \(why)"
    return [Reason(kind: .turn, sentence: "The open one, \(names(turn))\(reason).", key: "turns")]
  }

  /// Whose turn it is, and who is away then.
  private var people: [Reason] {
    var reasons = turnOfOpen
    guard let slot else { return reasons }
    let ritual = kept.ritual
    if let turn, let turns = ritual.turns {
      let order = turns.order.map(name).joined(separator: ", ")
      let who = reasons.isEmpty ? names(turn).capitalizedFirst : "The next one, \(names(turn))"
      reasons.append(Reason(kind: .turn, sentence: "\(who), in the order \(order).", key: "turns"))
      if !turnReasons.isEmpty {
        let sentence = turnReasons.sentence(today: zone.local(at: now).date, name: name)
        reasons.append(Reason(kind: .turn, sentence: "\(sentence.capitalizedFirst).", key: "turns"))
      }
    }
    var seen = Set(
      turnReasons.compactMap { reason -> String? in if case .away(let id, _) = reason { id } else { nil } })
    for id in ritual.with + (ritual.turns?.order ?? []) where seen.insert(id).inserted {
      let day = slot.local.date...slot.local.date
      guard let away = situation.household.people[id]?.absences(touching: day).first else { continue }
      reasons.append(Reason(kind: .away, sentence: "\(name(id)) is away \(days(of: away))."))
    }
    return reasons
  }

  /// `until 3 January`, from its first day where that lies ahead.
  private func days(of absence: Absence) -> String {
    guard absence.from > zone.local(at: now).date else { return "until \(date(absence.to))" }
    return absence.from == absence.to
      ? "on \(date(absence.to))" : "from \(date(absence.from)) to \(date(absence.to))"
  }

  private func date(_ date: CivilDate) -> String {
    date.words + (date.year == zone.local(at: now).date.year ? "" : " \(date.year)")
  }
}
