import CivilTime
import History
import Rituals
import TestSupport
import Testing

@testable import Daemon

@Suite("The outbox, lived with at random")
struct OutboxWalkTests {
  @Test func `it does what a plain list of deliveries would do`() {
    var system = SystemRandomNumberGenerator()
    let first = environmentNumbers(["KINKEEPER_SEED"])["KINKEEPER_SEED"] ?? system.next() % 1_000_000_000
    print("outbox: KINKEEPER_SEED=\(first)")
    var seen: Set<String> = []
    for seed in first..<first + 30 {
      var walk = Walk(seed: seed)
      for step in 0..<400 {
        guard let fault = walk.step() else { continue }
        Issue.record("KINKEEPER_SEED=\(seed), step \(step), \(walk.input): \(fault)")
        return
      }
      seen.formUnion(walk.seen)
    }
    #expect(
      seen.isSuperset(of: [
        "start", "cancel", "withdraw", "record", "reportFailure", "recordWaiting", "keep", "failed",
      ]), "\(seen)")
  }
}

private let noServer = DeliveryFailure(.noNotificationServer)

/// One random life of an outbox beside the plain list.
private struct Walk {
  var random: SeededRandom
  var now = outboxStart
  var outbox = Outbox()
  var list = PlainList()
  var input = ""
  var seen: Set<String> = []
  var digests = 0

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  /// Takes a step; returns what differs after it.
  mutating func step() -> String? {
    var expected: [Outbox.Action] = []
    var actions: [Outbox.Action] = []
    switch Int.random(in: 0..<16, using: &random) {
    case 0..<3:
      let message = message()
      let channels = PlainList.channels.filter { _ in Bool.random(using: &random) }
      input = "deliver \(message.id) by \(channels.map(\.name))"
      expected = list.supersede(by: message) + list.deliver(message, channels, now)
      actions = outbox.supersede(by: [message])
      actions += outbox.deliver(message, by: channels, attempt: 1, at: now)
    case 3..<7:
      input = "startDue"
      expected = list.startDue(now)
      actions = outbox.startDue(at: now)
    case 7..<9:
      guard let key = key() else { return nil }
      input = "shown \(key)"
      expected = list.delivered(key, answers: false)
      actions = outbox.shown(key, at: now)
    case 9:
      guard let key = key() else { return nil }
      input = "answered \(key)"
      expected = list.delivered(key, answers: true)
      actions = outbox.answered(key, at: now)
    case 10..<12:
      guard let key = key() else { return nil }
      return end(
        key, pick([nil, noNetwork, DeliveryFailure(.cancelled), DeliveryFailure(.noHook("phone")), noServer]))
    case 12:
      let id = ReminderID(OccurrenceID(ritual: ritual(), start: outboxMessage("").due), .due)
      input = "drop \(id.occurrence)"
      expected = list.drop { $0.occurrence == id.occurrence }
      actions = outbox.drop { $0.occurrence == id.occurrence }
    case 13:
      input = "time passes"
      now = now.advanced(bySeconds: pick([1, 10, 60, 3600, 86_400, 7 * 86_400]))
    case 14 where Bool.random(using: &random):
      input = "serverCame"
      outbox.serverCame(at: now)
      list.serverCame(now)
    case 14:
      input = "clockStepped"
      now = now.advanced(bySeconds: pick([-86_400, -60, 3600]))
      outbox.clockStepped(to: now)
      list.clockStepped(now)
    default:
      guard Int.random(in: 0..<8, using: &random) == 0 else { return nil }
      input = "restart"
      if Bool.random(using: &random) {
        expected = list.stop(now)
        actions = outbox.stop()
      }
      outbox = Outbox()
      for (delivery, message) in list.restart(now) { actions += outbox.resume(delivery, message, at: now) }
    }
    if let fault = compare(actions, expected) { return fault }
    // What goes into the journal is over at once.
    for case .start(let message, .journal, _) in actions {
      if let fault = end(DeliveryKey(message.id, .journal), pick([nil, DeliveryFailure(.journalBusy)])) {
        return fault
      }
    }
    return nil
  }

  private mutating func end(_ key: DeliveryKey, _ end: DeliveryFailure?) -> String? {
    input = "ended \(key), \(end?.sentence ?? "well")"
    return compare(outbox.ended(key, end, at: now), list.ended(key, end, now))
  }

  private mutating func compare(_ actions: [Outbox.Action], _ expected: [Outbox.Action]) -> String? {
    for action in actions {
      seen.insert(String("\(action)".prefix { $0 != "(" }))
      if case .record(let delivery, _) = action { seen.insert(delivery.state.rawValue) }
    }
    if inAnyOrder(actions) != inAnyOrder(expected) {
      return "\(actions), not \(expected)"
    }
    if outbox.commands != list.running { return "\(outbox.commands) commands, not \(list.running)" }
    if Set(outbox.undelivered.keys) != list.undelivered { return "\(outbox.undelivered.keys)" }
    if outbox.nextTry != list.nextTry { return "next \(outbox.nextTry as Any), not \(list.nextTry as Any)" }
    for entry in list.entries where outbox.open(entry.key) != entry.open { return "open: \(entry.key)" }
    return nil
  }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &random)]
  }

  private mutating func ritual() -> String { "r\(Int.random(in: 0..<9, using: &random))" }

  private mutating func key() -> DeliveryKey? {
    let keys = list.entries.map(\.key).filter { $0.channel != .journal }
    return keys.isEmpty ? nil : pick(keys)
  }

  private mutating func message() -> Message {
    guard Int.random(in: 0..<4, using: &random) == 0 else {
      return outboxMessage(ritual(), pick([.due, .nudge(1), .nudge(2), .snooze(1)]))
    }
    digests += 1
    let members = Set((0..<3).map { _ in ritual() }).sorted().map { outboxMessage($0) }
    return outboxMessage("digest\(digests)", members: members)
  }
}
