import CivilTime
import History
import Planning
import Rituals

/// Carrying a plan out, in the order that loses nothing: pending, with its attempt → journal → delivered → hooks.
extension Loop {
  func carryOut(_ plan: Plan, now: Instant) {
    let events = plan.preparations(at: now)
    tell(plan)
    let outgoing =
      plan.give.map { reminder in
        Outgoing(
          Message(
            reminder, zone: planner[reminder.id.occurrence.ritual]?.schedule.zone ?? .utc,
            people: household.people, now: now), channels: reminder.via)
      }
      + plan.digests.map { digest in
        Outgoing(Message(digest, planner: planner, now: now), channels: digest.via)
      }
    guard let store, backlog.isEmpty else {
      keepForLater(events)
      giveUnrecorded(outgoing, now: now)
      return
    }
    let attempts: [ReminderID: Int]
    do {
      attempts = try store.intend(outgoing.map(\.intention), events: events, at: now)
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
    if !outgoing.isEmpty { backUp(now: now) }
  }

  /// A message, and how the history knows it.
  struct Outgoing {
    var message: Message
    var intention: HistoryStore.Intention

    init(_ message: Message, channels: [String]) {
      self.message = message
      intention = .init(id: message.id, message: message.json.text(), channels: channels)
    }

    /// One that was intended before.
    init?(_ pending: HistoryStore.Pending) {
      guard let message = Message(json: pending.message) else { return nil }
      self.message = message
      intention = .init(id: pending.id, message: pending.message, channels: pending.channels)
    }
  }

  /// Reminders that were intended before the program last died: they are given again under the same name, and the
  /// attempt tells it.
  func giveAgain(_ pending: [HistoryStore.Pending], now: Instant) {
    guard let store, !pending.isEmpty else { return }
    let outgoing = pending.compactMap { Outgoing($0) }
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
      events += one.message.members.map {
        Event(at: now, occurrence: $0.occurrence, fact: .gathered($0.kind, into: id))
      }
    }
    return (events, journal)
  }

  private func enqueue(_ one: Outgoing, at now: Instant) {
    supersedeDeliveries(before: one.message)
    for channel in one.intention.channels {
      deliveries[DeliveryKey(one.message.id, channel)] = HistoryStore.Delivery(
        id: one.message.id, channel: channel, message: one.intention.message, state: .waiting, attempts: 0,
        next: now, reason: nil)
    }
  }

  private func apply(givenBefore id: ReminderID, now: Instant) {
    planner.apply(
      Event(at: now, occurrence: id.occurrence, fact: .given(id.kind, attempt: 1)), number: lastEvent)
  }
}
