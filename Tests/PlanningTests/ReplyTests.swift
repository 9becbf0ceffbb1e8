import CivilTime
import Recurrence
import Rituals
import TestSupport
import Testing
import Wording

@testable import Planning

@Suite("What an answer comes to")
struct ReplyTests {
  private static let zone = systemZone("Europe/Berlin")
  private func wall(_ text: String) throws -> CivilDateTime { try #require(CivilDateTime(text)) }
  private func at(_ text: String) throws -> Instant { Self.zone.instant(of: try wall(text)) }

  private func life(_ when: String, quiet: Bool = false, _ change: (inout Ritual) -> Void = { _ in }) throws
    -> Life
  {
    var ritual = Ritual(id: "tea", title: "Tea", when: try Phrase.parse(when), whenText: when)
    change(&ritual)
    var household = Household()
    if quiet {
      household.quietHours = [
        QuietHours(from: TimeOfDay(secondOfDay: 22 * 3600), to: TimeOfDay(secondOfDay: 8 * 3600))
      ]
    }
    let circumstances = Circumstances(household, zone: Self.zone) { _ in nil }
    return Life([ScheduledRitual(ritual, zone: Self.zone)], circumstances)
  }

  private func reply(_ life: Life, _ answer: String, to start: String, at now: String) throws -> Reply {
    let answer = try #require(Answer(line: answer))
    return try life.planner.reply(
      to: try #require(OccurrenceID("tea@\(start)")), answer, now: try at(now))
  }

  @Test(
    arguments: [
      // An hour before the next one at most; halfway where less than two are left.
      ("10:00", "20:00", "12:00", "12:00"), ("10:00", "20:00", "19:30", "19:00"),
      ("10:00", "20:00", "21:00", "19:00"), ("18:00", "20:00", "23:00", "19:00"),
      ("19:00", "20:00", "19:20", "19:20"), ("19:00", "20:00", "19:50", "19:30"),
      ("20:00", "20:00", "21:00", "20:00"),
    ])
  func `what is put off stays before what comes next`(
    now: String, next: String, wanted: String, clipped: String
  )
    throws
  {
    func time(_ text: String) throws -> Instant { try at("2026-12-05T\(text)") }
    #expect(
      try Reply.clip(time(wanted), before: time(next), from: time(now)) == time(clipped))
  }

  @Test func `a snooze of what is open ends before the next one`() throws {
    var life = try life("every day at 9:00")
    try life.live(from: at("2026-12-04T12:00"), through: at("2026-12-05T20:00"))
    let short = try reply(life, "snooze 2h", to: "2026-12-05T09:00", at: "2026-12-05T20:00")
    #expect(try short.event.fact == .snoozed(until: at("2026-12-05T22:00")))
    #expect(short.clip == nil)
    let long = try reply(life, "snooze saturday", to: "2026-12-05T09:00", at: "2026-12-05T20:00")
    #expect(try long.event.fact == .snoozed(until: at("2026-12-06T08:00")))
    #expect(long.clip?.next.occurrence.description == "tea@2026-12-06T09:00")
    #expect(try long.clip?.wanted == at("2026-12-12T09:00"))
  }

  @Test func `a snooze is an instant, a move a full minute of the clock; a day alone has its usual time`()
    throws
  {
    var life = try life("every saturday at 10:30")
    try life.live(from: at("2026-12-01T12:00"), through: at("2026-12-03T13:00"))
    func fact(_ answer: String) throws -> Event.Fact {
      try reply(life, answer, to: "2026-12-05T10:30", at: "2026-12-03T13:00:30").event.fact
    }
    #expect(try fact("snooze tonight") == .snoozed(until: at("2026-12-03T20:00")))
    #expect(try fact("snooze saturday") == .snoozed(until: at("2026-12-05T09:00")))
    #expect(try fact("move sunday") == .moved(to: wall("2026-12-06T10:30")))
    #expect(try fact("move 1 day later") == .moved(to: wall("2026-12-06T10:30")))
    #expect(try fact("move in 1 hour") == .moved(to: wall("2026-12-03T14:00")))
    #expect(throws: Reply.Fault.passed) { try fact("snooze today 9:00") }
    #expect(throws: Reply.Fault.passed) { try fact("move 2026-12-01") }
  }

  @Test func `a moved one keeps its name and comes, also where it was moved too far`() throws {
    var life = try life("every saturday at 10:00") { $0.remind = [.before(Span(days: 1)), .atStart] }
    try life.live(from: at("2026-12-01T12:00"), through: at("2026-12-02T12:00"))
    let sunday = try reply(life, "move sunday", to: "2026-12-05T10:00", at: "2026-12-02T12:00")
    #expect(try sunday.event.fact == .moved(to: wall("2026-12-06T10:00")))
    let far = try reply(life, "move 3 weeks", to: "2026-12-05T10:00", at: "2026-12-02T12:00")
    #expect(try far.event.fact == .moved(to: wall("2026-12-12T09:00")))
    #expect(far.clip?.next.occurrence.description == "tea@2026-12-12T10:00")
    life.record(far.event)
    try life.live(from: at("2026-12-02T12:00"), through: at("2026-12-12T10:00"))
    #expect(
      life.told == [
        "2026-12-11T09:00 tea@2026-12-05T10:00/lead-1d-moved1",
        "2026-12-11T10:00 tea@2026-12-12T10:00/lead-1d",
        "2026-12-12T09:00 tea@2026-12-05T10:00/moved-1", "2026-12-12T10:00 tea@2026-12-12T10:00/due",
      ])
  }

