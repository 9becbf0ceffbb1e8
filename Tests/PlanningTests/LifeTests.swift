import CivilTime
import Recurrence
import Rituals
import TestSupport
import Testing

@testable import Planning

/// A ritual of Berlin, and a life with it.
func ritual(_ when: String, _ id: String = "tea", _ change: (inout Ritual) -> Void = { _ in }) throws -> Kept
{
  var ritual = Ritual(id: id, title: id, when: try Phrase.parse(when), whenText: when)
  change(&ritual)
  return Kept(ritual, zone: systemZone("Europe/Berlin"))
}

func berlin(_ text: String) -> Instant { systemZone("Europe/Berlin").instant(of: CivilDateTime(text)!) }

func household(_ change: (inout Household) -> Void) -> Circumstances {
  var household = Household()
  household.me = "sam"
  household.people = ["sam": Person(id: "sam", name: "Sam"), "ana": Person(id: "ana", name: "Ana")]
  change(&household)
  return Circumstances(household, zone: systemZone("Europe/Berlin")) { systemZone($0) }
}

let nights = QuietHours(from: TimeOfDay(hour: 22, minute: 0)!, to: TimeOfDay(hour: 8, minute: 0)!)

extension Life {
  mutating func live(_ from: String, through to: String) { live(from: berlin(from), through: berlin(to)) }
  /// The lapses and folds that were recorded: `tea@2026-12-01T10:00 lapsed`.
  var passed: [String] {
    events.compactMap { event in
      switch event.fact {
      case .lapsed: "\(event.occurrence!) lapsed"
      case .folded(let kind, _): "\(event.occurrence!)/\(kind) folded"
      default: nil
      }
    }
  }
}

@Suite("The life of an occurrence")
struct OccurrenceLifeTests {
  private let monday = "tea@2026-12-07T10:00"

  @Test("answered ahead, its time passes in silence; taken back, it comes")
  func ahead() throws {
    var life = Life([try ritual("every monday at 10:00")])
    life.live("2026-12-06T09:00", through: "2026-12-06T09:00")
    life.note(.done(on: CivilDateTime("2026-12-06T09:00")!), of: monday, at: "2026-12-06T09:00")
    life.live("2026-12-06T09:01", through: "2026-12-07T12:00")
    #expect(life.told.isEmpty)
    life.note(.undone, of: monday, at: "2026-12-07T12:00")
    life.live("2026-12-07T12:00", through: "2026-12-07T13:00")
    #expect(life.told == ["2026-12-07T12:00 tea@2026-12-07T10:00/due"])
  }

  @Test("open until it is answered or the next one is due, which is told and neutral")
  func lapse() throws {
    var life = Life([try ritual("every monday at 10:00")])
    life.live("2026-12-06T09:00", through: "2026-12-15T12:00")
    #expect(life.told.count == 2)
    #expect(life.passed == ["\(monday) lapsed"])
    // A late click on the first one leaves the second one open.
    life.note(.done(on: CivilDateTime("2026-12-15T13:00")!), of: monday, at: "2026-12-15T13:00")
    #expect(life.planner.chronicle["tea"].open == CivilDateTime("2026-12-14T10:00"))
  }

