import CivilTime
import History
import Planning
import Rituals

/// Carrying a plan out, in the order that loses nothing: pending, with its attempt → journal → delivered → hooks.
extension Loop {
  func carryOut(_ plan: Plan, now: Instant) {
    var events = plan.adopt.map { Event(at: now, ritual: $0.ritual, fact: .adopted(schedule: $0.schedule)) }
    events += plan.lapse.map {
      Event(at: now, occurrence: $0.occurrence, fact: .lapsed(reason: $0.reason.sentence))
    }
    events += plan.fold.map { Event(at: now, occurrence: $0.occurrence, fact: .folded($0.kind)) }
    events += plan.begin.map { Event(at: now, occurrence: $0, fact: .began) }
    for lapse in plan.lapse { tell(lapse) }
    events += plan.give.compactMap { reminder in
      reminder.turn.map { Event(at: now, occurrence: reminder.id.occurrence, fact: .turn($0)) }
    }
    let zones = Dictionary(
      kept.map { ($0.ritual.id, $0.schedule.zone) }, uniquingKeysWith: { first, _ in first })
    let messages = plan.give.map { reminder in
      Message(reminder, zone: zones[reminder.id.occurrence.ritual] ?? .utc, now: now)
    }
    let intentions = zip(plan.give, messages).map { reminder, message in
      HistoryStore.Intention(id: reminder.id, message: message.json.text(), channels: reminder.via)
    }
    let outgoing = zip(messages, intentions).map { Outgoing($0, $1) }
    guard let store, backlog.isEmpty else {
      keepForLater(events)
      giveUnrecorded(outgoing, now: now)
      return
    }
    let attempts: [ReminderID: Int]
    do {
      attempts = try store.intend(intentions, events: events, at: now)
    } catch {
      // Full disk, locked file: the reminder goes out all the same, and its record follows.
      historyFailed(error)
      keepForLater(events)
      giveUnrecorded(outgoing, now: now)
      return
    }
    takeInRecorded()
    // Already in the history, as after a clock that stood ahead: it counts as given.
    for reminder in plan.give where attempts[reminder.id] == nil { apply(givenBefore: reminder.id, now: now) }
    give(outgoing.filter { attempts[$0.message.id] != nil }, attempts: attempts, now: now)
    if !plan.give.isEmpty { backUp(now: now) }
  }

  /// A message, and how the history knows it.
  struct Outgoing {
    var message: Message
    var intention: HistoryStore.Intention

    init(_ message: Message, _ intention: HistoryStore.Intention) {
      self.message = message
      self.intention = intention
    }
  }

  /// Reminders that were intended before the program last died: they are given again under the same name, and the
  /// attempt tells it.
  func giveAgain(_ pending: [HistoryStore.Pending], now: Instant) {
    guard let store, !pending.isEmpty else { return }
    let outgoing = pending.compactMap { one in
      Message(json: one.message).map {
        Outgoing($0, .init(id: one.id, message: one.message, channels: one.channels))
      }
    }
    do {
      give(outgoing, attempts: try store.attempt(outgoing.map(\.message.id)), now: now)
    } catch {
      historyFailed(error)
      giveUnrecorded(
        outgoing, attempts: [ReminderID: Int](pending.map { ($0.id, $0.attempts + 1) }) { $1 }, now: now)
    }
  }

  private func give(_ outgoing: [Outgoing], attempts: [ReminderID: Int], now: Instant) {
    guard let store, !outgoing.isEmpty else { return }
    let (events, journal) = handOver(outgoing, attempts: attempts, now: now)
    do {
      try store.given(outgoing.map(\.message.id), deliveries: journal, events: events, at: now)
    } catch {
      historyFailed(error)
      keepForLater(outgoing, events: events, journal: journal)
      return
    }
    takeInRecorded()
  }

  /// Gives while nothing can be recorded; the ledgers remember it until it can.
  private func giveUnrecorded(_ outgoing: [Outgoing], attempts: [ReminderID: Int] = [:], now: Instant) {
    let (events, journal) = handOver(outgoing, attempts: attempts, now: now)
    keepForLater(outgoing, events: events, journal: journal)
  }

  private func keepForLater(_ outgoing: [Outgoing], events: [Event], journal: [HistoryStore.Delivery]) {
    backlog.given += outgoing.map(\.intention)
    for part in journal { backlog.note(part) }
    keepForLater(events)
  }

  /// Queues the hooks and gives to the journal, never waiting; returns the facts and the journal's parts to be recorded.
  private func handOver(
    _ outgoing: [Outgoing], attempts: [ReminderID: Int], now: Instant
  ) -> (events: [Event], journal: [HistoryStore.Delivery]) {
    var events: [Event] = []
    var journal: [HistoryStore.Delivery] = []
    for one in outgoing {
      let id = one.message.id
      let attempt = attempts[id] ?? 1
      enqueue(one, at: now)
      if let part = giveToJournal(one.message, attempt: attempt, now: now) { journal.append(part) }
      events.append(Event(at: now, occurrence: id.occurrence, fact: .given(id.kind, attempt: attempt)))
    }
    return (events, journal)
  }

  private func enqueue(_ one: Outgoing, at now: Instant) {
    supersedeDeliveries(before: one.message.id)
    for channel in one.intention.channels {
      deliveries[DeliveryKey(one.message.id, channel)] = HistoryStore.Delivery(
        id: one.message.id, channel: channel, message: one.intention.message, state: .waiting, attempts: 0,
        next: now, reason: nil)
    }
  }

  private func apply(givenBefore id: ReminderID, now: Instant) {
    ledgers[id.occurrence.ritual, default: Ledger()].apply(
      Event(at: now, occurrence: id.occurrence, fact: .given(id.kind, attempt: 1)), number: lastEvent)
  }

  /// An occurrence that passes without a reminder is told, never dropped in silence.
  private func tell(_ lapse: Lapse) {
    guard lapse.reason == .laterOneDue else { return }
    note(
      "\(lapse.occurrence) passed: \(lapse.reason.sentence)", priority: 6, id: .lapsed,
      fields: [
        ("KIN_RITUAL", lapse.occurrence.ritual), ("KIN_OCCURRENCE", lapse.occurrence.description),
        ("KIN_REASON", lapse.reason.sentence),
      ])
  }
}
