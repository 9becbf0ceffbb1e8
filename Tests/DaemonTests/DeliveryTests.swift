import Bus
import CivilTime
import Foundation
import History
import Rituals
import Testing

@testable import Daemon

private let tea = """
  { "timeZone": "Europe/Berlin", "people": {},
    "hooks": { "phone": { "run": ["ntfy", "publish", "--title", "{title}", "{due}"], "timeout": "20s" } },
    "rituals": [ { "id": "tea", "title": "Tea & talk", "when": "every day at 10:00", "via": [VIA] } ] }
  """

private func world(via: String) throws -> TestWorld {
  let world = try TestWorld(
    at: "2026-12-04T08:00", config: tea.replacingOccurrences(of: "VIA", with: via))
  world.start()
  return world
}

@Suite("Channels")
struct DeliveryTests {
  private let desktop = DeliveryKey(ReminderID("tea@2026-12-04T10:00/due"), .desktop)
  private let notifySend = DeliveryKey(ReminderID("tea@2026-12-04T10:00/due"), .hook("notify-send"))
  private let phone = DeliveryKey(ReminderID("tea@2026-12-04T10:00/due"), .hook("phone"))

  @Test(
    "the desktop gets title, body and three buttons as they are; a server that reads markup is another matter"
  )
  func notification() throws {
    let world = try world(via: "\"desktop\"")
    try world.pass(to: "2026-12-04T10:00")
    let shown = try #require(world.screen.shown.first)
    #expect(shown.key == desktop && world.hooks.started.isEmpty)
    #expect(shown.title == "Tea & talk" && shown.body == "Today at 10:00")
    #expect(shown.buttons.map(\.key) == ["done", "later", "skip"])
    #expect(shown.urgency == .normal)
  }

