import CivilTime
import Rituals
import TestSupport
import Testing

@testable import History

private let now = Instant("2026-12-05T09:00:00Z")!
private let tea = ReminderID("tea@2026-12-05T10:00/due")!
private let soup = ReminderID("soup@2026-12-05T10:00/due")!

private func intention(_ id: ReminderID, channels: [Channel] = [.journal, .hook("phone")])
  -> HistoryStore.Intention
{
  .init(id: id, message: "message of \(id)", channels: channels)
}

private func given(_ id: ReminderID, attempt: Int = 1) -> Event {
  Event(at: now, occurrence: id.occurrence, fact: .reminded(id.kind, attempt: attempt))
}

private func delivery(_ id: ReminderID, _ channel: Channel, _ state: Delivery.State)
  -> Delivery
{
  .init(id: id, channel: channel, state: state, tries: Tries(count: 1, next: now, since: now))
}

extension HistoryStore {
  fileprivate func events() throws -> [Event] {
    var events: [Event] = []
    try forEachEvent { events.append($0.event) }
    return events
  }
}

@Suite("Reminders on their way out")
struct OutboxTests {
  private let folder = TemporaryFolder()

  @Test("an event is appended and never changed or deleted")
  func appendOnly() throws {
    let store = try HistoryStore(folder: folder.path, now: now)
    try store.append([given(tea)])
    for sql in [
      "UPDATE events SET ritual = 'other'", "DELETE FROM events",
      "REPLACE INTO events(number, at, ritual, fact) VALUES (1, 1, 'x', 'y')",
    ] {
      #expect(throws: StoreFault.self) { try store.database.execute(sql, doing: "try") }
    }
    #expect(try store.events() == [given(tea)])
  }

  @Test("what was decided before somebody else wrote is not recorded")
  func overtaken() throws {
    let store = try HistoryStore(folder: folder.path, now: now)
    try store.append([given(tea)])
    _ = try store.events()
    let known = store.latestRead
    try HistoryStore(folder: folder.path, now: now).append([given(soup)])
    var confirmed = 0
    func intend(_ number: Int) throws -> [ReminderID: Int]? {
      try store.intend([intention(soup)], events: [given(soup)], ifLatest: number, at: now) { confirmed += 1 }
    }
    #expect(try intend(known) == nil)
    #expect(try store.append([given(soup)], ifLatest: known) == nil)
    #expect(try (confirmed, store.pending().count, store.events().count) == (0, 0, 2))
    // Read again, it is decided anew.
    #expect(try intend(store.latestRead) == [soup: 1])
    #expect(try (confirmed, store.pending().count, store.events().count) == (1, 1, 3))
    #expect(try store.append([given(tea)], ifLatest: store.latestRead) != nil)
  }

  @Test("a reminder is undelivered until some channel has delivered it")
  func undelivered() throws {
    let store = try HistoryStore(folder: folder.path, now: now)
    _ = try store.intend([intention(tea, channels: [.hook("phone"), .desktop])], events: [], at: now)
    try store.record(delivered: [tea], events: [given(tea)], at: now)
    func note(_ channel: Channel, _ state: Delivery.State, _ facts: [Event.Fact] = []) throws {
      let tries = Tries(count: 1, next: now, since: now, failure: nil)
      try store.record(
        deliveries: [Delivery(id: tea, channel: channel, state: state, tries: tries)],
        events: facts.map { Event(at: now, occurrence: tea.occurrence, fact: $0) }, at: now)
    }
    #expect(try store.undelivered() == [tea: true])
    try note(.hook("phone"), .failed)
    try note(.desktop, .failed)
    #expect(try store.undelivered() == [tea: false])
    try note(.desktop, .delivered, [.delivered(tea.kind, channel: .desktop)])
    #expect(try store.undelivered().isEmpty)
    // It was on the screen, and is to be there again.
    try store.waitAgain(tea, by: .desktop, at: now)
    #expect(try store.undelivered().isEmpty)
  }

  @Test("a reminder is intended once, and one that was delivered is never intended again")
  func once() throws {
    let store = try HistoryStore(folder: folder.path, now: now)
    #expect(try store.intend([intention(tea)], events: [], at: now) == [tea: 1])
    try store.record(delivered: [tea], events: [given(tea)], at: now)
    #expect(try store.intend([intention(tea), intention(soup)], events: [], at: now) == [soup: 1])
    #expect(try store.pending().map(\.intention.id) == [soup])
  }