  @Test("moved ahead of its time it comes once, and those between come as well")
  func movedEarlier() throws {
    var life = Life([try ritual("every day at 10:00")])
    life.live("2026-12-06T11:00", through: "2026-12-06T11:00")
    life.note(
      .moved(to: CivilDateTime("2026-12-07T09:00")!), of: "tea@2026-12-10T10:00", at: "2026-12-06T11:00")
    life.live("2026-12-06T11:01", through: "2026-12-11T11:00")
    #expect(
      life.told == [
        "2026-12-07T09:00 tea@2026-12-10T10:00/moved-1", "2026-12-07T10:00 tea@2026-12-07T10:00/due",
        "2026-12-08T10:00 tea@2026-12-08T10:00/due", "2026-12-09T10:00 tea@2026-12-09T10:00/due",
        "2026-12-11T10:00 tea@2026-12-11T10:00/due",
      ])
  }

  @Test("moved after it was given, it comes again under its name, and its nudges go on where they were")
  func movedAgain() throws {
    let tea = try ritual("every monday at 10:00") { $0.nudge = Nudge(every: Span(seconds: 3600), times: 2) }
    var life = Life([tea])
    life.live("2026-12-07T09:00", through: "2026-12-07T11:30")
    life.note(.moved(to: CivilDateTime("2026-12-08T10:00")!), of: monday, at: "2026-12-07T11:30")
    life.live("2026-12-07T11:31", through: "2026-12-09T10:00")
    #expect(
      life.told == [
        "2026-12-07T10:00 \(monday)/due", "2026-12-07T11:00 \(monday)/nudge-1",
        "2026-12-08T10:00 \(monday)/moved-1", "2026-12-08T11:00 \(monday)/nudge-2",
      ])
  }

  @Test("a moved one moves its leads, and none comes for a time before it was moved")
  func movedLeads() throws {
    let tea = try ritual("every monday at 10:00") {
      $0.remind = [.atStart, .before(Span(days: 2)), .before(Span(seconds: 3600))]
    }
    var life = Life([tea])
    life.live("2026-12-04T09:00", through: "2026-12-04T09:00")
    life.note(.moved(to: CivilDateTime("2026-12-05T12:00")!), of: monday, at: "2026-12-04T09:00")
    life.live("2026-12-04T09:01", through: "2026-12-06T12:00")
    #expect(
      life.told == ["2026-12-05T11:00 \(monday)/lead-1h-moved1", "2026-12-05T12:00 \(monday)/moved-1"])
    #expect(!life.passed.contains { $0.contains("lead-2d-moved1") })
  }

  @Test("two snoozes wait side by side, each for its own occurrence")
  func snoozes() throws {
    var life = Life([try ritual("every monday at 10:00")])
    life.live("2026-12-07T09:00", through: "2026-12-07T10:30")
    life.note(.snoozed(until: berlin("2026-12-07T15:00")), of: monday, at: "2026-12-07T10:30")
    life.note(.snoozed(until: berlin("2026-12-07T12:00")), of: "tea@2026-12-14T10:00", at: "2026-12-07T10:31")
    life.live("2026-12-07T10:31", through: "2026-12-08T10:00")
    #expect(
      life.told == [
        "2026-12-07T10:00 \(monday)/due", "2026-12-07T12:00 tea@2026-12-14T10:00/snooze-1",
        "2026-12-07T15:00 \(monday)/snooze-1",
      ])
  }

  @Test("a snooze is superseded by the next occurrence, and ends with an answer")
  func superseded() throws {
    var life = Life([try ritual("every day at 10:00")])
    life.live("2026-12-07T09:00", through: "2026-12-07T10:30")
    life.note(.snoozed(until: berlin("2026-12-08T12:00")), of: monday, at: "2026-12-07T10:30")
    life.live("2026-12-07T10:31", through: "2026-12-08T11:00")
    life.note(.snoozed(until: berlin("2026-12-08T15:00")), of: "tea@2026-12-08T10:00", at: "2026-12-08T11:00")
    life.note(
      .done(on: CivilDateTime("2026-12-08T11:30")!), of: "tea@2026-12-08T10:00", at: "2026-12-08T11:30")
    life.live("2026-12-08T11:31", through: "2026-12-08T23:00")
    #expect(
      life.told == ["2026-12-07T10:00 \(monday)/due", "2026-12-08T10:00 tea@2026-12-08T10:00/due"])
  }

  @Test("an answer taken back gives no lead and no nudge a second time")
  func undo() throws {
    let tea = try ritual("every monday at 10:00") {
      $0.remind = [.atStart, .before(Span(seconds: 7200)), .before(Span(seconds: 3600))]
      $0.nudge = Nudge(every: Span(seconds: 1800), times: 3)
    }
    var life = Life([tea])
    life.live("2026-12-07T07:00", through: "2026-12-07T08:10")
    life.note(.snoozed(until: berlin("2026-12-07T08:30")), of: monday, at: "2026-12-07T08:10")
    life.live("2026-12-07T08:10", through: "2026-12-07T09:10")
    life.note(.undone, of: monday, at: "2026-12-07T09:10")
    life.live("2026-12-07T09:10", through: "2026-12-07T10:40")
    life.note(.snoozed(until: berlin("2026-12-07T10:50")), of: monday, at: "2026-12-07T10:40")
    life.live("2026-12-07T10:40", through: "2026-12-07T11:25")
    life.note(.undone, of: monday, at: "2026-12-07T11:25")
    life.live("2026-12-07T11:25", through: "2026-12-07T14:00")
    let names = life.log.map { "\($0.reminder.id.kind)" }
    #expect(Set(names).count == names.count)
    #expect(names == ["lead-2h", "snooze-1", "lead-1h", "due", "nudge-1", "snooze-2", "nudge-2", "nudge-3"])
  }

  @Test("done twice and taken back once, it is done")
  func doneTwice() throws {
    var life = Life([try ritual("every monday at 10:00")])
    life.live("2026-12-06T09:00", through: "2026-12-06T09:00")
    for _ in 0..<2 {
      life.note(.done(on: CivilDateTime("2026-12-06T09:00")!), of: monday, at: "2026-12-06T09:00")
    }
    life.note(.undone, of: monday, at: "2026-12-06T09:00")
    life.live("2026-12-06T09:01", through: "2026-12-08T12:00")
    #expect(life.told.isEmpty)
  }
}

