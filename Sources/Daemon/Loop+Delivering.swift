import CivilTime
import History
import Planning
import Rituals
import Wording

/// Carrying a plan out, in the order that loses nothing: pending, with its attempt → journal → delivered → hooks.
extension Loop {
  /// False where another program has written to the history since the plan was made, an answer perhaps: then nothing was
  /// done, and the loop plans again.
  func carryOut(_ plan: Plan, now: Instant) -> Bool {
    let asPlanned = plan
    var plan = plan
    var events = plan.preparations(at: now)
    var planned: [Outgoing]?
    var isReported = false
    let intended = write { store throws(StoreFault) -> [ReminderID: Int]? in
      events += plan.leaveOut(try store.delivered(among: plan.reminders.map(\.id)), at: now)
      let outgoing = self.outgoing(of: plan, now: now)
      planned = outgoing
      return try store.intend(
        outgoing.map(\.intention), events: events, ifLatest: store.latestRead, at: now
      ) {
        report(asPlanned)
        isReported = true
      }
    }
    if case .some(nil) = intended { return false }
    let attempts = intended ?? nil
    if !isReported { report(asPlanned) }
    let outgoing = planned ?? outgoing(of: plan, now: now)
    if attempts == nil { keepForLater(events) } else { takeInEvents() }
    // Full disk, locked file: the reminders go out all the same, and their record follows.
    deliver(outgoing, attempts: attempts ?? [:], now: now)
    if attempts != nil, !outgoing.isEmpty { backUp(now: now) }
    return true
  }

  private func outgoing(of plan: Plan, now: Instant) -> [Outgoing] {
    plan.deliver.map { Outgoing(message: message(of: $0, now: now), channels: $0.via) }
      + plan.digests.map { Outgoing(message: message(of: $0, now: now), channels: $0.via) }
  }

  private func message(of reminder: Reminder, now: Instant) -> Message {
    let zone = planner[reminder.id.occurrence.ritual]?.schedule.zone ?? .utc
    return Message(reminder, zone: zone, name: names(for: reminder.id.occurrence.ritual), now: now)
  }

  private func message(of digest: Digest, now: Instant) -> Message {
    var seen: Set<String> = []
    let waits = digest.members.compactMap { member in
      member.reason.delay?.words(name: names(for: member.id.occurrence.ritual))
    }.filter { seen.insert($0).inserted }
    return Message(
      digest, members: digest.members.map { message(of: $0, now: now) }, waits: waits,
      zone: planner.circumstances.zone, now: now)
  }

  /// A message and the channels that are to deliver it.
  private struct Outgoing {
    var message: Message
    var channels: [Channel]

    /// The same as the history has it.
    var intention: HistoryStore.Intention {
      .init(id: message.id, message: message.json.text(), channels: channels)
    }
  }

  /// Hands messages to the outbox and the journal, never waiting, and records that. While nothing can be recorded, the
  /// planner remembers it until it can.
  private func deliver(_ outgoing: [Outgoing], attempts: [ReminderID: Int], now: Instant) {
    guard !outgoing.isEmpty else { return }
    perform(outbox.supersede(by: outgoing.map(\.message)))
    var events: [Event] = []
    var journal: [Delivery] = []
    for one in outgoing {
      let (message, id, attempt) = (one.message, one.message.id, attempts[one.message.id] ?? 1)
      let begun = outbox.deliver(message, by: one.channels, attempt: attempt, at: now)
      for case .start(let message, let channel, let attempt) in begun {
        for case .record(let delivery, _) in start(message, by: channel, attempt: attempt) {
          journal.append(delivery)
        }
      }
      events.append(Event(at: now, occurrence: id.occurrence, fact: .reminded(id.kind, attempt: attempt)))
      world.bus.emit(Kinkeeper1.Signal.reminder, [.properties(message.properties)])
      events += message.members.map {
        Event(at: now, occurrence: $0.id.occurrence, fact: .gathered($0.id.kind, into: id))
      }
    }
    let isRecorded: Void? = write { store throws(StoreFault) in
      try store.record(delivered: outgoing.map(\.message.id), deliveries: journal, events: events, at: now)
    }
    if isRecorded == nil {
      history.backlog.delivered += outgoing.map(\.intention)
      for delivery in journal { history.backlog.note(delivery) }
      keepForLater(events)
    } else {
      takeInEvents()
    }
  }
}

// After a restart.
extension Loop {
  /// Goes on with what an earlier run of the daemon has left: deliveries that wait for a channel, and reminders that were
  /// intended before it died. These are delivered again under the same name, and the attempt says so.
  func resumeDeliveries(of store: HistoryStore, now: Instant) throws(StoreFault) {
    try store.dropAnswered()
    for (delivery, text) in try store.waiting() {
      let message = Message(json: text)
      perform(outbox.resume(delivery, message, at: now))
      let members = message?.members.map(\.id.occurrence) ?? []
      let answered = try store.answered(members, since: delivery.tries.since)
      if !answered.isEmpty { perform(outbox.drop { answered.contains($0.occurrence) }) }
    }
    let pending = try store.pending()
    // What cannot be read is left as it is, for the version that wrote it.
    let outgoing = pending.compactMap { one in
      Message(json: one.intention.message).flatMap { rest(of: $0, since: one.intended) }
        .map { Outgoing(message: $0, channels: one.intention.channels) }
    }
    guard !outgoing.isEmpty else { return }
    let attempts =
      write { store throws(StoreFault) in try store.intend(outgoing.map(\.intention), at: now) }
      ?? [ReminderID: Int](pending.map { ($0.intention.id, $0.attempts + 1) }) { $1 }
    deliver(outgoing, attempts: attempts, now: now)
  }

  /// What still matters of a reminder that was intended: nil where its occurrence was answered meanwhile; of a digest, what
  /// was answered or came in another digest goes.
  private func rest(of message: Message, since intended: Instant) -> Message? {
    let members = message.members.map(\.id)
    let all = message.isDigest ? members : [message.id]
    let over = write { store throws(StoreFault) in
      try store.answered(all.map(\.occurrence), since: intended)
        .union(store.delivered(among: members).map(\.occurrence))
    }
    // Delivered once too often is better than not at all.
    guard let over, all.contains(where: { over.contains($0.occurrence) }) else { return message }
    guard all.allSatisfy({ over.contains($0.occurrence) }) else {
      return message.keeping { !over.contains($0.id.occurrence) }
    }
    let now = world.now()
    if write({ store throws(StoreFault) in try store.drop(message.id, at: now) }) == nil { return message }
    note(
      "\(message.id) is not delivered again: it was answered", priority: 6, id: .superseded,
      fields: message.id.fields)
    return nil
  }
}
