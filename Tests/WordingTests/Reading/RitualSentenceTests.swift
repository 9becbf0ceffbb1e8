import CivilTime
import Recurrence
import TestSupport
import Testing

@testable import Rituals
@testable import Wording

private let people = [
  "ana": Person(id: "ana", name: "Ana"), "sam": Person(id: "sam", name: "Sam"),
  "jo": Person(id: "jo", name: "Jo"),
  "may": Person(id: "may", name: "Aunt May"),
]

@Suite struct RitualSentenceTests {
  /// Sentences whose longest tails are phrases.
  static let sentences = [
    "Coffee with Ana every first saturday at 10",
    "Call Dad 10 days to 3 weeks after last time, saturday or sunday, at 11:00",
    "Quiet walk with Noor and Jo on the last sunday of the month at 9:30, remind the evening before and 1h before",
    "Weekly check-in with Ana every sunday at 18:00 for 30min, nudge every day twice",
    "Dinner once on 2026-12-24 at 18:00",
    "Soup night every 2 weeks on thursday at 19:00 starting 2026-01-08, sam and jo host in turn",
    "Soup night every other thursday at 7pm from 8 january 2026, hosted by sam, jo in turn, remind me at start",
    "Every-day walk every day at 7:00 in the park",
    "Book club, every last friday at 19:30 at the canal gate for 2h with Ana and Aunt May",
  ]