  @Test func `none is moved before one that has not come yet: that would be settled with it`() throws {
    var life = try life("every saturday at 10:00")
    try life.live(from: at("2026-12-01T12:00"), through: at("2026-12-02T12:00"))
    let earlier = Plan.Upcoming(
      occurrence: try #require(OccurrenceID("tea@2026-12-05T10:00")), instant: try at("2026-12-05T10:00"))
    #expect(throws: Reply.Fault.beforeEarlier(earlier)) {
      try reply(life, "move 2026-12-04", to: "2026-12-12T10:00", at: "2026-12-02T12:00")
    }
    #expect(try reply(life, "move friday", to: "2026-12-05T10:00", at: "2026-12-02T12:00").clip == nil)
  }

  @Test func `a cadence that is open is put off before it is due again, and moved as far as one likes`()
    throws
  {
    var life = try life("1 week after last time, at 10:00")
    try life.live(from: at("2026-12-04T12:00"), through: at("2026-12-05T12:00"))
    let snoozed = try reply(life, "snooze 3 weeks", to: "2026-12-05T10:00", at: "2026-12-05T12:00")
    #expect(try snoozed.event.fact == .snoozed(until: at("2026-12-12T09:00")))
  }

  @Test func `what is put off into quiet hours says until when it waits`() throws {
    var life = try life("every sunday at 18:00", quiet: true)
    try life.live(from: at("2026-12-05T12:00"), through: at("2026-12-06T20:00"))
    let late = try reply(life, "snooze 3h", to: "2026-12-06T18:00", at: "2026-12-06T20:00")
    #expect(try late.hold?.until == at("2026-12-07T08:00"))
    let early = try reply(life, "snooze 1h", to: "2026-12-06T18:00", at: "2026-12-06T20:00")
    #expect(early.hold == nil)
  }

  @Test func `what is over cannot be put off, and what has passed answers nothing`() throws {
    var life = try life("every sunday at 18:00")
    try life.live(from: at("2026-12-05T12:00"), through: at("2026-12-06T20:00"))
    #expect(throws: Reply.Fault.passed) {
      try reply(life, "snooze today at 19:00", to: "2026-12-06T18:00", at: "2026-12-06T20:00")
    }
    life.done("2026-12-06T20:00")
    #expect(throws: Reply.Fault.over) {
      try reply(life, "snooze 1h", to: "2026-12-06T18:00", at: "2026-12-06T20:01")
    }
  }

  @Test func `what is put off beyond its own start is not lost there`() throws {
    for remind in [[ReminderTime.before(Span(seconds: 3600))], [.before(Span(seconds: 3600)), .atStart]] {
      var life = try life("every sunday at 18:00") { $0.remind = remind }
      try life.live(from: at("2026-12-05T12:00"), through: at("2026-12-06T17:00"))
      life.record(try reply(life, "snooze 90min", to: "2026-12-06T18:00", at: "2026-12-06T17:00").event)
      try life.live(from: at("2026-12-06T17:00"), through: at("2026-12-06T20:00"))
      #expect(life.told.last == "2026-12-06T18:30 tea@2026-12-06T18:00/snooze-1")
    }
  }
}
