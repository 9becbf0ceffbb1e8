import CivilTime
import Recurrence
import Rituals
import TestSupport
import Testing
import Wording

@testable import Planning

/// A ritual with turns under care, and the events that a daemon would have recorded.
struct TurnLife {
  var kept: ScheduledRitual
  var ledger = Ledger()
  var people: [String: Person] = [:]
  private var number = 0

  init(_ when: String, _ order: [String] = ["sam", "ana", "jo"], _ change: (inout Ritual) -> Void = { _ in })
    throws
  {
    var ritual = Ritual(id: "tea", title: "Tea", when: try Phrase.parse(when), whenText: when)
    ritual.turns = Turns(roles: ["host"], order: order)
    change(&ritual)
    kept = ScheduledRitual(ritual, zone: systemZone("Europe/Berlin"))
    for id in order { people[id] = Person(id: id, name: id.capitalizedFirst) }
  }

  func slot(_ text: String) throws -> Slot { kept.slot(at: try #require(CivilDateTime(text))) }
  func instant(_ text: String) throws -> Instant { try slot(text).instant }

  mutating func record(_ fact: Event.Fact, _ start: String? = nil, at time: String) throws {
    number += 1
    let start = try start.map { try slot($0).local }
    ledger.apply(Event(at: try instant(time), ritual: "tea", start: start, fact: fact), number: number)
  }

  /// Tells an occurrence as the daemon does when it is due.
  mutating func give(_ start: String) throws {
    let turn = try decision(start, at: start).turn
    try record(.turn(turn), start, at: start)
    try record(.reminded(.due, attempt: 1), start, at: start)
  }

  func decision(_ start: String, at now: String) throws -> TurnDecision {
    let found = kept.decision(at: try slot(start), ledger: ledger, people: people, now: try instant(now))
    return try #require(found)
  }

  func host(_ start: String, at now: String) throws -> String {
    try decision(start, at: now).turn.holders.first?.person ?? "-"
  }

  func words(_ start: String, at now: String) throws -> String {
    let decision = try decision(start, at: now)
    return decision.reasons.sentence(today: decision.turn.occurrence.date) { $0.capitalizedFirst }
  }
}

@Suite struct TurnWalkTests {
  private func daily() throws -> TurnLife {
    var life = try TurnLife("every day at 10:00")
    try life.record(.adopted(schedule: "every day at 10:00"), at: "2026-11-01T09:00")
    return life
  }

  @Test func `any date ahead is known, and by date each time moves it on`() throws {
    let life = try daily()
    #expect(try life.host("2026-11-01T10:00", at: "2026-11-01T09:00") == "sam")
    #expect(try life.host("2026-11-02T10:00", at: "2026-11-01T09:00") == "ana")
    // 365 days later: 365 = 121 × 3 + 2.
    #expect(try life.host("2027-11-01T10:00", at: "2026-11-01T09:00") == "jo")
  }

  /// GoAlert: after downtime every missed handoff is walked through, and only the last is told.
  @Test func `downtime over many handoffs is walked through, absences included`() throws {
    var life = try daily()
    try life.give("2026-11-01T10:00")
    life.people["ana"]?.away = [
      Absence(from: try #require(CivilDate("2026-11-02")), to: try #require(CivilDate("2026-11-03")))
    ]
    // ana is passed over on the 2nd: jo, sam, ana, jo, …
    #expect(try life.host("2026-11-02T10:00", at: "2026-11-30T12:00") == "jo")
    #expect(try life.host("2026-11-04T10:00", at: "2026-11-30T12:00") == "ana")
    #expect(try life.host("2026-11-30T10:00", at: "2026-11-30T12:00") == "sam")
    let handoff = life.kept.handoff(
      at: try life.slot("2026-11-30T10:00"), ledger: life.ledger, people: life.people,
      now: try life.instant("2026-11-30T12:00"))
    #expect(handoff?.changes.map { [$0.role, $0.from, $0.to] } == [["host", "jo", "sam"]])
  }

  @Test func `when done, downtime moves nothing, and the forecast says what it assumes`() throws {
    var life = try TurnLife("every day at 10:00") { $0.turns?.advance = .whenDone }
    try life.record(.adopted(schedule: "every day at 10:00"), at: "2026-11-01T09:00")
    try life.give("2026-11-01T10:00")
    #expect(try life.host("2026-11-20T10:00", at: "2026-11-20T10:00") == "sam")
    #expect(try life.host("2026-11-21T10:00", at: "2026-11-20T10:00") == "sam")
    #expect(try life.host("2026-11-22T10:00", at: "2026-11-20T10:00") == "ana")
    #expect(
      try life.words("2026-11-22T10:00", at: "2026-11-20T10:00")
        == "Ana is next in the order; if it takes place by then")
    let start = try life.slot("2026-11-01T10:00").local
    try life.record(.done(on: start), "2026-11-01T10:00", at: "2026-11-01T11:00")
    #expect(try life.host("2026-11-20T10:00", at: "2026-11-20T10:00") == "ana")
  }

  @Test func `when done, a lead that came too early gives way to what happened`() throws {
    var life = try TurnLife("every sunday at 10:00") { $0.turns?.advance = .whenDone }
    try life.record(.adopted(schedule: ""), at: "2026-11-01T09:00")
    try life.give("2026-11-01T10:00")
    // The lead of the 8th comes while the 1st is still open: sam, as far as anybody knows.
    let lead = try life.decision("2026-11-08T10:00", at: "2026-11-06T10:00").turn
    #expect(lead.holders.first?.person == "sam")
    try life.record(.turn(lead), "2026-11-08T10:00", at: "2026-11-06T10:00")
    let start = try life.slot("2026-11-01T10:00").local
    try life.record(.done(on: start), "2026-11-01T10:00", at: "2026-11-07T10:00")
    #expect(try life.host("2026-11-08T10:00", at: "2026-11-08T10:00") == "ana")
  }

  @Test func `leads of several times ahead keep their turns apart`() throws {
    var life = try daily()
    for day in 1...5 {
      let start = "2026-11-0\(day)T10:00"
      let turn = try life.decision(start, at: "2026-11-01T09:00").turn
      try life.record(.turn(turn), start, at: "2026-11-01T09:00")
    }
    var hosts: [String] = []
    for day in 1...6 {
      hosts.append(try life.host("2026-11-0\(day)T10:00", at: "2026-11-0\(day)T10:00"))
      try life.give("2026-11-0\(day)T10:00")
    }
    #expect(hosts == ["sam", "ana", "jo", "sam", "ana", "jo"])
  }

  @Test func `an answer far ahead leaves what lies before it as it is`() throws {
    var life = try daily()
    try life.give("2026-11-01T10:00")
    for day in ["02", "03", "09"] {
      let start = "2026-11-\(day)T10:00"
      let turn = try life.decision(start, at: "2026-11-01T12:00").turn
      try life.record(.turn(turn), start, at: "2026-11-01T12:00")
    }
    let ahead = try life.slot("2026-11-09T10:00").local
    try life.record(.done(on: ahead), "2026-11-09T10:00", at: "2026-11-01T12:00")
    life.people["ana"]?.away = [
      Absence(from: try #require(CivilDate("2026-11-02")), to: try #require(CivilDate("2026-11-02")))
    ]
    #expect(try life.host("2026-11-02T10:00", at: "2026-11-02T10:00") == "jo")
    #expect(try life.host("2026-11-03T10:00", at: "2026-11-02T10:00") == "jo")
    #expect(try life.host("2026-11-09T10:00", at: "2026-11-02T10:00") == "jo")
    #expect(try life.host("2026-11-10T10:00", at: "2026-11-02T10:00") == "sam")
  }

  @Test func `however long it goes on, and however it is answered, little is kept`() throws {
    for advance in Turns.Advance.allCases {
      var life = try daily()
      for day in 1...30 {
        let start = "2026-11-\(day < 10 ? "0" : "")\(day)T10:00"
        let turn = try life.decision(start, at: "2026-11-01T12:00").turn
        try life.record(.turn(turn), start, at: "2026-11-01T12:00")
        // Answered ahead, each of them: nothing ever falls due.
        let local = try life.slot(start).local
        try life.record(
          advance == .byDate ? .skipped(on: local) : .done(on: local), start, at: "2026-11-01T12:00")
      }
      #expect(life.ledger.turns.announced(at: try life.slot("2026-11-30T10:00").local) != nil)
      #expect(life.ledger.turns.announced(at: try life.slot("2026-11-20T10:00").local) == nil)
    }
  }

  @Test func `who goes away after a lead is passed over all the same`() throws {
    var life = try daily()
    let start = "2026-11-01T10:00"
    try life.record(
      .turn(try life.decision(start, at: "2026-11-01T08:00").turn), start, at: "2026-11-01T08:00")
    life.people["sam"]?.away = [
      Absence(from: try #require(CivilDate("2026-11-01")), to: try #require(CivilDate("2026-11-01")))
    ]
    #expect(try life.host(start, at: start) == "ana")
  }

  @Test func `what kin away recorded counts like the config's`() throws {
    let life = try daily()
    var history = Chronicle()
    let date = try #require(CivilDate("2026-11-01"))
    history.apply(
      Event(
        at: try life.instant("2026-10-30T09:00"), person: "sam",
        fact: .away(person: "sam", from: date, to: date)),
      number: 1)
    let people = life.people.away(by: history, zone: .utc)
    let decision = life.kept.decision(
      at: try life.slot("2026-11-01T10:00"), ledger: life.ledger, people: people,
      now: try life.instant("2026-11-01T09:00"))
    #expect(decision?.turn.holders == [RoleHolder(role: "host", person: "ana")])
  }

  /// oncall#4182: a schedule moved under a swap. It holds for the time of the same day, else for the next one behind it.
  @Test(arguments: [
    ("every saturday at 11:00", "2026-11-14T11:00"), ("every saturday at 9:00", "2026-11-14T09:00"),
    ("every sunday at 10:00", "2026-11-15T10:00"), ("every friday at 10:00", "2026-11-20T10:00"),
  ])
  func `a swap survives a schedule that moves`(when: String, start: String) throws {
    var life = try TurnLife("every saturday at 10:00", ["sam"])
    life.people["ana"] = Person(id: "ana", name: "Ana")
    try life.record(.adopted(schedule: ""), at: "2026-11-02T09:00")
    try life.record(
      .swapped(RoleSwap(role: "host", from: "sam", to: "ana", isGuest: true)), "2026-11-14T10:00",
      at: "2026-11-02T09:00")
    #expect(try life.host("2026-11-14T10:00", at: "2026-11-02T09:00") == "ana")
    #expect(try life.host("2026-11-21T10:00", at: "2026-11-02T09:00") == "sam")
    var ritual = life.kept.ritual
    ritual.when = try Phrase.parse(when)
    life.kept = ScheduledRitual(ritual, zone: life.kept.schedule.zone)
    #expect(try life.host(start, at: "2026-11-02T09:00") == "ana")
    #expect(
      try life.words(start, at: "2026-11-02T09:00").contains(
        "as agreed for 14 November at 10:00, which has moved since"))
    let next = try #require(life.kept.schedule.next(after: try life.instant(start)))
    #expect(try life.host(next.local.shortDescription, at: "2026-11-02T09:00") == "sam")
  }

  @Test func `a cadence takes a swap along to whenever it comes next`() throws {
    var life = try TurnLife("10 days after last time at 11:00", ["sam"])
    life.people["ana"] = Person(id: "ana", name: "Ana")
    try life.record(
      .swapped(RoleSwap(role: "host", from: "sam", to: "ana", isGuest: true)), "2026-11-12T11:00",
      at: "2026-11-02T12:00")
    #expect(try life.host("2026-11-14T11:00", at: "2026-11-13T09:00") == "ana")
    try life.give("2026-11-14T11:00")
    #expect(try life.host("2026-11-24T11:00", at: "2026-11-15T09:00") == "sam")
  }

  @Test func `a weekly turn of a daily ritual is handed over at the first time of the week`() throws {
    var life = try TurnLife("every weekday at 10:00") {
      $0.turns?.every = Span(days: 7)
      $0.turns?.roles = ["listener"]
    }
    life.kept = try {
      var ritual = life.kept.ritual
      ritual.turns?.handoff = [try ReminderTime(parsing: "the evening before at 19:00")]
      return ScheduledRitual(ritual, zone: life.kept.schedule.zone)
    }()
    try life.record(.adopted(schedule: ""), at: "2026-11-23T09:00")
    try life.give("2026-11-23T10:00")
    func handoff(_ start: String) throws -> Handoff? {
      life.kept.handoff(
        at: try life.slot(start), ledger: life.ledger, people: life.people,
        now: try life.instant("2026-11-24T09:00"))
    }
    #expect(try handoff("2026-11-24T10:00") == nil)
    let monday = try #require(try handoff("2026-11-30T10:00"))
    let today = try #require(CivilDate("2026-11-24"))
    #expect(
      monday.sentence(today: today, me: "ana") { $0.capitalizedFirst }
        == "From Monday, 30 November on, you are listener, after Sam")
    #expect(monday.concerns("sam") && !monday.concerns("jo"))
    #expect(monday.reasons.first == .next(["ana"]))
    #expect(
      life.kept.ritual.turns?.handoff.map {
        life.kept.schedule.zone.local(at: $0.instant(for: monday.slot, zone: life.kept.schedule.zone))
          .shortDescription
      } == ["2026-11-29T19:00"])
    #expect(try handoff("2026-12-01T10:00") == nil)
    // Far ahead, over many weeks: the same as step by step.
    #expect(try handoff("2027-11-29T10:00")?.changes.first?.to == "jo")
  }

  @Test func `a walk with jumps ends where one without them does`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("walks: seed \(seed)")
    var random = SeededRandom(seed: seed)
    for round in 0..<60 {
      let length = Int.random(in: 1...20, using: &random)
      var life = try TurnLife("every day at 10:00") {
        $0.turns?.every = Span(days: length)
        $0.starting = LocalPoint(CivilDate(dayNumber: 20_000))
      }
      for id in life.people.keys {
        for _ in 0..<3 {
          let from = 20_000 + Int.random(in: 0..<200, using: &random)
          life.people[id]?.away.append(
            Absence(
              from: CivilDate(dayNumber: from),
              to: CivilDate(dayNumber: from + .random(in: 0...30, using: &random))))
        }
      }
      let end = CivilDateTime(
        CivilDate(dayNumber: 20_000 + .random(in: 0...250, using: &random)), TimeOfDay(secondOfDay: 36_000))
      var steps = TurnState()
      var expected: TurnDecision?
      let rotation = Rotation(
        try #require(life.kept.ritual.turns), starting: life.kept.ritual.starting, people: life.people)
      var day = CivilDateTime(CivilDate(dayNumber: 20_000), TimeOfDay(secondOfDay: 36_000))
      while day <= end {
        let decision = rotation.decide(at: day, after: steps)
        steps.apply(.turn(decision.turn), of: day)
        steps.apply(.began, of: day)
        expected = decision
        day = CivilDateTime(day.date.advanced(byDays: 1), day.time)
      }
      let found = try life.decision(end.shortDescription, at: "2020-01-01T00:00")
      #expect(found.turn == expected?.turn, "seed \(seed), round \(round)")
    }
  }
}
