import CivilTime
import History
import Planning
import Rituals

/// Carrying a plan out, in the order that loses nothing: pending, with its attempt → journal → delivered → hooks.
extension Loop {
  func carryOut(_ plan: Plan, now: Instant) {
    var plan = plan
    var events = plan.preparations(at: now)
    tell(plan)
    guard let store, backlog.isEmpty else {
      keepForLater(events)
      giveUnrecorded(outgoing(of: plan, now: now), now: now)
      return
    }
    let outgoing: [Outgoing]
    let attempts: [ReminderID: Int]
    do {
      events += plan.leaveOut(try store.given(among: plan.reminders.map(\.id)), at: now)
      outgoing = self.outgoing(of: plan, now: now)
      attempts = try store.intend(outgoing.map(\.intention), events: events, at: now)
    } catch {
      // Full disk, locked file: the reminder goes out all the same, and its record follows.
      historyFailed(error)
      keepForLater(events)
      giveUnrecorded(self.outgoing(of: plan, now: now), now: now)
      return
    }
    takeInRecorded()
    give(outgoing, attempts: attempts, now: now)
    if !outgoing.isEmpty { backUp(now: now) }
  }

  private func outgoing(of plan: Plan, now: Instant) -> [Outgoing] {
    plan.deliver.map { Outgoing(message(of: $0, now: now), channels: $0.via) }
      + plan.digests.map { Outgoing(message(of: $0, now: now), channels: $0.via) }
  }

  private func message(of reminder: Reminder, now: Instant) -> Message {
    let zone = planner[reminder.id.occurrence.ritual]?.schedule.zone ?? .utc
    return Message(reminder, zone: zone, name: names(for: reminder.id.occurrence.ritual), now: now)
  }

  private func message(of digest: Digest, now: Instant) -> Message {
    var waits: [String] = []
    for member in digest.members {
      guard let delay = member.reason.delay else { continue }
      let words = delay.words(name: names(for: member.id.occurrence.ritual))
      if !waits.contains(words) { waits.append(words) }
    }
    return Message(
      digest, members: digest.members.map { message(of: $0, now: now) }, waits: waits,
      zone: planner.circumstances.zone, now: now)
  }

  /// A message, and how the history knows it.
  struct Outgoing {
    var message: Message
    var intention: HistoryStore.Intention

    init(_ message: Message, channels: [Channel]) {
      self.message = message
      intention = .init(id: message.id, message: message.json.text(), channels: channels)
    }

    /// One that was intended before.
    init?(_ pending: HistoryStore.Pending) {
      guard let message = Message(json: pending.message) else { return nil }
      self.message = message
      intention = .init(id: pending.id, message: pending.message, channels: pending.channels)
    }

    /// Leaves some of a digest's reminders out.
    mutating func keep(_ isKept: (Message) -> Bool) {
      message = message.keeping(isKept)
      intention.message = message.json.text()
    }
  }

  /// Reminders that were intended before the program last died: they are given again under the same name, and the
  /// attempt tells it.
  func giveAgain(_ pending: [HistoryStore.Pending], now: Instant) {
    guard let store, !pending.isEmpty else { return }
    var outgoing: [Outgoing] = []
    for one in pending {
      // What cannot be read is left as it is, for the version that wrote it.
      guard var readable = Outgoing(one) else { continue }
      if stillMatters(one, &readable) { outgoing.append(readable) }
    }
    do {
      give(outgoing, attempts: try store.attempt(outgoing.map(\.message.id)), now: now)
    } catch {
      historyFailed(error)
      giveUnrecorded(
        outgoing, attempts: [ReminderID: Int](pending.map { ($0.id, $0.attempts + 1) }) { $1 }, now: now)
    }
  }

  /// False for a reminder whose occurrence was answered while nobody was there to give it; of a digest, what was
  /// answered or given in another one goes.
  private func stillMatters(_ pending: HistoryStore.Pending, _ outgoing: inout Outgoing) -> Bool {
    guard let store else { return true }
    do {
      let members = outgoing.message.members.map(\.id)
      let all = outgoing.message.isDigest ? members : [pending.id]
      var over = try store.answered(all.map(\.occurrence), since: pending.intended)
      let given = try store.given(among: members)
      for id in given where outgoing.message.isDigest { over.insert(id.occurrence) }
      guard all.contains(where: { over.contains($0.occurrence) }) else { return true }
      if all.allSatisfy({ over.contains($0.occurrence) }) {
        try store.letGo(pending.id, at: world.now())
        note(
          "\(pending.id) is not given again: it was answered", priority: 6, id: .superseded,
          fields: [("KIN_RITUAL", pending.id.occurrence.ritual), ("KIN_REMINDER", pending.id.description)])
        return false
      }
      outgoing.keep { !over.contains($0.id.occurrence) }
    } catch {
      // Given once too often is better than not at all.
      historyFailed(error)
    }
    return true
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
    supersede(by: outgoing.map(\.message))
    for one in outgoing {
      let id = one.message.id
      let attempt = attempts[id] ?? 1
      enqueue(one, at: now)
      if let part = giveToJournal(one.message, attempt: attempt, now: now) { journal.append(part) }
      events.append(Event(at: now, occurrence: id.occurrence, fact: .reminded(id.kind, attempt: attempt)))
      events += one.message.members.map {
        Event(at: now, occurrence: $0.id.occurrence, fact: .gathered($0.id.kind, into: id))
      }
    }
    return (events, journal)
  }

  private func enqueue(_ one: Outgoing, at now: Instant) {
    if one.message.isDigest { members[one.message.id] = one.message.members.map(\.id) }
    for channel in one.intention.channels {
      deliveries[DeliveryKey(one.message.id, channel)] = HistoryStore.Delivery(
        id: one.message.id, channel: channel, message: one.intention.message, state: .waiting, attempts: 0,
        next: now, since: now, reason: nil)
    }
  }
}
