import CivilTime
import Recurrence
import Rituals
import TestSupport
import Wording

/// A household made of a seed: each ritual and each step is drawn from a source of its own, so that a case can be made
/// smaller and what is left of it stays the same.
struct RandomHousehold {
  let seed: UInt64
  /// How many rituals it has in full.
  let size: Int

  static let begin = Instant("2026-01-05T11:00:00Z")!
  static let zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"].map(
    systemZone)

  private func source(_ purpose: UInt64, _ index: Int, _ version: Int = 0) -> SeededRandom {
    var mixed = SeededRandom(
      seed: seed &+ purpose &* 0x1000_0000_01B3 &+ UInt64(index) &* 0x9E37_79B9 &+ UInt64(version)
        &* 0x85EB_CA6B)
    return SeededRandom(seed: mixed.next())
  }

  static func zone(_ name: String) -> Zone? { zones.first { $0.identifier == name } }

  /// The people, the quiet hours and the budget.
  var household: Household {
    var random = source(1, 0)
    var household = Household()
    household.me = "sam"
    household.people["sam"] = Person(id: "sam", name: "Sam")
    for (id, zone) in [("ana", "America/New_York"), ("kim", "Asia/Kolkata"), ("lee", "Europe/Berlin")] {
      var person = Person(id: id, name: id)
      if random.chance(2) { person.timeZone = zone }
      if random.chance(2) { person.quietHours = [random.quietHours()] }
      household.people[id] = person
    }
    household.quietHours = (0..<Int.random(in: 0...2, using: &random)).map { _ in random.quietHours() }
    if random.chance(4) { household.people["sam"]?.quietHours = [random.quietHours()] }
    if random.chance(2) { household.budgetPerDay = Int.random(in: 1...6, using: &random) }
    return household
  }

  /// A ritual; each version is another edit of it.
  func ritual(_ index: Int, version: Int = 0) -> Ritual {
    var random = source(2, index, version)
    let (form, text) = random.form()
    var ritual = Ritual(id: "r\(index)", title: "Ritual \(index)", when: form, whenText: text)
    ritual.starting = LocalPoint(
      CivilDate(year: 2026, month: 1, day: Int.random(in: 1...28, using: &random))!)
    ritual.with = random.chance(2) ? [random.pick(["ana", "kim", "lee", "sam"])] : []
    if random.chance(5) { ritual.timeZone = random.pick(RandomHousehold.zones).identifier }
    if random.chance(6) {
      ritual.season = Season(from: MonthDay(month: 10, day: 15), to: MonthDay(month: 4, day: 20))
    }
    if random.chance(8) { ritual.except = [LocalPoint(CivilDate(year: 2026, month: 3, day: 7)!)] }
    if random.chance(2) {
      ritual.remind = (random.chance(4) ? [] : [.atStart])
      let leads: [ReminderTime] = [
        .before(Span(days: 2)), .before(Span(seconds: 7200)), .before(Span(days: 1)),
        .before(Span(seconds: 1800)),
        .daysBefore(1, at: TimeOfDay(hour: 19, minute: 0)!),
        .daysBefore(0, at: TimeOfDay(hour: 7, minute: 0)!),
      ]
      for lead in leads where random.chance(3) { ritual.remind.append(lead) }
    }
    if random.chance(3) {
      let every = random.pick([Span(days: 1), Span(seconds: 3 * 3600), Span(days: 2), Span(seconds: 1800)])
      ritual.nudge = Nudge(every: every, times: Int.random(in: 1...3, using: &random))
    }
    ritual.missed = random.chance(3) ? random.pick([.all, .none]) : .latest
    if random.chance(5) { ritual.missedWithin = random.pick([Span(seconds: 7200), Span(days: 1)]) }
    ritual.urgency = random.pick([.normal, .normal, .normal, .low, .critical])
    ritual.via = random.pick([Channel.usual, Channel.builtIn, [.hook("phone")]])
    if version > 0, random.chance(4) { ritual.isPaused = true }
    return ritual
  }

  /// What happens at a step, and how long before it nothing does.
  func step(_ index: Int) -> Step {
    var random = source(3, index)
    let wait =
      random.pick([60, 1800, 7200, 40_000, 86_400, 150_000]) + Int.random(in: 0...3600, using: &random)
    let actions: [(Int, Step.Action)] = [
      (10, .done), (4, .skip), (6, .snooze), (6, .move), (5, .undo), (2, .ask), (3, .restart), (3, .sleep),
      (1, .longSleep), (2, .back), (1, .forward), (1, .zone), (2, .edit), (1, .remove), (3, .nothing),
    ]
    var left = Int.random(in: 0..<actions.reduce(0) { $0 + $1.0 }, using: &random)
    let action = actions.first {
      left -= $0.0; return left < 0
    }!.1
    return Step(
      number: index, wait: Int64(wait), action: action, ritual: Int.random(in: 0..<size, using: &random),
      random: random)
  }
}

/// One thing that happens, after a while in which nothing does.
struct Step {
  enum Action: String {
    case done, skip, snooze, move, undo, ask, restart, sleep, longSleep, back, forward, zone, edit, remove,
      nothing
  }
  var number: Int
  var wait: Int64
  var action: Action
  var ritual: Int
  var random: SeededRandom
}

extension SeededRandom {
  mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &self) == 0 }
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements.randomElement(using: &self)! }

  mutating func time() -> TimeOfDay {
    TimeOfDay(hour: Int.random(in: 0...23, using: &self), minute: pick([0, 0, 15, 30, 45]))!
  }

  /// Never so long that with those of others nothing would be left of any day.
  mutating func quietHours() -> QuietHours {
    let from = pick([20, 21, 22, 23, 0, 2, 13]) * 3600 + pick([0, 1800])
    let length = pick([1, 2, 6, 8, 9]) * 3600
    var hours = QuietHours(
      from: TimeOfDay(secondOfDay: from), to: TimeOfDay(secondOfDay: (from + length) % 86_400))
    if chance(3) { hours.weekdays = [.monday, .saturday, .sunday] }
    return hours
  }

  mutating func form() -> (Form, String) {
    let at = "at \(time())"
    let phrase = pick([
      "every day \(at)", "every day \(at)", "every weekday \(at)", "every monday and thursday \(at)",
      "every first saturday \(at)", "every month on the 15th \(at)", "every month on the last day \(at)",
      "every 2 weeks on monday \(at)", "every sunday \(at)", "every day at 02:30",
      "3 days after last time \(at)", "ascension day and whit monday \(at)",
      "10 days to 3 weeks after last time, saturday or sunday, \(at)", "1 month after last time \(at)",
      "once on 2026-05-0\(Int.random(in: 1...9, using: &self)) \(at)", "rrule", "calendar",
    ])
    do {
      switch phrase {
      case "rrule":
        return (.rule(try RecurrenceRule("FREQ=HOURLY;INTERVAL=7")), "FREQ=HOURLY;INTERVAL=7")
      case "calendar":
        let text = "Sat,Tue *-*-* \(time())"
        return (.calendar(try CalendarExpression(text)), text)
      default: return (try Phrase.parse(phrase), phrase)
      }
    } catch { fatalError("\(phrase): \(error)") }
  }
}
