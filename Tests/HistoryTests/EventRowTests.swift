import CivilTime
import Rituals
import TestSupport
import Testing

@testable import History

private let start = CivilDateTime("2026-12-05T10:00")!
private let late = CivilDateTime("2026-12-05T23:59:58")!
private let now = Instant("2026-12-05T09:00:00Z")!

/// One of each fact, with awkward text in it.
private let facts: [Event.Fact] = [
  .adopted(schedule: "every day at 10:00; zone Europe/Berlin"), .adopted(schedule: ""), .released,
  .turn(
    Turn(
      occurrence: start,
      holders: [
        .init(role: "host \"x\"\n", person: "ana"), .init(role: "cook", person: nil),
        .init(role: "dj", person: "jo", due: "sam"), .init(role: "mc", person: "jo", due: nil),
        .init(role: "ref", person: nil, due: "sam"),
      ], since: late, following: ["sam", "sam"], ground: .notDone, passedOver: ["kim"])),
  .reminded(.due, attempt: 1), .reminded(.lead("2h"), attempt: 3), .reminded(.nudge(2), attempt: 1),
  .reminded(.snooze(4), attempt: 1), .reminded(.asked(12), attempt: 1), .began,
  .superseded(.lead("evening-before"), .nearerOne), .superseded(.due, .recorded("an old \"one\"")),
  .held(.moved(2), .quiet(person: "ana", since: now)), .held(.due, .budget(perDay: 3, since: now)),
  .held(.due, .quiet(person: nil, since: now)), .held(.due, .away(since: now)), .undone,
  .gathered(.due, into: ReminderID("digest@2026-12-05T09:00/digest-1")!),
  .reminded(.digest(1), attempt: 1), .reminded(.moved(1), attempt: 1),
  .delivered(.due, channel: .desktop),
  .failed(.snooze(1), channel: .hook("phone"), DeliveryFailure(.recorded("said \"no\"\u{0}\n\u{1F600}"))),
  .done(on: late), .skipped(on: start), .snoozed(until: Instant(seconds: 4_000_000_000)),
  .moved(to: late),
  .lapsed(.nextOneDue), .lapsed(.laterOneDue), .lapsed(.tooLate(nil)), .lapsed(.tooLate(Span(days: 2))),
  .lapsed(.openLongEnough(Span(months: 1, seconds: 5))), .lapsed(.recorded("")),
  .superseded(.due, .startsFirst),
  .superseded(.nudge(1), .otherOneDelivered),
  .asked, .swapped(RoleSwap(role: "host", from: "ana", to: "sam")),
  .swapped(RoleSwap(role: "host", from: nil, to: "sam")),
  .swapped(RoleSwap(role: "host", from: "ana", to: "sam", isWhole: true, isGuest: true)),
  .done(on: late, by: RoleSwap(role: "host", from: "ana", to: "sam")),
  .done(on: late, by: RoleSwap(role: "the \"host\"", from: nil, to: "kim", isGuest: true)),
  .stretched(until: Instant(seconds: 1_800_000_000)), .away(person: "ana", from: start.date, to: late.date),
  .back(person: "ana", from: start.date, to: late.date),
]

/// One of each cause, with awkward text in it.
private let causes: [DeliveryFailure.Cause] = [
  .exited(255), .signalled(9), .timedOut(after: .milliseconds(1500)), .cancelled,
  .notFound(program: "a \"b\""),
  .couldNotStart(program: "/x", errno: 13), .noProgram, .nulInArgument(3), .badVariable("A=\u{0}"),
  .noHook("phone"), .unreadableMessage, .journalBusy, .journalAbsent(errno: 2), .entryTooLarge,
  .invalidField("x"), .answered, .overtaken, .inDigest, .recorded("no network"),
]

@Suite("Facts in rows")
struct EventRowTests {
  private let folder = TemporaryFolder()

  @Test("every fact comes back as it was written", arguments: facts)
  func roundTrip(_ fact: Event.Fact) throws {
    let store = try HistoryStore(folder: folder.path, now: now)
    for occurrence in [start, late] {
      guard case .turn(var turn) = fact else {
        try check(Event(at: now, ritual: "tea", start: occurrence, fact: fact), in: store)
        continue
      }
      turn.occurrence = occurrence
      try check(Event(at: now, ritual: "tea", start: occurrence, fact: .turn(turn)), in: store)
    }
  }

  private func check(_ event: Event, in store: HistoryStore) throws {
    let number = try store.append([event])
    var found: [HistoryStore.Entry] = []
    try store.forEachEvent(after: number - 1) { found.append($0) }
    #expect(found.map(\.event) == [event])
    #expect(found.map(\.number) == [number])
  }

  @Test("every cause of a failure comes back as it was written, and has words", arguments: causes)
  func failure(_ cause: DeliveryFailure.Cause) throws {
    let store = try HistoryStore(folder: folder.path, now: now)
    for failure in [
      DeliveryFailure(cause), DeliveryFailure(cause, lastWords: "ü\n", isGivenUp: true),
    ] {
      let fact = Event.Fact.failed(.due, channel: .hook("phone"), failure)
      try check(Event(at: now, ritual: "tea", start: start, fact: fact), in: store)
      #expect(!failure.sentence.isEmpty)
    }
  }

  @Test("an event about the ritual has no occurrence, however odd the ritual's name")
  func odd() throws {
    let store = try HistoryStore(folder: folder.path, now: now)
    let event = Event(at: Instant(seconds: -5), ritual: "'; DROP TABLE events; --", fact: .asked)
    try check(event, in: store)
  }

  @Test("a sentence that an earlier version recorded as a reason is kept")
  func earlier() throws {
    let store = try HistoryStore(folder: folder.path, now: now)
    for values in [
      "'lapsed', NULL, 'the next is due'", "'folded', 'lead-2h', 'a nearer one'",
      "'held', 'due', 'it is night'", "'failed', 'due', '{\"channel\":\"phone\",\"reason\":\"no network\"}'",
    ] {
      try store.database.execute(
        "INSERT INTO events(at, ritual, occurrence, fact, kind, detail) VALUES (7, 'tea', '2026-12-05T10:00', \(values))",
        doing: "write as an earlier version did")
    }
    var found: [Event.Fact] = []
    try store.forEachEvent { found.append($0.event.fact) }
    #expect(
      found == [
        .lapsed(.recorded("the next is due")), .superseded(.lead("2h"), .recorded("a nearer one")),
        .held(.due, .recorded("it is night", since: Instant(seconds: 7))),
        .failed(.due, channel: .hook("phone"), DeliveryFailure(.recorded("no network"))),
      ])
  }

  @Test("what a later version wrote is passed over")
  func unknown() throws {
    let store = try HistoryStore(folder: folder.path, now: now)
    let known = Event(at: now, ritual: "tea", start: start, fact: .began)
    try store.append([known])
    for values in [
      "'swapped', NULL, '{}'", "'given', 'later-1', '1'", "'turn', NULL, 'no json'", "'done', NULL, 'soon'",
    ] {
      try store.database.execute(
        "INSERT INTO events(at, ritual, occurrence, fact, kind, detail) VALUES (1, 'tea', '2026-12-05T10:00', \(values))",
        doing: "try")
    }
    try store.append([known])
    var found: [HistoryStore.Entry] = []
    try store.forEachEvent { found.append($0) }
    #expect(found.map(\.event) == [known, known])
    #expect(found.map(\.number) == [1, 6])
  }
}
