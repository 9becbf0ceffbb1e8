import Bus
import CivilTime
import History
import Planning
import Rituals
import Wording

/// What leaves the program: the outbox says what is to be done, and here it is done.
extension Loop {
  func perform(_ actions: [Outbox.Action]) {
    var queue = actions[...]
    var hasFacts = false
    while let action = queue.popFirst() {
      switch action {
      case .start(let message, let channel, let attempt):
        queue += start(message, by: channel, attempt: attempt)
      case .cancel(let key): world.hooks.cancel(key)
      case .withdraw(let key) where key.channel == .desktop:
        world.notifications.takeOff(key)
        // Nothing runs that would have to end first.
        queue += outbox.ended(key, nil, at: world.now())
      case .withdraw(let key): world.hooks.withdraw(key)
      case .record(let delivery, let fact):
        record(delivery, fact)
        hasFacts = hasFacts || fact != nil
      case .reportFailure(let delivery): reportFailure(delivery)
      case .recordWaiting(let key):
        guard let id = key.id else { continue }
        let now = world.now()
        _ = write { store throws(StoreFault) in try store.waitAgain(id, by: key.channel, at: now) }
      case .keep(let message):
        // What cannot be kept now is found out again at the next start.
        _ = write { store throws(StoreFault) in try store.keep(message.json.text(), of: message.id) }
      case .noteBroughtBack(let detail): note(detail)
      }
    }
    if hasFacts { takeInEvents() }
  }

  /// Starts a delivery; what is over at once returns what follows from that.
  func start(_ message: Message, by channel: Channel, attempt: Int) -> [Outbox.Action] {
    let key = DeliveryKey(message.id, channel)
    let way = household.deliverer(to: channel).way(of: message, attempt: attempt) {
      asides(of: message, for: key)
    }
    switch way {
    case .notification(let notification):
      world.notifications.show(notification, for: key)
      return []
    case .command(let command):
      world.hooks.start(command, for: key)
      return []
    case .entry(let fields):
      let cause = world.journal(fields)
      setTrouble(.journal, cause.map { "the journal does not take entries (\($0.sentence)); they wait" })
      return outbox.ended(key, cause.map { DeliveryFailure($0) }, at: world.now())
    case .none(let cause): return outbox.ended(key, DeliveryFailure(cause), at: world.now())
    }
  }

  private func record(_ delivery: Delivery, _ fact: Event.Fact?) {
    let now = world.now()
    let events = fact.map { [Event(at: now, occurrence: delivery.id.occurrence, fact: $0)] } ?? []
    let isRecorded: Void? = write { store throws(StoreFault) in
      try store.record(deliveries: [delivery], events: events, at: now)
    }
    if isRecorded != nil { return }
    history.backlog.note(delivery)
    keepForLater(events)
  }

  private func reportFailure(_ delivery: Delivery) {
    let (channel, reason) = (delivery.channel.name, delivery.tries.failure?.sentence ?? "")
    note(
      delivery.state == .failed
        ? "\(channel) did not deliver \(delivery.id): \(reason)"
        : "\(channel) could not deliver \(delivery.id): \(reason); it tries again with growing pauses",
      priority: 4, id: .hookFailed, fields: delivery.id.fields + [("KIN_CHANNEL", channel)])
  }

  /// Shows a message about the daemon itself on the desktop: once, best effort, without a record.
  func startNotice(title: String, body: String) {
    guard outbox.show() else { return }
    world.notifications.show(Notification(title: title, body: DisplayText.line(body)), for: .notice)
  }
}