  @Test("what is delivered in a digest is delivered: never on its own, not even where it was about to be")
  func gathered() throws {
    let store = try HistoryStore(folder: folder.path, now: now)
    let digest = try #require(ReminderID("digest@2026-12-05T09:00/digest-1"))
    _ = try store.intend([intention(tea)], events: [], at: now)
    _ = try store.intend([intention(digest)], events: [], at: now)
    let members = [tea, soup].map {
      Event(at: now, occurrence: $0.occurrence, fact: .gathered($0.kind, into: digest))
    }
    try store.record(delivered: [digest], events: [given(digest)] + members, at: now)
    #expect(try store.delivered(among: [tea, soup]) == [tea, soup])
    #expect(try store.intend([intention(tea), intention(soup)], events: [], at: now).isEmpty)
    #expect(try store.pending().isEmpty)
    #expect(Set(try store.waiting().map(\.delivery.id)) == [digest])
  }

  @Test("a reminder that was intended and then answered is dropped, on all its channels")
  func letGo() throws {
    let store = try HistoryStore(folder: folder.path, now: now)
    _ = try store.intend([intention(tea), intention(soup)], events: [], at: now)
    try store.append([Event(at: now, occurrence: tea.occurrence, fact: .skipped(on: tea.occurrence.start))])
    #expect(
      try store.answered([tea.occurrence, soup.occurrence], since: now) == [tea.occurrence])
    #expect(try store.answered([tea.occurrence], since: now.advanced(bySeconds: 1)).isEmpty)
    try store.drop(tea, at: now)
    #expect(try store.pending().map(\.intention.id) == [soup])
    #expect(try store.waiting().isEmpty)
  }

  @Test("a channel that has delivered can be asked to deliver once more")
  func again() throws {
    let store = try HistoryStore(folder: folder.path, now: now)
    _ = try store.intend([intention(tea)], events: [], at: now)
    try store.record(delivered: [tea], events: [given(tea)], at: now)
    for channel in [Channel.journal, .hook("phone")] {
      try store.record(deliveries: [delivery(tea, channel, .delivered)], events: [], at: now)
    }
    try store.waitAgain(tea, by: .hook("phone"), at: now)
    #expect(try store.waiting().map(\.delivery.channel) == [.hook("phone")])
  }

  @Test("the same name stands in one row only")
  func unique() throws {
    let store = try HistoryStore(folder: folder.path, now: now)
    _ = try store.intend([intention(tea)], events: [], at: now)
    let row = "'tea', '2026-12-05T10:00', 'due', '', 1"
    #expect(throws: StoreFault.self) {
      try store.database.execute(
        "INSERT INTO reminders(ritual, occurrence, kind, message, intended) VALUES (\(row))", doing: "try")
    }
  }

  @Test("what was intended and not delivered is there after a reopening, and its next attempt is the second")
  func reopened() throws {
    let folder = TemporaryFolder()
    do {
      let store = try HistoryStore(folder: folder.path, now: now)
      _ = try store.intend([intention(tea)], events: [], at: now)
    }
    let store = try HistoryStore(folder: folder.path, now: now)
    let pending = try store.pending()
    #expect(pending.map(\.intention.id) == [tea])
    #expect(pending.first?.intention.message == "message of \(tea)")
    #expect(pending.first?.intention.channels == [.journal, .hook("phone")])
    #expect(try store.intend([intention(tea)], at: now.advanced(bySeconds: 60)) == [tea: 2])
    #expect(try store.pending().map(\.intended) == [now])
    #expect(try store.intend([intention(tea)], at: now) == [tea: 3])
  }

  @Test("an intention and its events stand together or not at all")
  func together() throws {
    let store = try HistoryStore(folder: folder.path, now: now)
    try store.database.execute(
      "CREATE TEMP TRIGGER no BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'no'); END", doing: "try")
    #expect(throws: StoreFault.self) { try store.intend([intention(tea)], events: [given(tea)], at: now) }
    #expect(try store.pending().isEmpty)
  }

  @Test("a channel's part waits from the delivery on, until it is delivered or has failed")
  func deliveries() throws {
    let store = try HistoryStore(folder: folder.path, now: now)
    _ = try store.intend([intention(tea)], events: [], at: now)
    #expect(try store.waiting().isEmpty, "nothing is given yet")
    try store.record(
      delivered: [tea], deliveries: [delivery(tea, .journal, .delivered)], events: [given(tea)], at: now)
    #expect(try store.waiting().map(\.delivery.channel) == [.hook("phone")])
    var phone = delivery(tea, .hook("phone"), .waiting)
    phone.tries.count = 2
    phone.tries.failure = DeliveryFailure(.exited(1), lastWords: "no network")
    phone.tries.next = now.advanced(bySeconds: 30)
    try store.record(deliveries: [phone], events: [], at: now)
    let waiting = try #require(try store.waiting().first).delivery
    #expect(
      waiting.tries.count == 2 && waiting.tries.failure == phone.tries.failure
        && waiting.tries.next == phone.tries.next)
    #expect(try store.troubled().map(\.channel) == [.hook("phone")])
    // An earlier version wrote a sentence.
    try store.database.execute("UPDATE deliveries SET reason = 'no network; so it waits'", doing: "try")
    #expect(
      try store.waiting().first?.delivery.tries.failure
        == DeliveryFailure(.recorded("no network; so it waits")))
    phone.state = .failed
    try store.record(deliveries: [phone], events: [], at: now)
    #expect(try store.waiting().isEmpty)
  }

  @Test("deliveries of an occurrence that was answered meanwhile are dropped, but not the journal's")
  func answered() throws {
    let store = try HistoryStore(folder: folder.path, now: now)
    _ = try store.intend([intention(tea), intention(soup)], events: [], at: now)
    try store.record(delivered: [tea, soup], events: [given(tea), given(soup)], at: now)
    try store.append([Event(at: now, occurrence: tea.occurrence, fact: .done(on: tea.occurrence.start))])
    try store.dropAnswered()
    #expect(
      Set(try store.waiting().map { "\($0.delivery.id)-\($0.delivery.channel.name)" }) == [
        "\(tea)-journal", "\(soup)-journal", "\(soup)-phone",
      ])
  }

  @Test("the reminder that a snooze asks for is not dropped by that snooze")
  func snoozed() throws {
    let store = try HistoryStore(folder: folder.path, now: now)
    try store.append([
      Event(at: now, occurrence: tea.occurrence, fact: .snoozed(until: now.advanced(bySeconds: 60)))
    ])
    let later = now.advanced(bySeconds: 60)
    let snooze = ReminderID(tea.occurrence, .snooze(1))
    _ = try store.intend([intention(snooze, channels: [.hook("phone")])], events: [], at: later)
    try store.record(delivered: [snooze], events: [given(snooze)], at: later)
    try store.dropAnswered()
    #expect(try store.waiting().map(\.delivery.id) == [snooze])
  }

  @Test("a backlog is recorded whole: reminders, what channels did, events")
  func backlog() throws {
    let store = try HistoryStore(folder: folder.path, now: now)
    _ = try store.intend([intention(soup)], events: [], at: now)
    var backlog = HistoryStore.Backlog()
    backlog.delivered = [intention(tea), intention(soup)]
    backlog.events = [given(tea), given(soup)]
    backlog.note(delivery(tea, .journal, .waiting))
    backlog.note(delivery(tea, .journal, .delivered))
    try store.catchUp(backlog, after: 0, at: now)
    #expect(try store.pending().isEmpty)
    #expect(try store.events() == [given(tea), given(soup)])
    #expect(
      Set(try store.waiting().map { "\($0.delivery.id)-\($0.delivery.channel.name)" }) == [
        "\(tea)-phone", "\(soup)-journal", "\(soup)-phone",
      ])
    #expect(try store.intend([intention(tea)], events: [], at: now).isEmpty, "it is not given again")
  }

  @Test("a backlog that a failed commit has recorded after all is not recorded twice")
  func doomedCommit() throws {
    let store = try HistoryStore(folder: folder.path, now: now)
    let before = try store.append([given(soup)])
    var backlog = HistoryStore.Backlog()
    backlog.delivered = [intention(tea)]
    backlog.events = [given(tea), given(soup)]
    try store.catchUp(backlog, after: before, at: now)
    try store.catchUp(backlog, after: before, at: now)
    #expect(try store.events() == [given(soup), given(tea), given(soup)])
  }
}
