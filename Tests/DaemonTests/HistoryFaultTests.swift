import CivilTime
import Foundation
import Glibc
import Rituals
import TestSupport
import Testing

@testable import Daemon
@testable import History

private func world(via: String = "\"journal\", \"phone\"", at start: String = "2026-12-04T08:00") throws
  -> TestWorld
{
  let world = try TestWorld(
    at: start,
    config: """
      { "timeZone": "Europe/Berlin", "people": {}, "hooks": { "phone": { "run": ["ntfy"], "timeout": "20s" } },
        "rituals": [ { "id": "tea", "title": "Tea", "when": "every day at 10:00", "via": [\(via)] } ] }
      """)
  world.start()
  return world
}

private let due = "tea@2026-12-04T10:00/due"
private let phone = DeliveryKey(ReminderID(due), .hook("phone"))

extension TestWorld {
  fileprivate var path: String { HistoryStore.path(in: folder.path) }

  /// Another hand in the history's file.
  fileprivate func execute(_ sql: String) throws {
    try Database(.history(path)).execute(sql, doing: "try")
  }

  /// From now on every attempt to write one of the tables fails, until `unblock`.
  fileprivate func block(_ what: String = "INSERT ON events") throws {
    try execute("CREATE TRIGGER block BEFORE \(what) BEGIN SELECT RAISE(ABORT, 'blocked'); END")
  }

  fileprivate func unblock() throws { try execute("DROP TRIGGER block") }

  fileprivate var given: Int { journal.delivered.count }
}

@Suite("A history that fails")
struct HistoryFaultTests {
  @Test(
    "whatever cannot be written, the reminder comes, is told, and is recorded once when it can be",
    arguments: ["INSERT ON events", "INSERT ON reminders", "UPDATE ON reminders", "UPDATE ON deliveries"])
  func blocked(what: String) throws {
    let world = try world()
    try world.block(what)
    try world.pass(to: "2026-12-04T10:00")
    #expect(world.journal.delivered == [due])
    #expect(world.hooks.started.map(\.key) == [phone])
    #expect(world.service.told.last?.contains("blocked") == true)
    world.handle(.hookEnded(phone, nil))
    try world.pass(to: "2026-12-04T11:00")
    try world.unblock()
    try world.pass(to: "2026-12-04T11:10")
    #expect(world.service.told.last?.contains("blocked") == false)
    #expect(world.loop.history.backlog.isEmpty)
    #expect(try world.facts() == ["tea@2026-12-04T10:00 given due"])
    world.restart()
    try world.pass(to: "2026-12-04T12:00")
    #expect(world.journal.delivered == [due])
    #expect(world.hooks.started.count == 1, "what the hook carried is known as well")
  }

  @Test("what a channel could not deliver meanwhile is still waited for after a restart")
  func channelWhileBlocked() throws {
    let world = try world()
    try world.block()
    try world.pass(to: "2026-12-04T10:00")
    world.handle(.hookEnded(phone, noNetwork))
    try world.unblock()
    world.handle(.stop)
    world.restart()
    try world.pass(to: "2026-12-04T10:05")
    #expect(world.hooks.started.map(\.key) == [phone, phone])
    #expect(world.journal.delivered == [due])
  }

  @Test("while it fails, the processor is woken by growing pauses and a fault is reported once")
  func quiet() throws {
    let world = try world()
    try world.block()
    let wakes = try world.pass(to: "2026-12-04T11:00")
    #expect(wakes < 40, "\(wakes)")
    #expect(world.journal.entries.count { $0["MESSAGE_ID"] == MessageID.historyFailed.rawValue } == 1)
    let more = try world.pass(to: "2026-12-05T09:00")
    #expect(more < 22 * 3600 / 150, "\(more)")
  }

