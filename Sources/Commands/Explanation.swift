import CivilTime
import History
import Planning
import Recurrence
import Rituals

/// What there is to say of one ritual, or of one of its times: the data first, words from it.
struct Explanation {
  /// A sentence, and the key of the config that it comes from.
  struct Reason {
    var sentence: String
    var key: String?
  }

  let kept: Kept
  /// The occurrence that is named, else the next; nil where nothing is to come.
  private(set) var target: Upcoming?
  let isNamed: Bool
  let reminders: [(instant: Instant, time: ReminderTime)]
  /// What the history has of the occurrence that is named.
  let happened: [HistoryStore.Entry]
  /// On which lines of the config the ritual's keys stand.
  let lines: [String: Int]
  private let situation: Situation

  init(_ kept: Kept, target: Upcoming?, isNamed: Bool = false, in situation: Situation) throws {
    self.kept = kept
    self.target = target
    self.isNamed = isNamed
    self.situation = situation
    let now = situation.now
    reminders = target.map { kept.reminders(of: $0.slot, after: now) } ?? []
    lines = situation.config.lines(ofRitual: kept.ritual.id)
    var happened: [HistoryStore.Entry] = []
    var told: Turn?
    if isNamed, let target {
      try situation.store?.forEachEvent { entry in
        guard entry.event.ritual == kept.ritual.id, entry.event.start == target.start, entry.event.at <= now
        else { return }
        if case .turn(let turn) = entry.event.fact { told = turn }
        if entry.event.fact.isForPeople { happened.append(entry) }
      }
    }
    self.happened = happened
    // What is long over stands as it was told; the ledger has only the latest.
    let ledger = situation.ledger(kept)
    if let told, let target, target.slot.instant <= now, ledger.turns.told(at: target.start) == nil {
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
  var configName: String { String(situation.config.path.split(separator: "/").last ?? "config.json") }

  /// True for a time that is named and lies behind.
  private var isPast: Bool { isNamed && (slot.map { $0.instant <= now } ?? false) }

  func name(_ person: String) -> String { situation.name(person) }
  func names(_ turn: Turn) -> String { turn.holders.map(situation.words).joined(separator: ", ") }
  private func when(_ local: CivilDateTime) -> String {
    DisplayText.when(local, seenFrom: zone.local(at: now), inSentence: true)
  }

  /// The reasons in the order in which they decide.
  var reasons: [Reason] {
    [schedule] + bounds + cadence + standing + peculiarities + people
  }

  private var schedule: Reason {
    let elsewhere = zone.identifier == situation.zone.identifier ? "" : ", by the clock of \(zone.identifier)"
    return Reason(sentence: "It comes \(kept.ritual.when.meaning)\(usualTime)\(elsewhere).", key: "when")
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
      reasons.append(Reason(sentence: "It is paused, so it rests and nothing is given.", key: "paused"))
    }
    if let starting = ritual.starting {
      reasons.append(Reason(sentence: "It counts from \(date(starting.date)).", key: "starting"))
    }
    if let until = ritual.until {
      reasons.append(Reason(sentence: "It ends with \(date(until.date)).", key: "until"))
    }
    if let season = ritual.season {
      let rests = season.contains(zone.local(at: now).date) ? "" : "; it rests now"
      reasons.append(
        Reason(sentence: "It is kept from \(day(season.from)) to \(day(season.to))\(rests).", key: "season"))
    }
    if slot == nil, !ritual.isPaused { reasons.append(Reason(sentence: "Nothing more of it is to come.")) }
    return reasons
  }

  /// What a cadence counts from.
  private var cadence: [Reason] {
    guard case .cadence(let cadence) = kept.ritual.when, !isPast else { return [] }
    guard let last = ledger.lastTime else {
      return [Reason(sentence: "There was no last time yet, so it begins with the first day that fits.")]
    }
    let today = zone.local(at: now).date
    let days = today.dayNumber - last.date.dayNumber
    var sentence = "The last time was \(when(last.toTheMinute))\(days > 1 ? ", \(days) days ago" : "")"
    if !cadence.weekdays.isEmpty, open == nil, ledger.settledThrough.map({ $0 <= last }) ?? true {
      let from = last.advanced(by: cadence.shortest).date
      let weekdays = cadence.weekdays.map { "\($0)" }.joined(separator: " or ")
      sentence +=
        "; the first \(weekdays) from \(DisplayText.day(from, seenFrom: today, inSentence: true)) on is next"
    }
    return [Reason(sentence: sentence + ".")]
  }

  /// How it stands now.
  private var standing: [Reason] {
    if isPast, open != target?.start { return [] }
    if let open {
      let again = ledger.snooze.flatMap { $0.start == open ? $0.until : nil }
      let rest =
        again.map { "you put it off until \(when(zone.local(at: $0).toTheMinute))" }
        ?? "kin done, kin skip or kin snooze answers it"
      return [Reason(sentence: "It was due \(when(open)) and is still open: \(rest).")]
    }
    var reasons: [Reason] = []
    if ledger.adoptedAt == now, !kept.ritual.isPaused {
      reasons.append(
        Reason(sentence: "The daemon has not taken it up in this form yet; it does as soon as it runs."))
    }
    if let snooze = ledger.snooze, let until = snooze.until {
      reasons.append(Reason(sentence: "You put it off until \(when(zone.local(at: until).toTheMinute))."))
    }
    for start in ledger.answered.sorted() {
      reasons.append(
        Reason(sentence: "\(when(start).capitalizedFirst) is answered already, ahead of its time."))
    }
    return reasons
  }

  /// What is unlike other times about this one.
  private var peculiarities: [Reason] {
    guard let slot else { return [] }
    let today = zone.local(at: now).date
    var reasons: [Reason] = []
    for point in kept.ritual.except where point.date >= today && point.date <= slot.local.date {
      reasons.append(Reason(sentence: "\(date(point.date).capitalizedFirst) is left out.", key: "except"))
    }
    if kept.ritual.also.contains(where: { $0.date == slot.local.date }) {
      reasons.append(Reason(sentence: "\(date(slot.local.date).capitalizedFirst) comes on top.", key: "also"))
    }
    let real = zone.local(at: slot.instant)
    if real != slot.local {
      reasons.append(
        Reason(sentence: "The clock skips \(slot.local.time) on that day, so it comes at \(real.time)."))
    }
    return reasons
  }

  /// Whose turn it is, and who is away then.
  private var people: [Reason] {
    guard let slot else { return [] }
    let ritual = kept.ritual
    var reasons: [Reason] = []
    if let turn, let turns = ritual.turns {
      let order = turns.order.map(name).joined(separator: ", ")
      reasons.append(
        Reason(sentence: "\(names(turn).capitalizedFirst), in the order \(order).", key: "turns"))
      if !turnReasons.isEmpty {
        let sentence = turnReasons.sentence(today: zone.local(at: now).date, name: name)
        reasons.append(Reason(sentence: "\(sentence.capitalizedFirst).", key: "turns"))
      }
    }
    var seen = Set(
      turnReasons.compactMap { reason -> String? in if case .away(let id, _) = reason { id } else { nil } })
    for id in ritual.with + (ritual.turns?.order ?? []) where seen.insert(id).inserted {
      guard
        let away = situation.household.people[id]?.away.first(where: {
          $0.from <= slot.local.date && slot.local.date <= $0.to
        })
      else { continue }
      reasons.append(Reason(sentence: "\(name(id)) is away until \(date(away.to))."))
    }
    return reasons
  }

  private func day(_ day: MonthDay) -> String { "\(day.day) \(DisplayText.months[day.month - 1])" }

  private func date(_ date: CivilDate) -> String {
    let year = date.year == zone.local(at: now).date.year ? "" : " \(date.year)"
    return "\(date.day) \(DisplayText.months[date.month - 1])\(year)"
  }
}
