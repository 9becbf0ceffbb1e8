import CivilTime
import Foundation
import Recurrence
import RitualFile
import Rituals
import Testing
import Wording

@Suite struct GoodTests {
  private func read(_ text: String) -> RitualFile.Reading {
    RitualFile.read(Array(text.utf8), file: "config.json", zones: SmallWorld())
  }

  @Test func `every key reaches the household`() throws {
    let reading = read(everyKey)
    #expect(reading.diagnostics.map(\.description) == [])
    let household = try #require(reading.household)

    var expected = Household()
    expected.me = "sam"
    expected.timeZone = "Europe/Berlin"
    expected.quietHours = [
      QuietHours(from: time(22), to: time(8)),
      QuietHours(from: time(23, 30, 5), to: time(10), weekdays: [.friday, .saturday]),
    ]
    expected.budgetPerDay = 4
    expected.people["sam"] = Person(id: "sam", name: "Sam")
    var ana = Person(id: "ana", name: "Ana é 🫂")
    ana.timeZone = "America/Lima"
    ana.birthday = Birthday(month: 2, day: 29)
    ana.appreciates = ["listening", "practical help"]
    ana.boundaries = ["no calls after nine"]
    ana.quietHours = [QuietHours(from: time(21), to: time(9))]
    ana.away = [Absence(from: date(2026, 12, 20), to: date(2027, 1, 3))]
    expected.people["ana"] = ana
    var dad = Person(id: "dad", name: "Dad")
    dad.birthday = Birthday(year: 1954, month: 2, day: 11)
    expected.people["dad"] = dad
    expected.hooks["phone"] = Hook(
      name: "phone", run: ["ntfy", "publish", "{title}: {body}"], timeout: Span(seconds: 20))
    expected.hooks["log"] = Hook(name: "log", run: ["logger"])
    expected.decks["ours"] = Deck(
      id: "ours", title: "Our questions", about: "For the kitchen table.",
      prompts: [Prompt(own: "What was good?"), Prompt(own: "What would help?")])
    expected.birthdays.remind = [.daysBefore(14, at: time(18)), .atStart]
    expected.birthdays.via = [.hook("phone")]
    expected.birthdays.urgency = .low
    expected.rituals = [try coffee(), try call(), try walk()]

    #expect(household.people == expected.people)
    #expect(household.hooks == expected.hooks)
    for (read, wanted) in zip(household.rituals, expected.rituals) { #expect(read == wanted) }
    #expect(household == expected)
  }

  @Test func `rituals that say the same share what they say, and a wrong list is reported each time`() throws
  {
    func ritual(_ id: String, _ when: String, _ with: String) -> String {
      #"{ "id": "\#(id)", "title": "T", "when": "\#(when)", "with": \#(with) }"#
    }
    func config(_ rituals: String...) -> String {
      #"{ "people": { "ana": { "name": "Ana" } }, "rituals": ["# + rituals.joined(separator: ",") + "] }"
    }
    let good = read(
      config(
        ritual("a", "every day at 10:00", #"["ana"]"#), ritual("b", "every day at 10:00", #"["ana"]"#),
        ritual("c", "every day at 11:00", "[]"), ritual("d", "every day at 10:00", #"["\u0061na"]"#)))
    let rituals = try #require(good.household).rituals
    #expect(rituals.map(\.with) == [["ana"], ["ana"], [], ["ana"]])
    let places = rituals.map(\.said.identity)
    #expect(places[0] == places[1] && places[1] == places[3] && places[0] != places[2])
    let lists = rituals.map { $0.with.withUnsafeBufferPointer(\.baseAddress) }
    #expect(lists[0] == lists[1] && lists[1] == lists[3])
    let wrong = read(
      config(
        ritual("a", "every day at 10:00", #"["jo"]"#), ritual("b", "every day at 10:00", #"["jo"]"#)))
    #expect(wrong.diagnostics.count == 2, "\(wrong.diagnostics)")
  }

  private func coffee() throws -> Ritual {
    let when = "every 2 weeks on saturday at 10:00"
    var ritual = Ritual(
      id: "coffee-ana", title: "Coffee with Ana", when: try Phrase.parse(when), whenText: when)
    ritual.with = ["ana"]
    ritual.timeZone = "America/Lima"
    ritual.starting = LocalPoint(date(2026, 1, 3), time(10))
    ritual.until = LocalPoint(date(2027, 6, 30))
    ritual.except = [LocalPoint(date(2026, 12, 26)), LocalPoint(date(2026, 10, 10), time(10))]
    ritual.also = [LocalPoint(date(2026, 12, 28), time(15))]
    ritual.season = Season(from: MonthDay(month: 4, day: 15), to: MonthDay(month: 2, day: 29))
    ritual.remind = [try ReminderTime(parsing: "2 days before"), try ReminderTime(parsing: "at start")]
    ritual.nudge = Nudge(every: Span(days: 1), times: 2)
    ritual.duration = Span(seconds: 5400)
    var turns = Turns(roles: ["host", "cook"], order: ["sam", "ana", "ana"])
    turns.advance = .whenDone
    turns.choose = .leastRecent
    turns.atMost = 3
    turns.every = Span(days: 14)
    turns.handoff = [.daysBefore(1, at: time(19)), .atStart]
    ritual.turns = turns
    ritual.prompts = "give-and-take"
    ritual.missed = .none
    ritual.missedWithin = Span(days: 2)
    ritual.urgency = .critical
    ritual.via = [.hook("phone"), .journal]
    ritual.place = "the café"
    ritual.notes = "one\ntwo"
    ritual.isPrivate = true
    ritual.isPaused = true
    return ritual
  }

  /// Takes what `defaults` say.
  private func call() throws -> Ritual {
    let when = "3 weeks after last time at 11:00"
    var ritual = Ritual(id: "call-dad", title: "Call Dad", when: try Phrase.parse(when), whenText: when)
    ritual.remind = [try ReminderTime(parsing: "1h before")]
    ritual.via = [.journal, .hook("log")]
    ritual.urgency = .low
    return ritual
  }

  /// Answers `defaults` back, and has a `missed` as one word.
  private func walk() throws -> Ritual {
    let when = "every sunday at 9:30"
    var ritual = Ritual(id: "walk", title: "Walk", when: try Phrase.parse(when), whenText: when)
    ritual.remind = [.atStart]
    ritual.via = [.desktop]
    ritual.missed = .all
    ritual.urgency = .low
    ritual.prompts = "ours"
    return ritual
  }

  @Test func `a nudge is delivered once where nothing else is said`() {
    let reading = read(
      #"{"rituals": [{"id": "a", "title": "A", "when": "every day at 9:00", "nudge": {"every": "2h"}}]}"#)
    #expect(reading.household?.rituals.first?.nudge == Nudge(every: Span(seconds: 7200), times: 1))
  }

  @Test func `an RRULE brings its start with it`() throws {
    let reading = read(
      #"""
      {"rituals": [{"id": "a", "title": "A",
        "when": {"rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", "start": "2026-01-03T10:00"}}]}
      """#)
    let ritual = try #require(reading.household?.rituals.first)
    #expect(ritual.when == .rule(try RecurrenceRule("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA")))
    #expect(ritual.whenText == "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA")
    #expect(ritual.starting == LocalPoint(date(2026, 1, 3), time(10)))
  }

  @Test func `without a directory of zones any name passes`() {
    let text = #"{"timeZone": "Mars/Olympus_Mons", "rituals": []}"#
    #expect(read(text).household == nil)
    let reading = RitualFile.read(Array(text.utf8), file: "config.json", zones: nil)
    #expect(reading.household?.timeZone == "Mars/Olympus_Mons")
    #expect(reading.diagnostics.map(\.severity) == [.warning])
  }

  @Test func `the example reads without a word`() throws {
    let bytes = try exampleConfig()
    let reading = RitualFile.read(bytes, file: "config.example.json", zones: SmallWorld())
    #expect(reading.diagnostics.map(\.description) == [])
    #expect(reading.household?.rituals.count == 6)
  }

  @Test func `more errors than anybody reads end in a count`() {
    let bad = #"{"id": "a b", "title": "", "when": "every day at 9:00"}"#
    let reading = read(#"{"rituals": ["# + Array(repeating: bad, count: 600).joined(separator: ",") + "]}")
    #expect(reading.diagnostics.count == RitualFile.mostDiagnostics + 1)
    #expect(reading.diagnostics.last?.message.hasPrefix("and ") == true)
    #expect(reading.household == nil)
  }

  @Test func `a calendar expression is a when, and its zone the ritual's`() throws {
    let text = #"""
      { "timeZone": "Europe/Berlin", "rituals": [
        { "id": "a", "title": "A", "when": { "onCalendar": "Sat *-*-1..7 10:00" } },
        { "id": "b", "title": "B", "timeZone": "UTC", "when": { "onCalendar": "10:00 America/Lima" } },
        { "id": "c", "title": "C", "when": { "onCalendar": "weekly", "start": "2026-01-03T10:00" } }
      ] }
      """#
    let reading = RitualFile.read([UInt8](text.utf8), file: "config.json", zones: SmallWorld())
    #expect(reading.diagnostics.isEmpty)
    let rituals = try #require(reading.household?.rituals)
    #expect(rituals.map(\.timeZone) == [nil, "America/Lima", nil])
    #expect(rituals[0].when == .calendar(try CalendarExpression("Sat *-*-1..7 10:00")))
    #expect(rituals[2].starting == LocalPoint(date(2026, 1, 3), time(10)))
  }

  @Test func `birthdays are as the defaults say, but for when they are reminded of`() throws {
    func birthdays(_ more: String) throws -> BirthdayReminders {
      let reading = read(
        """
        { \(more) "rituals": [{ "id": "a", "title": "A", "when": "every day" }],
          "defaults": { "remind": ["1h before"], "via": ["desktop"], "private": true } }
        """)
      #expect(reading.diagnostics.isEmpty)
      return try #require(reading.household).birthdays
    }
    var expected = BirthdayReminders()
    expected.via = [.desktop]
    expected.isPrivate = true
    #expect(try birthdays("") == expected)
    #expect(try birthdays(#""birthdays": {},"#) == expected)
    expected.via = [.journal]
    #expect(try birthdays(#""birthdays": { "via": ["journal"] },"#) == expected)
    expected.remind = []
    #expect(try birthdays(#""birthdays": { "via": ["journal"], "remind": [] },"#) == expected)
  }
}

/// The example at the top of the package.
func exampleConfig() throws -> [UInt8] {
  let top = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  return [UInt8](try Data(contentsOf: top.appendingPathComponent("config.example.json")))
}

private func date(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
  CivilDate(dayNumber: CivilDate.dayNumber(year: year, month: month, day: day))
}

private func time(_ hour: Int, _ minute: Int = 0, _ second: Int = 0) -> TimeOfDay {
  TimeOfDay(secondOfDay: hour * 3600 + minute * 60 + second)
}

/// A config that uses every key there is.
let everyKey = #"""
  {
    "$schema": "config.schema.json",
    "rituals": [
      {
        "id": "coffee-ana", "title": "Coffee with Ana", "with": ["ana"],
        "when": "every 2 weeks on saturday at 10:00", "timeZone": "America/Lima",
        "starting": "2026-01-03T10:00", "until": "2027-06-30",
        "except": ["2026-12-26", "2026-10-10 10:00"], "also": ["2026-12-28T15:00"],
        "season": { "from": "04-15", "to": "02-29" },
        "remind": ["2 days before", "at start"], "nudge": { "every": "1 day", "times": 2 },
        "duration": "1h 30min",
        "turns": {
          "roles": ["host", "cook"], "order": ["sam", "ana", "ana"],
          "advance": "when done", "choose": "least recent", "atMost": 3,
          "every": "2 weeks", "handoff": ["the evening before at 19:00", "at start"]
        },
        "prompts": "give-and-take", "missed": { "policy": "none", "within": "2 days" },
        "urgency": "critical", "via": ["phone", "journal"], "place": "the caf\u00e9", "notes": "one\ntwo",
        "private": true, "paused": true
      },
      { "id": "call-dad", "title": "Call Dad", "when": "3 weeks after last time at 11:00" },
      {
        "id": "walk", "title": "Walk", "when": "every sunday at 9:30", "remind": ["at start"],
        "via": ["desktop"], "missed": "all", "prompts": "ours"
      }
    ],
    "defaults": { "remind": ["1h before"], "via": ["journal", "log"], "urgency": "low" },
    "hooks": {
      "phone": { "run": ["ntfy", "publish", "{title}: {body}"], "timeout": "20s" },
      "log": { "run": ["logger"] }
    },
    "people": {
      "sam": { "name": "Sam" },
      "ana": {
        "name": "Ana é 🫂", "timeZone": "America/Lima", "birthday": "02-29",
        "appreciates": ["listening", "practical help"], "boundaries": ["no calls after nine"],
        "quietHours": [{ "from": "21:00", "to": "09:00" }],
        "away": [{ "from": "2026-12-20", "to": "2027-01-03" }]
      },
      "dad": { "name": "Dad", "birthday": "1954-02-11" }
    },
    "decks": {
      "ours": {
        "title": "Our questions", "about": "For the kitchen table.",
        "prompts": ["What was good?", "What would help?"]
      }
    },
    "birthdays": { "remind": ["2 weeks before at 18:00", "at start"], "via": ["phone"] },
    "budget": { "perDay": 4 },
    "quietHours": [
      { "from": "22:00", "to": "08:00" },
      { "from": "23:30:05", "to": "10:00", "days": ["friday", "saturday"] }
    ],
    "timeZone": "Europe/Berlin",
    "me": "sam"
  }
  """#