  @Test("a day without a writable history delivers that day's and the next day's, each once")
  func long() throws {
    let world = try world(via: "\"journal\"")
    try world.block()
    try world.pass(to: "2026-12-06T12:00")
    try world.unblock()
    try world.pass(to: "2026-12-06T13:00")
    #expect(world.journal.delivered == [4, 5, 6].map { "tea@2026-12-0\($0)T10:00/due" })
    #expect(
      try world.facts().filter { $0.contains("given") }
        == [4, 5, 6].map { "tea@2026-12-0\($0)T10:00 given due" })
    #expect(world.loop.history.backlog.isEmpty)
  }

  @Test("a history that is out of reach after it was read delays no reminder")
  func outOfReach() throws {
    let world = try world(via: "\"journal\"")
    world.histories.fault = .unavailable(folder: "state", why: "gone")
    #expect(rename(world.folder.path, world.folder.path + "-away") == 0)
    defer { try? FileManager.default.removeItem(atPath: world.folder.path + "-away") }
    try world.pass(to: "2026-12-04T10:00")
    #expect(world.journal.delivered == [due])
    try world.pass(to: "2026-12-04T10:30")
    #expect(rename(world.folder.path + "-away", world.folder.path) == 0)
    world.histories.fault = nil
    try world.pass(to: "2026-12-04T10:40")
    #expect(try world.facts() == ["tea@2026-12-04T10:00 given due"])
    world.restart()
    try world.pass(to: "2026-12-04T12:00")
    #expect(world.journal.delivered == [due])
  }

  @Test("one that is deleted with a record still to be made gets that record, and nothing is delivered again")
  func deletedWithBacklog() throws {
    let world = try world(via: "\"journal\"")
    try world.block()
    try world.pass(to: "2026-12-04T10:00")
    unlink(world.path)
    world.handle(.historyChanged)
    try world.pass(to: "2026-12-04T10:30")
    #expect(world.loop.history.backlog.isEmpty)
    #expect(try world.facts() == ["tea@2026-12-04T10:00 given due"])
    world.restart()
    try world.pass(to: "2026-12-05T12:00")
    #expect(world.journal.delivered == [due, "tea@2026-12-05T10:00/due"])
  }

  @Test("damage that shows while it is in use leads to its copy, without a restart")
  func damagedInUse() throws {
    let world = try world(via: "\"journal\"")
    try world.pass(to: "2026-12-04T09:00")
    world.loop.historyFailed(.sqlite(.history(""), doing: "record", code: 11, message: "malformed"))
    let file = open(world.path, O_RDWR | O_CLOEXEC)
    #expect(pwrite(file, [UInt8](repeating: 0x5A, count: 8192), 8192, 0) == 8192)
    close(file)
    unlink(world.path + "-wal")
    try world.pass(to: "2026-12-04T09:30")
    world.handle(.timer)
    try world.pass(to: "2026-12-04T10:00")
    #expect(world.journal.entries.contains { $0["MESSAGE_ID"] == MessageID.historyRepaired.rawValue })
    #expect(world.journal.delivered == [due])
  }

  @Test("a reminder whose message cannot be read any more is delivered as a new one")
  func unreadableMessage() throws {
    let world = try world(via: "\"journal\"")
    let id = try #require(ReminderID(due))
    do {
      let store = try HistoryStore(folder: world.folder.path, now: world.now)
      _ = try store.intend([.init(id: id, message: "{", channels: [.journal])], events: [], at: world.now)
    }
    world.restart()
    try world.pass(to: "2026-12-04T10:00")
    #expect(world.journal.delivered == [due])
    #expect(world.journal.reminders.first?["KIN_ATTEMPT"] == "2")
    #expect(try world.facts() == ["tea@2026-12-04T10:00 given due attempt 2"])
  }

  @Test("a copy that cannot be kept is reported once and stops nothing")
  func noCopy() throws {
    let world = try world(via: "\"journal\"")
    unlink(world.path + ".backup")
    mkdir(world.path + ".backup.new", 0o700)
    try world.pass(to: "2026-12-06T12:00")
    #expect(world.given == 3)
    #expect(world.service.told.allSatisfy { !$0.contains("copy") })
    #expect(world.journal.entries.count { $0["MESSAGE"]?.hasPrefix("no copy of the history") == true } == 1)
  }

  @Test("a clock set back a day does not put the next try off for a day")
  func triesAfterStep() throws {
    let world = try world()
    try world.pass(to: "2026-12-04T10:00")
    world.handle(.hookEnded(phone, noNetwork))
    try world.jump(to: "2026-12-03T10:00")
    try world.pass(to: "2026-12-03T10:01")
    #expect(world.hooks.started.count == 2)
  }
}

@Suite("Channels and the history")
struct ChannelRecordTests {
  @Test("a delivery dropped while it ran does not run again after a restart")
  func superseded() throws {
    let world = try world()
    try world.pass(to: "2026-12-05T10:00")
    #expect(world.hooks.started.count == 2 && Set(world.hooks.withdrawn) == [phone])
    world.restart()
    try world.pass(to: "2026-12-05T11:00")
    #expect(world.hooks.started.dropFirst(2).map(\.key.id?.description) == ["tea@2026-12-05T10:00/due"])
  }

  @Test("a hook that answers has delivered, is left to end by itself, and does not run again")
  func answering() throws {
    let world = try world()
    try world.pass(to: "2026-12-04T10:00")
    world.handle(.hookLine(phone, "done"))
    #expect(world.hooks.cancelled.isEmpty)
    world.handle(.hookEnded(phone, DeliveryFailure(.exited(1))))
    #expect(try world.facts() == ["tea@2026-12-04T10:00 given due", "tea@2026-12-04T10:00 done"])
    world.restart()
    try world.pass(to: "2026-12-04T12:00")
    #expect(world.hooks.started.count == 1)
  }

