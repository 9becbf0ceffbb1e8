import CivilTime
import History
import Rituals

@testable import Daemon

/// Why a phone's command fails without a network.
let noNetwork = DeliveryFailure(.exited(1), lastWords: "no network")

/// The deliveries as a list with a flag for everything that can be so of one: what the outbox is held against.
struct PlainList {
  static let channels: [Channel] = [.journal, .desktop, .hook("phone"), .hook("mail"), .hook("notify-send")]

  struct Entry {
    let key: DeliveryKey
    var message: Message
    var open: [ReminderID]
    var isDelivered = false
    var isDropped = false
    var runs = false
    var hasAnswered = false
    var mustEnd = false
    /// The place among all that were shown.
    var shown: Int?
    var tries: Tries

    var isWanted: Bool { !isDelivered && !isDropped }
    var isRecord: Bool { key.channel == .journal }
    /// Journal and desktop need no command.
    var isCommand: Bool { key.channel != .journal && key.channel != .desktop }
    var waits: Bool { tries.failure?.cause == .noNotificationServer }

    func delivery(_ state: Delivery.State, _ failure: DeliveryFailure?) -> Delivery {
      var tries = tries
      tries.failure = failure
      return Delivery(id: message.id, channel: key.channel, state: state, tries: tries)
    }
  }

  var entries: [Entry] = []
  /// What the history has of each reminder.
  private var kept: [ReminderID: Message] = [:]
  private var shown = 0

  var running: Int { entries.count { $0.runs && $0.isCommand } }
  var undelivered: Set<DeliveryKey> { Set(entries.filter(\.isWanted).map(\.key)) }
  var nextTry: Instant? {
    entries.filter { $0.isWanted && !$0.runs && !$0.waits && (running < 16 || !$0.isCommand) }.map(
      \.tries.next
    ).min()
  }

  mutating func deliver(_ message: Message, _ channels: [Channel], _ now: Instant) -> [Outbox.Action] {
    var actions: [Outbox.Action] = []
    kept[message.id] = message
    for channel in channels {
      let key = DeliveryKey(message.id, channel)
      if entries.contains(where: { $0.key == key && $0.runs }) { continue }
      entries.removeAll { $0.key == key }
      var entry = Entry(
        key: key, message: message, open: message.isDigest ? message.members.map(\.id) : [message.id],
        tries: Tries(next: now, since: now))
      if channel == .journal {
        entry.tries.count = 1
        entry.runs = true
        actions.append(.start(message, channel, attempt: 1))
      }
      entries.append(entry)
    }
    return actions
  }

  mutating func startDue(_ now: Instant) -> [Outbox.Action] {
    let due = entries.indices.filter {
      entries[$0].isWanted && !entries[$0].runs && entries[$0].tries.next <= now && !entries[$0].waits
    }
    var actions: [Outbox.Action] = []
    let wanted = due.count { entries[$0].isCommand }
    let going = entries.count { $0.runs && $0.mustEnd && $0.isCommand }
    var excess = due.isEmpty ? 0 : running - going + wanted - 16
    let listening = entries.indices.filter {
      entries[$0].isCommand && entries[$0].runs && entries[$0].shown != nil && !entries[$0].hasAnswered
        && !entries[$0].mustEnd
    }
    for place in listening.sorted(by: { entries[$0].shown ?? 0 < entries[$1].shown ?? 0 }) where excess > 0 {
      excess -= 1
      entries[place].mustEnd = true
      actions.append(.cancel(entries[place].key))
    }
    var room = 16 - running
    let ordered = due.sorted { left, right in
      let (left, right) = (entries[left], entries[right])
      if left.tries.next != right.tries.next { return left.tries.next < right.tries.next }
      let (mine, theirs) = (left.message.id.occurrence, right.message.id.occurrence)
      if mine.ritual != theirs.ritual { return mine.ritual < theirs.ritual }
      return left.key.channel.name < right.key.channel.name
    }
    for place in ordered where !entries[place].isCommand || room > 0 {
      if entries[place].isCommand { room -= 1 }
      entries[place].runs = true
      entries[place].tries.count += 1
      let entry = entries[place]
      actions.append(.start(entry.message, entry.key.channel, attempt: entry.tries.count))
    }
    return actions
  }

  /// It is on the screen, or its command answers.
  mutating func delivered(_ key: DeliveryKey, answers: Bool) -> [Outbox.Action] {
    guard let place = entries.firstIndex(where: { $0.key == key && $0.runs && !$0.mustEnd }) else {
      return []
    }
    if answers { entries[place].hasAnswered = true }
    guard entries[place].isWanted else { return [] }
    if !answers {
      shown += 1
      entries[place].shown = shown
    }
    entries[place].isDelivered = true
    let entry = entries[place]
    return [.record(entry.delivery(.delivered, nil), .delivered(entry.message.id.kind, channel: key.channel))]
  }