@Suite("Reminders that wait")
struct WaitingTests {
  @Test("nothing comes in the night; what is due then waits, once, and survives an edit")
  func night() throws {
    var life = Life([try ritual("every day at 23:00")], household { $0.quietHours = [nights] })
    life.live("2026-12-06T20:00", through: "2026-12-07T01:00")
    #expect(life.told.isEmpty)
    let edited = try ritual("every day at 23:00") { $0.remind = [.atStart, .before(Span(seconds: 60))] }
    life.planner = Planner(
      [edited], circumstances: life.planner.circumstances, chronicle: life.planner.chronicle)
    life.live("2026-12-07T02:00", through: "2026-12-07T12:00")
    #expect(life.told == ["2026-12-07T08:00 tea@2026-12-06T23:00/due"])
  }

  @Test("of all that are missed and held, one that is answered leaves the other")
  func heldTogether() throws {
    let tea = try ritual("every day at 23:00") {
      $0.missed = .all
      $0.also = [LocalPoint(CivilDate("2026-12-06")!, TimeOfDay(hour: 23, minute: 30)!)]
    }
    var life = Life([tea], household { $0.quietHours = [nights] })
    life.live("2026-12-06T20:00", through: "2026-12-06T23:40")
    life.note(
      .done(on: CivilDateTime("2026-12-06T23:40")!), of: "tea@2026-12-06T23:30", at: "2026-12-06T23:40")
    life.live("2026-12-06T23:41", through: "2026-12-07T12:00")
    #expect(life.told == ["2026-12-07T08:00 tea@2026-12-06T23:00/due"])
  }