  @Test("a backlog with a snooze and its own reminder is recorded, and that reminder still goes out")
  func snoozeWhileBlocked() throws {
    let world = try world()
    let snooze = DeliveryKey(ReminderID("tea@2026-12-04T10:00/snooze-1"), .hook("phone"))
    try world.block()
    try world.pass(to: "2026-12-04T10:00")
    world.handle(.hookLine(phone, "later"))
    world.handle(.hookEnded(phone, nil))
    while world.hooks.started.last?.key != snooze, let armed = world.timer.armedFor,
      armed < world.now.advanced(bySeconds: 86_400)
    {
      world.now = armed
      world.handle(.timer)
    }
    #expect(world.hooks.started.map(\.key) == [phone, snooze])
    world.handle(.hookEnded(snooze, noNetwork))
    #expect(!world.loop.history.backlog.isEmpty)
    try world.unblock()
    try world.pass(to: "2026-12-04T21:00")
    #expect(world.loop.history.backlog.isEmpty)
    #expect(world.hooks.started.map(\.key) == [phone, snooze, snooze] && world.hooks.withdrawn.isEmpty)
    world.handle(.hookEnded(snooze, nil))
    #expect(world.loop.outbox.isEmpty)
    let facts = try world.facts().filter { !$0.contains("held") }
    #expect(facts == ["given due", "snoozed", "given snooze-1"].map { "tea@2026-12-04T10:00 \($0)" })
    let store = try HistoryStore(folder: world.folder.path, now: world.now)
    #expect(try store.waiting().isEmpty)
  }

  @Test(
    "what comes again after a clock set back far is recorded as delivered before, and not delivered again")
  func suppressed() throws {
    let world = try world(via: "\"journal\"")
    try world.pass(to: "2026-12-10T11:00")
    #expect(world.given == 7)
    try world.jump(to: "2026-12-05T09:00")
    try world.pass(to: "2026-12-06T12:00")
    #expect(world.given == 7)
    let store = try HistoryStore(folder: world.folder.path, now: world.now)
    var again: [String] = []
    try store.forEachEvent { entry in
      if case .reminded(.due, attempt: 0) = entry.event.fact {
        again.append(entry.event.start?.description ?? "")
      }
    }
    #expect(again == ["2026-12-05T10:00:00", "2026-12-06T10:00:00"])
    world.restart()
    try world.pass(to: "2026-12-06T23:00")
    #expect(world.given == 7)
  }

  @Test("an answer that kin took while no daemon ran lets go of what waited")
  func answeredMeanwhile() throws {
    let world = try world()
    try world.pass(to: "2026-12-04T10:00")
    world.handle(.hookEnded(phone, noNetwork))
    do {
      let kin = try HistoryStore(folder: world.folder.path, now: world.now)
      let id = try #require(OccurrenceID("tea@2026-12-04T10:00"))
      try kin.append([Event(at: world.now, occurrence: id, fact: .done(on: Zone.utc.local(at: world.now)))])
    }
    world.restart()
    try world.pass(to: "2026-12-04T12:00")
    #expect(world.hooks.started.count == 1)
  }

  @Test("twenty notifications that wait for an answer do not keep the next ones from the screen")
  func manyUnanswered() throws {
    let rituals = (0..<24).map {
      #"{ "id": "r\#($0)", "title": "R", "when": "every day at 10:0\#($0 % 10)", "via": ["notify-send"] }"#
    }.joined(separator: ", ")
    let world = try TestWorld(
      at: "2026-12-04T08:00",
      config: #"{ "timeZone": "Europe/Berlin", "people": {}, "rituals": [ \#(rituals) ] }"#)
    world.start()
    try world.pass(to: "2026-12-04T10:30")
    var seen = 0
    // Each that is started shows; each that is cancelled ends.
    while seen < world.hooks.started.count + world.hooks.cancelled.count {
      for run in world.hooks.started { world.handle(.hookLine(run.key, "7")) }
      seen = world.hooks.started.count + world.hooks.cancelled.count
      for key in Set(world.hooks.cancelled) {
        world.handle(.hookEnded(key, DeliveryFailure(.cancelled)))
      }
    }
    #expect(Set(world.hooks.started.map(\.key)).count == 24)
    #expect(world.loop.outbox.commands <= Outbox.mostCommands)
    #expect(Set(world.hooks.cancelled).count == 8, "as few as make room")
  }
}
