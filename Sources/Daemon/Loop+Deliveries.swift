import CivilTime
import History
import Planning
import Rituals

/// What leaves the program: each channel's part of a reminder, tried until it is carried or no longer matters.
extension Loop {
  /// The most hooks that run at one time, notifications that wait for an answer among them.
  static let runningAtMost = 16

  /// The pause before the next try, in seconds: 10 s, 30 s, 90 s … one hour.
  static func pause(after attempts: Int) -> Int64 {
    var pause: Int64 = 10
    for _ in 1..<max(attempts, 1) where pause < 3600 { pause *= 3 }
    return min(pause, 3600)
  }

  /// After how many seconds a reminder that no try could carry is given up, and told.
  static let givenUpAfter: Int64 = 7 * 86_400

  /// When the next delivery is to be tried.
  var nextDelivery: Instant? {
    guard running.count < Loop.runningAtMost else { return nil }
    return deliveries.lazy.filter { !self.running.contains($0.key) }.map(\.value.next).min()
  }

  func startDueDeliveries(now: Instant) {
    let due = deliveries.filter { $0.value.next <= now && !running.contains($0.key) }
    makeRoom(for: due.keys.count { $0.channel != .journal })
    guard !due.isEmpty else { return }
    // Compared field by field: after a long absence this list is long, and it is looked at whenever a hook ends.
    for (key, delivery) in due.sorted(by: { left, right in
      let (first, second) = (left.value.id.occurrence, right.value.id.occurrence)
      return (left.value.next, first.start, first.ritual, left.key.channel.name)
        < (right.value.next, second.start, second.ritual, right.key.channel.name)
    }) {
      guard key.channel == .journal || running.count < Loop.runningAtMost else { continue }
      start(delivery, key, now: now)
    }
  }

  /// A notification that was shown and only waits for an answer gives way to what is still to be carried, the oldest
  /// first; its end tells that there is room.
  private func makeRoom(for count: Int) {
    let missing = running.count - leaving.count + count - Loop.runningAtMost
    guard missing > 0 else { return }
    for key in answering.prefix(missing) {
      leaving.insert(key)
      world.hooks.cancel(key)
    }
    answering.removeFirst(min(missing, answering.count))
  }

  private func start(_ delivery: HistoryStore.Delivery, _ key: DeliveryKey, now: Instant) {
    guard let message = Message(json: delivery.message) else {
      finish(key, failing: "its message cannot be read any more", now: now)
      return
    }
    if key.channel == .journal {
      if let part = giveToJournal(message, attempt: delivery.attempts + 1, now: now) {
        record(part, events: [])
      }
      return
    }
    guard let request = request(for: message, by: key) else {
      finish(key, failing: "the config has no hook named \(key.channel.name)", now: now)
      return
    }
    deliveries[key]?.attempts += 1
    running.insert(key)
    world.hooks.start(request)
  }

  private func request(for message: Message, by key: DeliveryKey) -> HookRunRequest? {
    if key.channel == .desktop {
      return DesktopChannel.request(for: message, asides: asides(of: message, for: key), key: key)
    }
    return household.hooks[key.channel.name].map { HookChannel.request(for: message, hook: $0, key: key) }
  }

  /// Hands a message to the journal, where that is one of its channels; returns how it went, to be recorded.
  func giveToJournal(_ message: Message, attempt: Int, now: Instant) -> HistoryStore.Delivery? {
    let key = DeliveryKey(message.id, .journal)
    guard var part = deliveries[key] else { return nil }
    part.attempts += 1
    switch world.journal.send(JournalChannel.fields(for: message, attempt: attempt)) {
    case .sent:
      part.state = .delivered
      deliveries[key] = nil
      setTrouble(.journal, nil)
    case .refused(let why):
      part.reason = why
      part.next = now.advanced(bySeconds: Loop.pause(after: part.attempts))
      deliveries[key] = part
      setTrouble(.journal, "the journal does not take entries (\(why)); they wait")
    }
    return part
  }

  func takeEnd(_ end: HookEnd, of key: DeliveryKey) {
    running.remove(key)
    leaving.remove(key)
    answering.removeAll { $0 == key }
    defer {
      forgetMembers(of: key)
      broughtBack[key] = nil
    }
    guard deliveries[key] != nil else { return }
    switch end {
    case .succeeded: finish(key, now: world.now())
    case .failed(let why): tryLater(key, because: why, now: world.now())
    }
  }

  /// A channel's part is over: carried, or not to be tried again.
  func finish(_ key: DeliveryKey, failing reason: String? = nil, now: Instant) {
    guard var delivery = deliveries.removeValue(forKey: key) else { return }
    delivery.state = reason == nil ? .delivered : .failed
    delivery.reason = reason
    let fact: Event.Fact =
      if let reason {
        .failed(delivery.id.kind, channel: delivery.channel, reason: reason)
      } else {
        .delivered(delivery.id.kind, channel: delivery.channel)
      }
    if reason == nil { noteBroughtBack(by: key) }
    if let reason {
      noteFailure(delivery, "\(delivery.channel.name) did not carry \(delivery.id): \(reason)")
    }
    record(delivery, events: [Event(at: now, occurrence: delivery.id.occurrence, fact: fact)])
    forgetMembers(of: key)
  }

  private func tryLater(_ key: DeliveryKey, because reason: String, now: Instant) {
    guard var delivery = deliveries[key] else { return }
    if now.seconds - delivery.since.seconds > Loop.givenUpAfter {
      finish(key, failing: "\(reason); no try has helped for a week", now: now)
      return
    }
    let pause = Loop.pause(after: delivery.attempts)
    delivery.next = now.advanced(bySeconds: pause)
    if delivery.reason != reason {
      noteFailure(
        delivery,
        "\(delivery.channel.name) could not carry \(delivery.id): \(reason); it is tried again with growing pauses"
      )
    }
    delivery.reason = reason
    deliveries[key] = delivery
    record(delivery, events: [])
  }

  private func noteFailure(_ delivery: HistoryStore.Delivery, _ text: String) {
    note(
      text, priority: 4, id: .hookFailed,
      fields: [
        ("KIN_RITUAL", delivery.id.occurrence.ritual), ("KIN_REMINDER", delivery.id.description),
        ("KIN_CHANNEL", delivery.channel.name),
      ])
  }

  func record(_ delivery: HistoryStore.Delivery, events: [Event]) {
    guard let store, backlog.isEmpty else {
      backlog.note(delivery)
      keepForLater(events)
      return
    }
    do {
      try store.record(delivery, events: events)
    } catch {
      historyFailed(error)
      backlog.note(delivery)
      keepForLater(events)
      return
    }
    takeInRecorded()
  }

  /// Shows a message about the daemon itself on the desktop: once, best effort, without a record.
  func startNotice(title: String, body: String) {
    let key = DeliveryKey(nil, .desktop)
    guard running.insert(key).inserted else { return }
    world.hooks.start(DesktopChannel.notice(title: title, body: body, key: key))
  }
}