  mutating func ended(_ key: DeliveryKey, _ end: DeliveryFailure?, _ now: Instant) -> [Outbox.Action] {
    guard let place = entries.firstIndex(where: { $0.key == key && $0.runs }) else { return [] }
    var entry = entries.remove(at: place)
    guard entry.isWanted else { return [] }
    let kind = entry.message.id.kind
    guard var why = end else {
      return [
        .record(
          entry.delivery(.delivered, nil), entry.isRecord ? nil : .delivered(kind, channel: key.channel))
      ]
    }
    if why.cause == .noHook("phone") { return failure(entry, why) }
    if !entry.isRecord, now.seconds > entry.tries.since.seconds + 7 * 86_400 {
      why.isGivenUp = true
      return failure(entry, why)
    }
    let isNews = entry.tries.failure != why && !entry.isRecord
    let pauses: [Int64] = [10, 30, 90, 270, 810, 2430]
    let pause = entry.tries.count > pauses.count ? 3600 : pauses[max(entry.tries.count, 1) - 1]
    entry.tries.next = now.advanced(bySeconds: pause)
    entry.tries.failure = why
    entry.runs = false
    entries.append(entry)
    let delivery = entry.delivery(.waiting, why)
    return [.record(delivery, nil)] + (isNews ? [.reportFailure(delivery)] : [])
  }

  private func failure(_ entry: Entry, _ why: DeliveryFailure) -> [Outbox.Action] {
    let delivery = entry.delivery(.failed, why)
    let fact = Event.Fact.failed(entry.message.id.kind, channel: entry.key.channel, why)
    return [.reportFailure(delivery), .record(delivery, fact)]
  }

  mutating func supersede(by message: Message) -> [Outbox.Action] {
    let newer = message.isDigest ? message.members.map(\.id) : [message.id]
    return drop { id in
      newer.contains { $0.occurrence == id.occurrence } && !newer.contains(id)
    }
  }

  mutating func drop(_ isOver: (ReminderID) -> Bool) -> [Outbox.Action] {
    var actions: [Outbox.Action] = []
    for place in entries.indices where !entries[place].isRecord && entries[place].open.contains(where: isOver)
    {
      entries[place].open.removeAll(where: isOver)
      let entry = entries[place]
      if !entry.open.isEmpty {
        guard entry.isWanted else { continue }
        entries[place].message = entry.message.keeping { entry.open.contains($0.id) }
        if kept.updateValue(entries[place].message, forKey: entry.message.id) != entries[place].message {
          actions.append(.keep(entries[place].message))
        }
        continue
      }
      if entry.isWanted {
        entries[place].isDropped = true
        let why = entry.tries.failure ?? DeliveryFailure(.overtaken)
        actions.append(.record(entry.delivery(.failed, why), nil))
      }
      if entry.runs, !entry.hasAnswered, !entry.mustEnd {
        entries[place].mustEnd = true
        actions.append(.withdraw(entry.key))
      }
    }
    entries.removeAll { $0.isDropped && !$0.runs }
    return actions
  }

  mutating func serverCame(_ now: Instant) {
    for place in entries.indices where entries[place].isWanted && !entries[place].runs && entries[place].waits
    {
      entries[place].tries.failure = nil
      entries[place].tries.next = now
    }
  }

  mutating func clockStepped(_ now: Instant) {
    for place in entries.indices where entries[place].isWanted && !entries[place].runs {
      let pause = Outbox.pause(after: entries[place].tries.count)
      entries[place].tries.next = min(entries[place].tries.next, now.advanced(bySeconds: pause))
    }
  }

  mutating func stop(_ now: Instant) -> [Outbox.Action] {
    var actions: [Outbox.Action] = []
    for place in entries.indices where entries[place].runs && !entries[place].mustEnd {
      actions.append(.withdraw(entries[place].key))
      guard entries[place].shown != nil, !entries[place].hasAnswered else { continue }
      actions.append(.recordWaiting(entries[place].key))
      entries[place].isDelivered = false
      entries[place].tries = Tries(next: now, since: entries[place].tries.since)
    }
    return actions
  }

  /// The process is gone, and what the history has waiting goes on.
  mutating func restart(_ now: Instant) -> [(Delivery, Message)] {
    entries.removeAll { !$0.isWanted }
    for place in entries.indices {
      entries[place].runs = false
      entries[place].shown = nil
      let message = kept[entries[place].message.id] ?? entries[place].message
      entries[place].message = message
      entries[place].open = message.isDigest ? message.members.map(\.id) : [message.id]
    }
    let kept = entries.map { ($0.delivery(.waiting, $0.tries.failure), $0.message) }
    for place in entries.indices where entries[place].waits {
      (entries[place].tries.failure, entries[place].tries.next) = (nil, now)
    }
    return kept
  }
}
