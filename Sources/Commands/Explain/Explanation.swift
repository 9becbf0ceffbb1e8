import CivilTime
import History
import Planning
import Recurrence
import Rituals
import Wording

/// What there is to say of one ritual, or of one of its times: the data first, words from it.
struct Explanation {
  /// A sentence, what it is about, the key of the config that it comes from, and the line of that.
  struct Reason {
    enum Kind: String {
      case when, bounds, paused, season, ended, cadence, open, held, snoozed, answered, moved, nudge, missed
      case passed, new, except, also, clock, turn, away
      case superseded = "folded"
      case stretched = "eased"
    }

    var kind: Kind
    var sentence: String
    var key: String?
    var line: Int?

    init(_ kind: Kind, _ sentence: String, key: String? = nil, line: Int? = nil) {
      (self.kind, self.sentence, self.key, self.line) = (kind, sentence, key, line)
    }
  }

  let kept: ScheduledRitual
  /// The occurrence that is named, else the next; nil if nothing is to come.
  private(set) var target: Upcoming?
  let isNamed: Bool
  /// The reminders of the ritual that would come next if nobody answered; of the time that is named alone, if one is.
  let coming: [Preview.Coming]
  /// What the history has of the occurrence that is named.
  let happened: [HistoryStore.Entry]
  let ledger: Ledger
  /// On which lines of the config the ritual's keys stand.
  let lines: [String: Int]
  /// The reminders that no channel has delivered, and whether one still tries.
  let undelivered: [ReminderID: Bool]
  let situation: Situation

  init(_ kept: ScheduledRitual, target: Upcoming?, isNamed: Bool = false, in situation: Situation) throws {
    self.kept = kept
    self.target = target
    self.isNamed = isNamed
    self.situation = situation
    let now = situation.now
    lines =
      kept.ritual.birthdayOf.map { situation.config.lines(ofBirthday: $0) }
      ?? situation.config.lines(ofRitual: kept.ritual.id)
    let all = situation.reminders(of: kept, atMost: 12)
    coming = isNamed ? all.filter { $0.reminder.id.occurrence == target?.occurrence } : all
    ledger = situation.ledger(kept)
    var happened: [HistoryStore.Entry] = []
    var undelivered: [ReminderID: Bool] = [:]
    if isNamed {
      undelivered = try situation.store?.undelivered() ?? [:]
      try situation.store?.forEachEvent { entry in
        let isShown = entry.event.at <= now && entry.event.fact.isForPeople
        if isShown, entry.event.occurrence == target?.occurrence { happened.append(entry) }
      }
    }
    (self.happened, self.undelivered) = (happened, undelivered)
    if isNamed { self.target = target.map(situation.asRecorded) }
  }

  var ritual: Ritual { kept.ritual }
  var slot: Slot? { target?.slot }
  var zone: Zone { kept.schedule.zone }
  /// The present moment on the ritual's clock.
  var here: CivilDateTime { zone.local(at: situation.now) }
  var open: CivilDateTime? { ledger.open }
  var reminders: [(instant: Instant, time: ReminderTime)] {
    slot.map { kept.reminders(of: $0, after: situation.now) } ?? []
  }
  /// Those of `coming` that are of the time that is shown.
  var comingOfTarget: [Preview.Coming] { coming.filter { $0.reminder.id.occurrence == target?.occurrence } }

  /// What is good to know of the people for the time that is shown.
  var goodToKnow: [String] { isPast ? [] : target.map { situation.goodToKnow(for: $0) } ?? [] }

  /// True for a time that is named and lies behind.
  var isPast: Bool { isNamed && (slot.map { $0.instant <= situation.now } ?? false) }

  func name(_ person: String) -> String { situation.name(person) }
  func names(_ turn: Turn) -> String { situation.words(turn, ", ") }
  func when(_ local: CivilDateTime) -> String { DisplayText.when(local, seenFrom: here) }
  func when(_ instant: Instant) -> String { when(zone.local(at: instant).toTheMinute) }

  /// The reasons in the order in which they decide.
  var reasons: [Reason] {
    let all = [schedule] + bounds + cadence + standing + waiting + leftOut + history + peculiarities + people
    return all.map { reason in
      var reason = reason
      reason.line = reason.line ?? reason.key.flatMap { lines[$0] }
      return reason
    }
  }
}