  @Test("a person's night holds what is due, and no lead; what is critical passes")
  func others() throws {
    let circumstances = household {
      $0.people["ana"]?.timeZone = "America/Lima"
      $0.people["ana"]?.quietHours = [
        QuietHours(from: TimeOfDay(hour: 21, minute: 0)!, to: TimeOfDay(hour: 9, minute: 0)!)
      ]
    }
    func keep(_ id: String, _ urgency: Ritual.Urgency) throws -> Kept {
      try ritual("every monday at 10:00", id) {
        $0.with = ["ana"]
        $0.urgency = urgency
        $0.remind = [.atStart, .before(Span(seconds: 3600))]
      }
    }
    var life = Life([try keep("tea", .normal), try keep("fire", .critical)], circumstances)
    life.live("2026-12-07T08:00", through: "2026-12-07T20:00")
    #expect(
      Set(life.told) == [
        "2026-12-07T09:00 tea@2026-12-07T10:00/lead-1h", "2026-12-07T09:00 fire@2026-12-07T10:00/lead-1h",
        "2026-12-07T10:00 fire@2026-12-07T10:00/due", "2026-12-07T15:00 tea@2026-12-07T10:00/due",
      ])
  }

  @Test("quiet hours end with the second showing of an hour, and where clocks jump over their end")
  func clockChanges() {
    let zone = systemZone("Europe/Berlin")
    let until = QuietHours(from: TimeOfDay(hour: 22, minute: 0)!, to: TimeOfDay(hour: 2, minute: 30)!)
    // 25 October 2026: 02:30 is shown at 00:30Z and 01:30Z. 29 March 2026: 02:00 becomes 03:00 at 01:00Z.
    #expect(until.end(at: Instant("2026-10-25T00:10:00Z")!, zone: zone) == Instant("2026-10-25T01:30:00Z"))
    #expect(until.end(at: Instant("2026-10-25T01:10:00Z")!, zone: zone) == Instant("2026-10-25T01:30:00Z"))
    #expect(until.end(at: Instant("2026-03-29T00:10:00Z")!, zone: zone) == Instant("2026-03-29T01:00:00Z"))
    #expect(until.end(at: Instant("2026-03-29T01:10:00Z")!, zone: zone) == nil)
  }

  @Test("quiet all day and every day would lose everything: then it holds nothing")
  func allDay() throws {
    let always = QuietHours(from: .midnight, to: .midnight)
    var life = Life([try ritual("every day at 23:00")], household { $0.quietHours = [always] })
    life.live("2026-12-06T20:00", through: "2026-12-07T01:00")
    #expect(life.told == ["2026-12-06T23:00 tea@2026-12-06T23:00/due"])
  }

  @Test("over the day's number leads wait for the next day, and what is due comes in time and quietly")
  func budget() throws {
    let rituals = try [8, 9, 10].map { try ritual("every day at \($0):00", "r\($0)") }
    let lead = try ritual("once on 2026-12-08 at 20:00", "lead") {
      $0.remind = [.before(Span(seconds: 30 * 3600))]
    }
    var life = Life(rituals + [lead], household { $0.budgetPerDay = 2 })
    life.live("2026-12-06T20:00", through: "2026-12-07T16:00")
    #expect(life.log.map(\.reminder.urgency) == [.normal, .normal, .low])
    #expect(!life.told.contains { $0.contains("lead@") })
    // A restart in between changes nothing.
    life.planner = Planner(
      life.planner.rituals, circumstances: life.planner.circumstances, chronicle: life.planner.chronicle)
    life.live("2026-12-07T16:00", through: "2026-12-08T09:30")
    #expect(life.told.contains("2026-12-08T08:00 lead@2026-12-08T20:00/lead-30h"))
  }

  @Test("a month off with forty rituals ends in one digest, and a step back gives nothing twice")
  func monthOff() throws {
    let rituals = try (0..<40).map { try ritual("every day at \(8 + $0 % 12):00", "r\($0)") }
    var life = Life(rituals)
    life.live(at: berlin("2026-11-01T21:00"))
    life.live(at: berlin("2026-12-01T21:00"))
    #expect(Set(life.log.map(\.digest)).count == 1)
    #expect(life.log.count == 40 && life.log.allSatisfy { $0.digest != nil })
    life.live("2026-12-01T02:00", through: "2026-12-01T21:30")
    #expect(life.log.count == 40)
  }

  @Test("missed ones: the latest, all of them, or none; counted from the end of the quiet")
  func missed() throws {
    let kinds: [(Ritual.Missed, Span?, Int)] = [
      (.latest, nil, 1), (.all, nil, 3), (.none, nil, 0), (.latest, Span(seconds: 3600), 0),
      (.all, Span(days: 1, seconds: 10 * 3600), 2),
    ]
    for (missed, within, count) in kinds {
      let tea = try ritual("every day at 10:00") {
        $0.missed = missed
        $0.missedWithin = within
      }
      var life = Life([tea], household { $0.quietHours = [nights] })
      life.live(at: berlin("2026-12-06T12:00"))
      life.live(at: berlin("2026-12-09T12:00"))
      #expect(life.log.count == count, "\(missed) \(String(describing: within))")
      #expect(life.log.count + life.passed.count == 3)
    }
    let late = try ritual("every day at 23:00") { $0.missed = .none }
    var life = Life([late], household { $0.quietHours = [nights] })
    life.live("2026-12-06T20:00", through: "2026-12-07T09:00")
    #expect(life.told == ["2026-12-07T08:00 tea@2026-12-06T23:00/due"])
  }

  @Test("a held one whose clock was set back waits for its time")
  func setBack() throws {
    var life = Life([try ritual("every day at 23:00")], household { $0.quietHours = [nights] })
    life.live("2026-12-06T20:00", through: "2026-12-06T23:10")
    life.live(at: berlin("2026-12-06T21:00"))
    #expect(life.told.isEmpty)
  }

  @Test("a missed one before one that was answered ahead comes once")
  func missedBeforeAnswered() throws {
    var life = Life([try ritual("every day at 10:00")])
    life.live(at: berlin("2026-12-06T12:00"))
    life.note(
      .done(on: CivilDateTime("2026-12-06T12:00")!), of: "tea@2026-12-09T10:00", at: "2026-12-06T12:00")
    life.live(at: berlin("2026-12-09T12:00"))
    #expect(life.given == ["2026-12-08T10:00"])
  }

  @Test("while it rests nothing comes, and nothing is made up for; an edit gives nothing by itself")
  func rests() throws {
    var life = Life([try ritual("every day at 10:00") { $0.isPaused = true }])
    life.live("2026-12-06T09:00", through: "2026-12-08T12:00")
    life.planner = Planner(
      [try ritual("every day at 10:00")], circumstances: life.planner.circumstances,
      chronicle: life.planner.chronicle)
    life.live("2026-12-08T12:00", through: "2026-12-09T12:00")
    #expect(life.given == ["2026-12-09T10:00"])
  }
}