  @Test("A sentence has a title, people, a phrase and clauses")
  func reads() throws {
    let read = try RitualSentenceTests.sentences.map {
      try RitualSentence(parsing: $0, people: people, me: "sam")
    }
    #expect(
      read.map(\.title) == [
        "Coffee with Ana", "Call Dad", "Quiet walk with Noor and Jo", "Weekly check-in with Ana", "Dinner",
        "Soup night", "Soup night", "Every-day walk", "Book club",
      ])
    #expect(
      read.map(\.when) == [
        "every first saturday at 10", "10 days to 3 weeks after last time, saturday or sunday, at 11:00",
        "on the last sunday of the month at 9:30", "every sunday at 18:00", "once on 2026-12-24 at 18:00",
        "every 2 weeks on thursday at 19:00", "every other thursday at 7pm", "every day at 7:00",
        "every last friday at 19:30",
      ])
    for sentence in read { #expect(try Phrase.parse(sentence.when) == sentence.form) }
    #expect(
      read.map(\.with) == [["ana"], [], ["noor", "jo"], ["ana"], [], ["jo"], ["jo"], [], ["ana", "may"]])
    #expect(read.map(\.newPeople) == [[], [], [Person(id: "noor", name: "Noor")], [], [], [], [], [], []])
    #expect(read[0].form.time == TimeOfDay(hour: 10, minute: 0))
    #expect(
      read[2].remind == [.daysBefore(1, at: TimeOfDay(secondOfDay: 68_400)), .before(Span(seconds: 3600))])
    #expect(read[3].duration == Span(seconds: 1800))
    #expect(read[3].nudge == Nudge(every: Span(days: 1), times: 2))
    #expect(read[5].starting == CivilDate("2026-01-08").map { LocalPoint($0) })
    #expect(read[5].starting == read[6].starting)
    #expect(read[5].turns == Turns(roles: ["host"], order: ["sam", "jo"]))
    #expect(read[5].turns == read[6].turns)
    #expect(read[6].remind == [.atStart])
    #expect(read.map(\.place) == [nil, nil, nil, nil, nil, nil, nil, "the park", "the canal gate"])
    #expect(read[8].duration == Span(seconds: 7200))
    #expect(read.filter(\.needsStarting).isEmpty)
  }

  @Test("A ritual that counts from a first date needs one")
  func anchor() throws {
    #expect(try RitualSentence(parsing: "Soup every 2 weeks on thursday at 19:00").needsStarting)
    #expect(try !RitualSentence(parsing: "Soup every 2 weeks on thursday starting 2026-01-08").needsStarting)
    #expect(try RitualSentence(parsing: "Call mum monthly").needsStarting)
  }

  @Test("A title may end in a small word, and a part of the day belongs to the phrase")
  func small() throws {
    for (text, title, when) in [
      ("Check in 2 weeks after last time with Jo", "Check in", "2 weeks after last time"),
      ("Coffee on every sunday at 10", "Coffee", "every sunday at 10"),
      ("Tea every sunday evening at 7", "Tea", "every sunday evening at 7"),
      (
        "Top 10 films every friday at 20:00, remind 2h before, at start", "Top 10 films",
        "every friday at 20:00"
      ),
      ("Second breakfast every weekday morning at 9:30", "Second breakfast", "every weekday morning at 9:30"),
    ] {
      let read = try RitualSentence(parsing: text, people: people)
      #expect(read.title == title)
      #expect(read.when == when)
    }
  }

  @Test("People are found in any case; new ones get an id, and things aren't people")
  func who() throws {
    for (text, with, new) in [
      ("coffee with ana every sunday", ["ana"], []),
      ("coffee with mum every sunday", ["mum"], ["Mum"]),
      ("Coffee with ANA and Zoë every sunday", ["ana", "zoe"], ["Zoë"]),
      ("Coffee with aunt may on sundays", ["may"], []),
      ("Walk with the dog every sunday", [], []),
      ("Tea with milk every sunday", [], []),
      ("Call every sunday with Ana, remind 1h before", ["ana"], []),
      ("Dinner every sunday, kim and ana cook in turn", ["kim", "ana"], ["Kim"]),
      ("Call Jo every sunday", ["jo"], []),
      ("Letter to Aunt May and Ana every sunday", ["may", "ana"], []),
      ("Joking about Jokes every sunday", [], []),
    ] as [(String, [String], [String])] {
      let read = try RitualSentence(parsing: text, people: people)
      #expect(read.with == with, "\(text)")
      #expect(read.newPeople.map(\.name) == new, "\(text)")
    }
    let cooks = try RitualSentence(
      parsing: "Dinner every sunday, me and Kim cook in turn", people: people, me: "sam")
    #expect(cooks.turns == Turns(roles: ["cook"], order: ["sam", "kim"]))
  }

  @Test(
    "What is not understood is reported at its place, and nothing is read",
    arguments: [
      ("Coffee with Ana every first saterday at 10", "saterday", "saturday"),
      ("Coffee with Ana evry saturday at 10", "evry", "every"),
      ("Coffee with Ana every firt saturday at 10", "firt", "first"),
      ("Coffee with Ana every saturday at 7", "7", "7:00"),
      ("Coffee with Ana every saturday at noom", "noom", "noon"),
      ("Call Dad 10 dys to 3 weeks after last time", "dys", "days"),
      ("Call Dad every sunday at 11:00, remnd 1h before", "remnd", "remind"),
      ("Call Dad every sunday at 11:00 fro 30min", "fro", "for"),
      ("Call Dad every sunday at 11:00 for 30mn", "mn", "min"),
      ("Call Dad every sunday at 11:00, nudge every dya", "dya", "day"),
      ("Call Dad every sunday starting 8.1.2026", "8.1.2026", "2026-01-08"),
      ("Call Dad every sunday remind 1h before remind 2h before", "remind", nil),
      ("Call Dad every sunday at 10:00 please", "please", nil),
      ("Call Dad at saturday", "at", nil),
      ("Call Dad biweekly on sunday", "biweekly on sunday", "every 2 weeks on sunday"),
      ("Walk with Ana tomorrow at 10", "tomorrow at 10", nil),
      ("Tea every sunday evening at 09:00", "09:00", "21:00"),
      ("Call Dad", "", nil),
      ("Tea with Ana at 25:00 every monday", "25:00", nil),
      ("Tea at 25 every monday", "25", nil),
      ("Tea at 25pm, every monday", "25", nil),
      ("Run every monday every tuesday", "every", nil),
      ("Run every monday at 10 for 1h, every tuesday", "every", nil),
      ("Party once on 24 december", "24 december", nil),
      ("every sunday at 10:00", "", nil),
      ("Call Dad every sunday with", "", nil),
      ("", "", nil),
    ] as [(String, String, String?)])
  func refuses(_ text: String, _ place: String, _ suggestion: String?) throws {
    let fault = try #require(throws: TextFault.self) { try RitualSentence(parsing: text, people: people) }
    #expect(String(decoding: Array(text.utf8)[fault.range], as: UTF8.self) == place, "\(fault.message)")
    if let suggestion { #expect(fault.suggestion == suggestion) }
    #expect(!fault.message.isEmpty)
  }

  @Test("With a known day, a date without its year is the next one")
  func nextSuchDay() throws {
    let today = CivilDate("2026-12-24")
    for (text, when) in [
      ("Party once on 24 december", "once on 2026-12-24"),
      ("Party once on 23 december", "once on 2027-12-23"),
      ("Party once on 29 february at 18:00", "once on 2028-02-29 at 18:00"),
      ("Run every monday until 24 december", "every monday until 2026-12-24"),
      ("Dinner at 21 Main Street every monday", "every monday"),
    ] {
      let read = try RitualSentence(parsing: text, today: today)
      #expect(try read.form == Phrase.parse(when), "\(text): \(read.when)")
      #expect(try Phrase.parse(read.when) == read.form)
    }
  }

  @Test("Somebody who seemed new can be taken for somebody known")
  func replacing() throws {
    var read = try RitualSentence(
      parsing: "Coffee with Anna every sunday, Anna and Jo host in turn", people: people)
    read.replace(read.newPeople[0], by: Person(id: "ana", name: "Ana"))
    #expect(read.title == "Coffee with Ana" && read.with == ["ana", "jo"] && read.newPeople.isEmpty)
    #expect(read.turns?.order == ["ana", "jo"])
  }

  @Test("A mangled sentence is refused at a place inside the text, or it has a title and a phrase")
  func mutations() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    for _ in 0..<3_000 {
      let text = mangled(RitualSentenceTests.sentences, using: &random)
      do {
        let read = try RitualSentence(parsing: text, people: people)
        #expect(!read.title.isEmpty, "seed \(seed): \(text)")
        #expect((try? Phrase.parse(read.when)) == read.form, "seed \(seed): \(text)")
      } catch {
        #expect(
          error.range.lowerBound >= 0 && error.range.upperBound <= text.utf8.count, "seed \(seed): \(text)")
        #expect(!error.message.isEmpty)
      }
    }
  }

  @Test("An id is made of a title's main words, and isn't taken yet")
  func ids() {
    for (title, id) in [
      ("Coffee with Ana", "coffee-ana"), ("Weekly check-in", "weekly-check-in"),
      ("Mum's tea & cake", "mums-tea-cake"),
      ("Grüße an Zoë", "gruesse-zoe"), ("お茶", "ritual"), ("The", "the"), ("  ", "ritual"),
      ("Call Dad!", "call-dad-2"),
    ] {
      #expect(Identifier.make(from: title, taken: ["call-dad"]) == id)
      #expect(Identifier.isGood(id))
    }
    let long = Identifier.make(from: String(repeating: "long ", count: 40), taken: [])
    #expect(Identifier.isGood(long) && long.utf8.count <= 44)
    #expect(
      Identifier.make(from: String(repeating: "x", count: 300), taken: [String](repeating: "x", count: 2))
        .count == 40)
  }
}