  @Test(
    "notify-send is a hook that needs no entry in the config: escaped body, three actions, -- before the title"
  )
  func notifySendIsAPreset() throws {
    let world = try world(via: "\"notify-send\"")
    try world.pass(to: "2026-12-04T10:00")
    let run = try #require(world.hooks.started.first)
    #expect(run.key == notifySend && world.screen.shown.isEmpty)
    #expect(run.arguments.suffix(3) == ["--", "Tea & talk", "Today at 10:00"])
    #expect(run.arguments.contains("--action=done=Done") && run.arguments.contains("--print-id"))
    #expect(
      run.patience == .answer(firstLine: .seconds(15), then: .seconds(691_200)),
      "a notification service that cannot be started must hold nothing up")
  }

  @Test("a notification that nobody could show is not delivered, whatever notify-send prints")
  func nobodyShows() throws {
    let world = try world(via: "\"notify-send\"")
    try world.pass(to: "2026-12-04T10:00")
    world.handle(.hookLine(notifySend, "0"))
    world.handle(.hookEnded(notifySend, DeliveryFailure(.exited(1))))
    #expect(world.loop.outbox.undelivered[notifySend] != nil)
    try world.pass(to: "2026-12-04T10:01")
    #expect(world.hooks.started.count == 2, "at once, and again after 10 s")
  }

  @Test("its first line says that it is on the screen, and the next is an answer")
  func notifySendAnswers() throws {
    let world = try world(via: "\"notify-send\"")
    try world.pass(to: "2026-12-04T10:00")
    world.handle(.hookLine(notifySend, "7"))
    #expect(world.loop.outbox.undelivered[notifySend] == nil)
    world.handle(.hookLine(notifySend, "skip"))
    world.handle(.hookEnded(notifySend, nil))
    #expect(try world.facts().last == "tea@2026-12-04T10:00 skipped")
  }

  @Test("without a notification server it waits, nothing wakes for it, and it is shown once one comes")
  func serverComesLater() throws {
    let world = try world(via: "\"desktop\"")
    try world.pass(to: "2026-12-04T10:00")
    world.handle(.notification(desktop, .failed(.noServer)))
    #expect(world.loop.outbox.nextTry == nil)
    try world.pass(to: "2026-12-04T18:00")
    #expect(world.screen.shown.count == 1)
    let told = world.journal.entries.filter {
      $0["MESSAGE"]?.contains("no notification server is running") == true
    }
    #expect(told.count == 1)
    world.handle(.notificationServerCame)
    #expect(world.screen.shown.map(\.key) == [desktop, desktop])
    world.handle(.notification(desktop, .shown))
    #expect(world.loop.outbox.undelivered.isEmpty)
  }

  @Test("what waits for a server is tried again at the next start, and goes when it was answered")
  func serverStillMissing() throws {
    let world = try world(via: "\"desktop\"")
    try world.pass(to: "2026-12-04T10:00")
    world.handle(.notification(desktop, .failed(.noServer)))
    world.restart()
    #expect(world.screen.shown.count == 2)
    world.handle(.notification(desktop, .failed(.noServer)))
    try world.kin("tea@2026-12-04T10:00", .done)
    world.handle(.notificationServerCame)
    #expect(world.screen.shown.count == 2)
  }

  @Test(
    "a server that refuses, hangs or has no bus is tried again with growing pauses",
    arguments: [
      NotificationFailure.refused("org.example.Error: no"), .timedOut, .noBus(errno: 2),
    ])
  func refused(_ failure: NotificationFailure) throws {
    let world = try world(via: "\"desktop\"")
    try world.pass(to: "2026-12-04T10:00")
    world.handle(.notification(desktop, .failed(failure)))
    #expect(world.loop.outbox.nextTry != nil)
    try world.pass(to: "2026-12-04T10:01")
    #expect(world.screen.shown.count == 2)
  }

  @Test("a pressed Done is recorded against its occurrence")
  func pressedDone() throws {
    let world = try world(via: "\"desktop\"")
    try world.pass(to: "2026-12-04T10:00")
    world.handle(.notification(desktop, .shown))
    world.handle(.notification(desktop, .pressed("done")))
    world.handle(.notification(desktop, .closed))
    #expect(try world.facts() == ["tea@2026-12-04T10:00 given due", "tea@2026-12-04T10:00 done"])
  }

  @Test("Later comes back in an hour, and again after a restart in between")
  func later() throws {
    let world = try world(via: "\"journal\", \"desktop\"")
    try world.pass(to: "2026-12-04T10:00")
    world.handle(.notification(desktop, .shown))
    world.handle(.notification(desktop, .pressed("later")))
    world.handle(.notification(desktop, .closed))
    world.restart()
    try world.pass(to: "2026-12-04T11:30")
    #expect(world.journal.delivered == ["tea@2026-12-04T10:00/due", "tea@2026-12-04T10:00/snooze-1"])
  }

  @Test("a late click on Monday's reminder never answers Tuesday's")
  func lateClick() throws {
    let world = try world(via: "\"desktop\"")
    try world.pass(to: "2026-12-05T10:00")
    world.handle(.notification(desktop, .pressed("later")))
    world.handle(.notification(desktop, .pressed("done")))
    #expect(
      try world.facts() == [
        "tea@2026-12-04T10:00 given due", "tea@2026-12-04T10:00 lapsed", "tea@2026-12-05T10:00 given due",
        "tea@2026-12-04T10:00 done",
      ], "what is over cannot be put off")
    #expect(world.loop.planner.chronicle.ledgers["tea"]?.open?.shortDescription == "2026-12-05T10:00")
    #expect(world.loop.planner.chronicle.ledgers["tea"]?.current?.snoozedUntil == nil)
  }

  @Test("a hook gets its places filled, the facts as environment, and JSON on standard input")
  func hook() throws {
    let world = try world(via: "\"phone\"")
    try world.pass(to: "2026-12-04T10:00")
    let run = try #require(world.hooks.started.first)
    #expect(run.arguments == ["ntfy", "publish", "--title", "Tea & talk", "2026-12-04T10:00:00"])
    #expect(run.environment["KIN_OCCURRENCE"] == "tea@2026-12-04T10:00")
    #expect(run.patience == .exit(within: .seconds(20)))
    let json = try #require(Message(json: run.standardInput))
    #expect(json.title == "Tea & talk" && json.id.description == "tea@2026-12-04T10:00/due")
  }

  @Test("a time that the clocks skip is due when they show it, under the name that its rule gives")
  func skippedTime() throws {
    let world = try TestWorld(
      at: "2027-03-27T12:00",
      config: """
        { "hooks": { "phone": { "run": ["ntfy", "{due}"] } }, "rituals": [
          { "id": "call", "title": "Call", "when": "every sunday at 02:30", "via": ["journal", "phone"] } ] }
        """)
    world.start()
    try world.pass(to: "2027-03-28T04:00")
    let run = try #require(world.hooks.started.first)
    #expect(run.arguments == ["ntfy", "2027-03-28T03:30:00"])
    #expect(run.environment["KIN_DUE"] == "2027-03-28T03:30:00")
    #expect(run.environment["KIN_OCCURRENCE"] == "call@2027-03-28T02:30")
    #expect(world.journal.reminders.first?["MESSAGE"] == "Call: Today at 03:30")
  }

  @Test("a hook that fails is tried again with growing pauses until it delivers")
  func retries() throws {
    let world = try world(via: "\"phone\"")
    try world.pass(to: "2026-12-04T10:00")
    var pauses: [Int64] = []
    for _ in 0..<4 {
      world.handle(.hookEnded(phone, DeliveryFailure(.exited(1))))
      let next = try #require(world.loop.outbox.nextTry)
      pauses.append(next.seconds - world.now.seconds)
      world.now = next
      world.handle(.timer)
    }
    #expect(pauses == [10, 30, 90, 270])
    #expect(world.hooks.started.count == 5)
    world.handle(.hookEnded(phone, nil))
    #expect(world.loop.outbox.undelivered.isEmpty)
    let notes = world.journal.entries.filter { $0["MESSAGE_ID"] == MessageID.hookFailed.rawValue }
    #expect(notes.count == 1, "one reason is told once")
  }

  @Test("a failed delivery waits over a restart")
  func retryAfterRestart() throws {
    let world = try world(via: "\"phone\"")
    try world.pass(to: "2026-12-04T10:00")
    world.handle(.hookEnded(phone, DeliveryFailure(.exited(1))))
    world.restart()
    try world.pass(to: "2026-12-04T10:01")
    #expect(world.hooks.started.count == 2)
  }

  @Test("a newer reminder of the same ritual takes the place of one that could not be delivered")
  func superseded() throws {
    let world = try world(via: "\"phone\"")
    try world.pass(to: "2026-12-04T10:00")
    world.handle(.hookEnded(phone, noNetwork))
    try world.pass(to: "2026-12-04T10:00")
    world.now = world.now.advanced(bySeconds: 86_400)
    world.handle(.timer)
    #expect(world.loop.outbox.undelivered.keys.compactMap(\.id?.description) == ["tea@2026-12-05T10:00/due"])
  }

  @Test("a journal that does not take entries keeps nothing back, and gets them later")
  func journalDown() throws {
    let world = try world(via: "\"journal\", \"phone\"")
    world.journal.refusal = .journalBusy
    try world.pass(to: "2026-12-04T10:00")
    #expect(world.hooks.started.count == 1)
    #expect(world.service.told.last?.contains("the journal does not take entries") == true)
    world.journal.refusal = nil
    try world.pass(to: "2026-12-04T10:01")
    #expect(world.journal.delivered == ["tea@2026-12-04T10:00/due"])
    #expect(world.journal.reminders.first?["KIN_ATTEMPT"] == "2")
  }

  @Test("kin's answer is noticed, and the occurrence's deliveries that wait are dropped")
  func answeredByKin() throws {
    let world = try world(via: "\"desktop\"")
    try world.pass(to: "2026-12-04T10:00")
    let other = try HistoryStore(folder: world.folder.path, now: world.now)
    let id = try #require(OccurrenceID("tea@2026-12-04T10:00"))
    try other.append([Event(at: world.now, occurrence: id, fact: .done(on: Zone.utc.local(at: world.now)))])
    world.handle(.historyChanged)
    #expect(world.loop.planner.chronicle.ledgers["tea"]?.open == nil)
    #expect(world.screen.takenOff == [desktop], "and what is still on the screen goes")
  }

  @Test("kin remind delivers one reminder now and answers nothing")
  func asked() throws {
    let world = try world(via: "\"journal\"")
    let other = try HistoryStore(folder: world.folder.path, now: world.now)
    let number = try other.append([Event(at: world.now, ritual: "tea", fact: .asked)])
    world.handle(.historyChanged)
    world.handle(.timer)
    #expect(world.journal.delivered == ["tea@2026-12-04T10:00/asked-\(number)"])
    try world.pass(to: "2026-12-04T10:00")
    #expect(world.journal.delivered.last == "tea@2026-12-04T10:00/due")
  }

  @Test("a program that died between delivering and recording delivers again under the same name, marked")
  func diedInBetween() throws {
    let world = try world(via: "\"journal\"")
    struct Died: Error {}
    // What the history holds when the process dies right after the journal took the entry.
    world.now = try #require(Instant("2026-12-04T09:00:00Z"))
    let store = try HistoryStore(folder: world.folder.path, now: world.now)
    let id = try #require(ReminderID("tea@2026-12-04T10:00/due"))
    let message = Message(
      id: id, title: "Tea & talk", body: "Today at 10:00", due: id.occurrence.start, dueInstant: world.now,
      zone: "Europe/Berlin", with: [], roles: [], reason: "it is time", place: "", urgency: .normal,
      line: "Tea & talk: today at 10:00")
    _ = try store.intend(
      [.init(id: id, message: message.json.text(), channels: [.journal])], events: [], at: world.now)
    world.restart()
    #expect(world.journal.delivered == ["tea@2026-12-04T10:00/due"])
    #expect(world.journal.reminders.first?["KIN_ATTEMPT"] == "2")
    #expect(try world.facts() == ["tea@2026-12-04T10:00 given due attempt 2"])
  }

  @Test("a history that cannot be opened yet delivers nothing, and nothing is lost when it can")
  func historyLater() throws {
    let world = try TestWorld(
      at: "2026-12-04T08:00", config: tea.replacingOccurrences(of: "VIA", with: "\"journal\""))
    world.start()
    try world.pass(to: "2026-12-04T09:00")
    world.histories.fault = .unavailable(folder: "/home/sam/.local/state/kinkeeper", why: "not there yet")
    world.restart()
    #expect(world.service.told.last?.contains("not there yet") == true)
    try world.pass(to: "2026-12-04T10:30")
    #expect(world.journal.delivered.isEmpty)
    world.histories.fault = nil
    try world.pass(to: "2026-12-04T10:45")
    #expect(world.journal.delivered == ["tea@2026-12-04T10:00/due"])
  }

  @Test("a minute after its work it gives back what only that needed, once")
  func rests() throws {
    let world = try world(via: "\"journal\"")
    try world.pass(to: "2026-12-04T10:00")
    let before = world.rests
    try world.pass(to: "2026-12-04T10:02")
    #expect(world.rests == before + 1)
    try world.pass(to: "2026-12-04T20:00")
    #expect(world.rests == before + 1)
  }

  @Test("SIGTERM ends what runs and disarms the timer")
  func stop() throws {
    let world = try world(via: "\"desktop\", \"phone\"")
    try world.pass(to: "2026-12-04T10:00")
    world.handle(.stop)
    #expect(
      world.hooks.withdrawn == [phone] && world.screen.takenOff == [desktop],
      "and nothing stays on the screen that could not be answered")
    #expect(world.timer.armedFor == nil)
    #expect(world.service.told.last == "stopping")
  }
}
