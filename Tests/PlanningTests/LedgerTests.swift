import CivilTime
import Rituals
import Testing

@testable import Planning

@Suite("What the history says of a ritual")
struct LedgerTests {
  private let now = Instant(seconds: 1_764_900_000)
  private func start(_ text: String) throws -> CivilDateTime { try #require(CivilDateTime(text)) }

  private func ledger(_ facts: [(String?, Event.Fact)]) throws -> Ledger {
    var ledger = Ledger()
    for (number, (start, fact)) in facts.enumerated() {
      let event = Event(at: now, ritual: "tea", start: try start.map { try self.start($0) }, fact: fact)
      ledger.apply(event, number: number + 1)
    }
    return ledger
  }

  @Test("an occurrence delivered as due is open until it is answered")
  func open() throws {
    let given: [(String?, Event.Fact)] = [("2026-12-05T10:00", .reminded(.due, attempt: 1))]
    #expect(try ledger(given).open == start("2026-12-05T10:00"))
    let done = try ledger(given + [("2026-12-05T10:00", .done(on: start("2026-12-05T12:00")))])
    #expect(done.open == nil)
    #expect(done.lastTime == (try start("2026-12-05T12:00")))
    #expect(done.settledThrough == (try start("2026-12-05T10:00")))
  }

  @Test("an answer ahead of time is remembered until its time has passed")
  func ahead() throws {
    let answered = try ledger([("2026-12-05T10:00", .done(on: start("2026-12-04T12:00")))])
    #expect(answered.answeredAhead == [try start("2026-12-05T10:00")])
    let later = try ledger([
      ("2026-12-05T10:00", .done(on: start("2026-12-04T12:00"))),
      ("2026-12-06T10:00", .reminded(.due, attempt: 1)),
    ])
    #expect(later.answeredAhead.isEmpty)
  }

  @Test("snoozes are counted within their occurrence and end with the next one")
  func snoozes() throws {
    var facts: [(String?, Event.Fact)] = [
      ("2026-12-05T10:00", .reminded(.due, attempt: 1)), ("2026-12-05T10:00", .snoozed(until: now)),
      ("2026-12-05T10:00", .reminded(.snooze(1), attempt: 1)), ("2026-12-05T10:00", .snoozed(until: now)),
    ]
    #expect(try ledger(facts).current?.snoozes == 2)
    facts.append(("2026-12-06T10:00", .reminded(.due, attempt: 1)))
    #expect(try ledger(facts).current?.snoozedUntil == nil)
  }

  @Test("a ritual let go keeps whose turn it was, and nothing that would give something")
  func released() throws {
    let turn = Turn(
      occurrence: try start("2026-12-05T10:00"), holders: [RoleHolder(role: "host", person: "ana")])
    let ledger = try ledger([
      (nil, .adopted(schedule: "every day")), ("2026-12-05T10:00", .turn(turn)),
      ("2026-12-05T10:00", .reminded(.due, attempt: 1)), (nil, .released),
    ])
    #expect(ledger.adoptedAt == nil && ledger.open == nil && ledger.settledThrough == nil)
    #expect(ledger.turns.announced(at: turn.occurrence) == turn)
  }
}
