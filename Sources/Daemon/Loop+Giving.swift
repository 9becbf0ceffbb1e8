import CivilTime
import History
import Planning
import Rituals

/// Carrying a plan out, in the order that loses nothing: pending → attempt → journal → delivered → hooks.
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
    guard let store else { return }
    let outgoing = zip(messages, plan.give).map { Outgoing($0, channels: $1.via) }
    guard backlog.isEmpty else {
      keepForLater(events)
      giveUnrecorded(outgoing, now: now)
      return
    }
    do {
      let new = try store.intend(intentions, events: events, at: now)
      try takeInEvents()
      // Already in the history, as after a clock that stood ahead: it counts as given.
      for reminder in plan.give where !new.contains(reminder.id) { apply(givenBefore: reminder.id, now: now) }
      give(outgoing.filter { new.contains($0.message.id) }, now: now)
    } catch {
      // Full disk, locked file: the reminder goes out all the same, and its record follows.
      historyFailed(error)
      keepForLater(events)
      giveUnrecorded(outgoing, now: now)
    }
  }

  /// A message and the channels it goes out by.
  struct Outgoing {
    var message: Message
    var channels: [String]

    init(_ message: Message, channels: [String]) {
      self.message = message
      self.channels = channels
    }
  }

  /// Reminders that were intended before the program last died: they are given again under the same name, and the
  /// attempt tells it.
  func giveAgain(_ pending: [HistoryStore.Pending], now: Instant) {
    let outgoing = pending.compactMap { one in
      Message(json: one.message).map { Outgoing($0, channels: one.channels) }
    }
    give(outgoing, now: now)
  }

  private func give(_ outgoing: [Outgoing], now: Instant) {
    guard let store, !outgoing.isEmpty else { return }
    let ids = outgoing.map(\.message.id)
    let attempts: [ReminderID: Int]
    do {
      attempts = try store.attempt(ids)
    } catch {
      historyFailed(error)
      giveUnrecorded(outgoing, now: now)
      return
    }
    var events: [Event] = []
    var journal: [HistoryStore.Delivery] = []
    for one in outgoing {
      let id = one.message.id
      let attempt = attempts[id] ?? 1
      enqueue(one, at: now)
      if let part = giveToJournal(one.message, attempt: attempt, now: now) { journal.append(part) }
      events.append(Event(at: now, occurrence: id.occurrence, fact: .given(id.kind, attempt: attempt)))
    }
    do {
      try store.given(ids, deliveries: journal, events: events, at: now)
      try takeInEvents()
    } catch {
      historyFailed(error)
      unrecorded.formUnion(ids)
      keepForLater(events)
    }
  }

  /// Gives while nothing can be recorded; the ledgers remember it until it can.
  private func giveUnrecorded(_ outgoing: [Outgoing], now: Instant) {
    for one in outgoing {
      enqueue(one, at: now)
      _ = giveToJournal(one.message, attempt: 1, now: now)
      unrecorded.insert(one.message.id)
    }
    keepForLater(
      outgoing.map {
        Event(at: now, occurrence: $0.message.id.occurrence, fact: .given($0.message.id.kind, attempt: 1))
      })
  }

  private func enqueue(_ one: Outgoing, at now: Instant) {
    supersedeDeliveries(before: one.message.id)
    for channel in one.channels {
      deliveries[DeliveryKey(one.message.id, channel)] = HistoryStore.Delivery(
        id: one.message.id, channel: channel, message: one.message.json.text(), state: .waiting, attempts: 0,
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
