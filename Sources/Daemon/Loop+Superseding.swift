import CivilTime
import History
import Planning
import Rituals

/// What need not be shown any more: it was answered, or a newer reminder takes its place.
extension Loop {
  /// Lets go of older reminders of the same occurrences. Those of other occurrences stay: an open one can still be
  /// answered where it is shown, and goes when it lapses.
  func supersede(by messages: [Message]) {
    var newer: Set<ReminderID> = []
    for message in messages { newer.formUnion(message.isDigest ? message.members.map(\.id) : [message.id]) }
    let occurrences = Set(newer.map(\.occurrence))
    letGo { occurrences.contains($0.occurrence) && !newer.contains($0) }
  }

  /// Lets go of reminders on every channel but the journal, which is a record: those that wait are not carried, those on
  /// the screen go. A digest goes when nothing in it is left, and until then loses what is over.
  func letGo(where isOver: (ReminderID) -> Bool) {
    var finished: Set<ReminderID> = []
    for (digest, all) in members {
      let rest = all.filter { !isOver($0) }
      guard rest.count < all.count else { continue }
      members[digest] = rest
      if rest.isEmpty { finished.insert(digest) } else { shorten(digest, to: Set(rest)) }
    }
    func goes(_ key: DeliveryKey) -> Bool {
      guard let id = key.id else { return false }
      if case .digest = id.kind { return finished.contains(id) }
      return isOver(id)
    }
    for key in running where goes(key) && key != speaking { withdraw(key) }
    for (key, delivery) in deliveries where key.channel != .journal && goes(key) {
      deliveries[key] = nil
      var delivery = delivery
      delivery.state = .failed
      delivery.reason = delivery.reason ?? "it was answered, or a newer reminder took its place"
      record(delivery, events: [])
      forgetMembers(of: key)
    }
  }

  private func withdraw(_ key: DeliveryKey) {
    leaving.insert(key)
    answering.removeAll { $0 == key }
    world.hooks.withdraw(key)
  }

  /// Takes what waits for an answer off the screen before the end of the program, since nobody would hear its buttons any
  /// more; it is shown again by the next one, if it still matters then.
  func takeOffScreen() {
    let now = world.now()
    for key in answering {
      withdraw(key)
      guard let id = key.id, let store, backlog.isEmpty else { continue }
      do { try store.waitAgain(id, by: key.channel, at: now) } catch { historyFailed(error) }
    }
  }

  /// Leaves out of a digest that still waits for a channel what is over.
  private func shorten(_ digest: ReminderID, to rest: Set<ReminderID>) {
    var text: String?
    for (key, delivery) in deliveries where key.id == digest && key.channel != .journal {
      if text == nil {
        text = Message(json: delivery.message)?.keeping { rest.contains($0.id) }.json.text()
      }
      if let text { deliveries[key]?.message = text }
    }
    guard let text, let store, backlog.isEmpty else { return }
    // What cannot be kept now is found out again at the next start.
    do { try store.keep(text, of: digest) } catch { historyFailed(error) }
  }

  /// What a digest that waited over a restart holds; what was answered meanwhile is left out.
  func takeInMembers(of delivery: HistoryStore.Delivery, from store: HistoryStore) throws(HistoryFault) {
    guard members[delivery.id] == nil, let message = Message(json: delivery.message), message.isDigest
    else { return }
    let all = message.members.map(\.id)
    members[delivery.id] = all
    let answered = try store.answered(all.map(\.occurrence), since: delivery.since)
    if !answered.isEmpty { letGo { answered.contains($0.occurrence) } }
  }

  func forgetMembers(of key: DeliveryKey) {
    guard let id = key.id, members[id] != nil, !deliveries.keys.contains(where: { $0.id == id }),
      !running.contains(where: { $0.id == id })
    else { return }
    members[id] = nil
  }
}
