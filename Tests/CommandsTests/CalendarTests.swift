import CivilTime
import JSONText
import Recurrence
import Rituals
import TestSupport
import Testing
import Wording

@testable import Commands

@Suite("kin calendar")
struct CalendarTests {
  private let saturday = "2026-11-21T12:00"

  private static let people = """
    "me": "sam", "people": {
      "sam": { "name": "Sam", "away": [{ "from": "2027-03-26", "to": "2027-03-29" }] },
      "ana": { "name": "Ana", "timeZone": "America/Lima", "birthday": "02-29",
               "away": [{ "from": "2028-02-10", "to": "2028-02-14" }, { "from": "2027-12-30", "to": "2028-02-01" }] },
      "jo": { "name": "Jo", "birthday": "1990-05-29" } },

    """

  private static let rituals = """
    { "id": "tea", "title": "茶とお菓子 🍵", "with": ["jo"], "when": "every saturday at 16:00" },
    { "id": "night", "title": "Night walk", "when": "every last sunday at 02:30" },
    { "id": "coffee-ana", "title": "Coffee with Ana", "with": ["ana"], "when": "every first saturday at 16:00",
      "turns": { "roles": ["host"], "order": ["sam", "ana"] } },
    { "id": "stretch", "title": "Stretch", "when": "every weekday at 07:00" },
    { "id": "dad", "title": "Call Dad", "when": "10 days to 3 weeks after last time, saturday or sunday, at 11:00" }
    """

  private let home = Home(CalendarTests.rituals, more: CalendarTests.people)

  private func calendar(_ words: String...) throws -> String {
    try home.kin(["calendar"] + words + ["--at", saturday]).output
  }

  // MARK: The page

  @Test func `a month whose clocks change, an absence, and a ritual that comes too often to list`() throws {
    #expect(
      try calendar("2027-03") == """
                     March 2027
          Mo   Tu   We   Th   Fr   Sa   Su
           1d   2d   3d   4d   5d   6ca  7
           8d   9d  10d  11d  12d  13a  14
          15d  16d  17d  18d  19d  20a  21
          22d  23d  24d  25d  26d┄┄27a┄┄28b┄
          29d┄ 30d  31d

          c  Sat  6  16:00  Coffee with Ana  with Ana · 10:00 for Ana · host: Ana
          a  Sat  6  16:00  茶とお菓子 🍵    with Jo
          a  Sat 13  16:00  茶とお菓子 🍵    with Jo
          a  Sat 20  16:00  茶とお菓子 🍵    with Jo
          ┄  Fri 26         you are away     until Mon 29 Mar
          a  Sat 27  16:00  茶とお菓子 🍵    with Jo
          b  Sun 28  03:30  Night walk
          d                 Stretch          every weekday at 07:00

        """)
  }

  @Test func `a leap February, its birthday, and an absence that began before it`() throws {
    #expect(
      try calendar("feb", "2028", "coffee-ana") == """
                   February 2028
          Mo   Tu   We   Th   Fr   Sa   Su
                1┄┄  2    3    4    5a   6
           7    8    9   10┄┄┄11┄┄┄12┄┄┄13┄┄
          14┄┄ 15   16   17   18   19   20
          21   22   23   24   25   26   27
          28   29✶

          ┄  Tue  1         Ana is away
          a  Sat  5  16:00  Coffee with Ana  with Ana · 10:00 for Ana · host: Ana
          ┄  Thu 10         Ana is away      until Mon 14 Feb
          ✶  Tue 29         Ana's birthday

        """)
    #expect(try calendar("feb", "2027", "coffee-ana").contains("✶  Sun 28         Ana's birthday"))
  }

  @Test func `months of six weeks and of five side by side, where signs do not all fit`() throws {
    #expect(
      try calendar("may", "--months", "3").split(separator: "\n", omittingEmptySubsequences: false).prefix(9)
        .joined(separator: "\n") == """
                  May 2027               June 2027               July 2027
            Mo Tu We Th Fr Sa Su    Mo Tu We Th Fr Sa Su    Mo Tu We Th Fr Sa Su
                            1+ 2        1d 2d 3d 4d 5+ 6              1d 2d 3+ 4
             3d 4d 5d 6d 7d 8a 9     7d 8d 9d10d11d12a13     5d 6d 7d 8d 9d10a11
            10d11d12d13d14d15a16    14d15d16d17d18d19a20    12d13d14d15d16d17a18
            17d18d19d20d21d22a23    21d22d23d24d25d26a27b   19d20d21d22d23d24a25b
            24d25d26d27d28d29+30b   28d29d30d               26d27d28d29d30d31a
            31d

          """)
  }

  @Test func `past days are neutral, what is open has a ring, and what may move says so`() throws {
    let home = Home()
    try home.adopt("check-in", "coffee-ana", at: "2026-11-01T12:00")
    try home.remember(
      try event("check-in@2026-11-01T18:00", "2026-11-01T18:00", .reminded(.due, attempt: 1)),
      try event("check-in@2026-11-01T18:00", "2026-11-01T19:00", try done("2026-11-01T19:00")),
      try event("check-in@2026-11-08T18:00", "2026-11-08T18:00", .reminded(.due, attempt: 1)),
      try event(
        "check-in@2026-11-08T18:00", "2026-11-08T18:30", .skipped(on: at("2026-11-08T18:30").inBerlin)),
      try event("coffee-ana@2026-11-07T10:00", "2026-11-07T10:00", .reminded(.due, attempt: 1)),
      try event("coffee-ana@2026-11-07T10:00", "2026-11-09T10:00", .lapsed(.laterOneDue)),
      try event("gone@2026-11-10T12:00", "2026-11-10T12:01", try done("2026-11-10T12:01")),
      try event("check-in@2026-11-15T18:00", "2026-11-15T18:00", .reminded(.due, attempt: 1)))
    let ran = try home.kin("calendar", "november", "--at", saturday)
    #expect(
      ran.output == """
                   November 2026
          Mo   Tu   We   Th   Fr   Sa   Su
                                         1·
           2    3    4    5    6    7·   8·
           9   10·  11   12   13   14   15○
          16   17   18   19   20   21<  22ca
          23b  24   25   26   27   28   29a
          30b

          ·  Sun  1  18:00     Weekly check-in  done · with Ana and Jo
          ·  Sat  7  10:00     Coffee with Ana  passed · with Ana
          ·  Sun  8  18:00     Weekly check-in  skipped · with Ana and Jo
          ·  Tue 10  12:00     gone             done
          ○  Sun 15  18:00     Weekly check-in  open · with Ana and Jo
          c  Sun 22  11:00  ~  Call Dad
          a  Sun 22  18:00     Weekly check-in  with Ana and Jo
          b  Mon 23  15:30     Call Lima        09:30 in America/Lima
          a  Sun 29  18:00     Weekly check-in  with Ana and Jo
          b  Mon 30  15:30     Call Lima        09:30 in America/Lima

          < today   ~ may still move

        """)
    let before = try home.kin("calendar", "check-in", "--at", "2026-11-05T12:00")
    #expect(before.output.contains("a  Sun  8  18:00  Weekly check-in"), "what came later was not known then")
    #expect(!before.output.contains("gone"))
  }

  // MARK: Terminals

  /// What a terminal of this many columns gets.
  private func terminal(_ columns: Int, _ arguments: String..., inColour: Bool = false) throws -> [String] {
    let terminal = Terminal(usesColour: inColour, width: columns)
    let ran = try home.kin(["calendar"] + arguments + ["--at", saturday], terminal: terminal)
    return ran.output.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
  }

  @Test func `forty columns hold one month after the other`() throws {
    let lines = try terminal(40, "may 2027", "coffee-ana", "--months", "2")
    #expect(
      lines.joined(separator: "\n") == """
                      May 2027
          Mo   Tu   We   Th   Fr   Sa   Su
                                    1a   2
           3    4    5    6    7    8    9
          10   11   12   13   14   15   16
          17   18   19   20   21   22   23
          24   25   26   27   28   29   30
          31

          May 2027
          a  Sat  1  16:00  Coffee with Ana
                              with Ana · 09:00
                              for Ana · host:
                              Ana

                     June 2027
          Mo   Tu   We   Th   Fr   Sa   Su
                1    2    3    4    5a   6
           7    8    9   10   11   12   13
          14   15   16   17   18   19   20
          21   22   23   24   25   26   27
          28   29   30

          June 2027
          a  Sat  5  16:00  Coffee with Ana
                              with Ana · 09:00
                              for Ana · host:
                              Sam

        """)
  }

  @Test(arguments: [30, 40, 60, 80, 120])
  func `no line is wider than its terminal`(columns: Int) throws {
    let lines = try terminal(columns, "--months", "6")
    #expect(lines.count > 60)
    for line in lines { #expect(DisplayText.width(of: line) <= columns, "\(line)") }
  }

  @Test func `a ritual has one colour, in the month and below it, whatever else is shown`() throws {
    func colours(_ lines: [String]) -> Set<Substring> {
      Set(
        lines.flatMap { line in
          line.split(separator: "\u{1B}[").filter { $0.contains("m●") }.map { $0.prefix { $0 != "m" } }
        })
    }
    let alone = try colours(terminal(80, "dec", "tea", inColour: true))
    #expect(alone.count == 1)
    let all = try colours(terminal(80, "dec", inColour: true))
    #expect(all.count == 4 && all.isSuperset(of: alone))
    #expect(try colours(terminal(80, "dec")).isEmpty)
    let today = try terminal(80, "november", inColour: true).joined(separator: "\n")
    #expect(today.contains("\u{1B}[7m21\u{1B}[0m"), "today is reversed")
  }

  @Test func `colours stay when other rituals go, and no two are the same while there are enough`() {
    let ids = ["a", "b", "coffee-ana", "check-in", "call-dad", "walk", "soup", "tea"]
    func style(_ id: String, among ids: [String]) -> Terminal.Style? {
      let occurrence = OccurrenceID(ritual: id, start: CivilDateTime(localSeconds: 0))
      let slot = Slot(local: occurrence.start, instant: Instant(seconds: 0))
      return RitualMarks(rituals: ids).mark(
        of: CalendarEntry(
          occurrence: occurrence, slot: slot, zone: .utc, state: .planned, date: CivilDate(dayNumber: 0))
      ).style
    }
    let styles = ids.map { style($0, among: ids) }
    #expect(Set(styles).count == ids.count)
    for (index, id) in ids.enumerated() {
      #expect(style(id, among: Array(ids.prefix(index + 1))) == styles[index])
      #expect(style(id, among: ids + ["late", "later", "latest"]) == styles[index])
    }
  }

  // MARK: Words

  @Test(
    arguments: [
      (["2026-12"], "2026-12", 1, []), (["december"], "2026-12", 1, []), (["Dec"], "2026-12", 1, []),
      (["november"], "2026-11", 1, []), (["october"], "2027-10", 1, []), (["sept"], "2027-09", 1, []),
      (["dec", "2027"], "2027-12", 1, []), (["dec 2027"], "2027-12", 1, []), (["next"], "2026-12", 1, []),
      (["last"], "2026-10", 1, []), (["this"], "2026-11", 1, []), (["2027"], "2027-01", 12, []),
      (["tea"], nil, 1, ["tea"]), (["tea", "may", "walk"], "2027-05", 1, ["tea", "walk"]),
      (["march", "may"], "2027-03", 1, ["may"]), (["may", "tea", "2027"], nil, 0, []),
      (["0001-01"], "0001-01", 1, []), (["9999-12"], "9999-12", 1, []),
    ] as [([String], String?, Int, [String])])
  func `the words name a month and rituals`(words: [String], first: String?, months: Int, rituals: [String])
    throws
  {
    let today = try #require(CivilDate("2026-11-21"))
    func read() throws -> CalendarWords {
      try CalendarWords(
        words, today: today, rituals: ["tea", "walk", "may"].map { ($0, "A ritual of \($0)") })
    }
    guard months > 0 else {
      #expect(throws: (any Error).self) { try read() }
      return
    }
    let read = try read()
    #expect(read.first?.days.lowerBound.description == first.map { $0 + "-01" })
    #expect(read.months == months)
    #expect(read.rituals == rituals)
  }

  @Test(arguments: [
    ("decembr", "\"decembr\" is neither a month nor a ritual; did you mean \"december\"?"),
    ("coffee-anna", "\"coffee-anna\" is neither a month nor a ritual; did you mean \"coffee-ana\"?"),
    ("zzzz", "\"zzzz\" is neither a month nor a ritual; write 2026-12, december, dec 2027 or next"),
    ("2026-13", "\"2026-13\" isn't a month; the months go from 2026-01 to 2026-12"),
    ("0000-01", "\"0000-01\" isn't a month; the months go from 0000-01 to 0000-12"),
    ("de", "\"de\" is neither a month nor a ritual; write 2026-12, december, dec 2027 or next"),
  ])
  func `a wrong word is reported with a way out`(word: String, message: String) throws {
    let ran = try home.kin("calendar", word)
    #expect((ran.status, ran.output) == (word.contains("-0") || word.contains("-1") ? 64 : 1, ""))
    #expect(ran.error == "kin: \(message)\n")
  }

  @Test(arguments: ["9999-12", "0001-01", "2400-02"])
  func `the ends of the calendar are drawn too`(month: String) throws {
    let ran = try home.kin("calendar", month, "tea", "dad", "--months", "3", "--at", saturday)
    #expect((ran.status, ran.error) == (0, ""))
    #expect(ran.output.contains("Mo Tu") || ran.output.contains("Mo   Tu"))
  }

  // MARK: JSON

  @Test func `its JSON has every day, with what is on it`() throws {
    let days = try home.kin("calendar", "2028-02", "coffee-ana", "dad", "--json", "--at", saturday).json
    #expect(days.count == 29)
    let expected: JSON = [
      "date": "2028-02-05",
      "occurrences": [
        [
          "ritual": "coffee-ana", "occurrence": "coffee-ana@2028-02-05T16:00", "title": "Coffee with Ana",
          "state": "planned", "mayMove": false, "due": "2028-02-05T16:00:00", "utc": "2028-02-05T15:00:00Z",
          "zone": "Europe/Berlin", "with": ["ana"], "roles": ["host": "ana"],
        ]
      ],
      "birthdays": [], "away": [],
    ]
    #expect(JSON(try #require(days[4])) == expected)
    #expect(days[28]?["birthdays"]?.elements.map(\.string) == ["ana"])
    let away: JSON = [["person": "ana", "from": "2028-02-10", "to": "2028-02-14"]]
    #expect(JSON(try #require(days[9]?["away"])) == away)
    #expect(JSON(try #require(days[13]?["away"])) == away)
    #expect(days[14]?["away"]?.count == 0)
  }

  @Test func `an occurrence stands on the day of the user's own clock`() throws {
    let home = Home(
      #"{ "id": "a", "title": "A", "when": "every day at 22:00", "timeZone": "America/Lima" }"#)
    let days = try home.kin("calendar", "2026-12", "--json", "--at", saturday).json
    #expect(days[0]?["occurrences"]?[0]?["due"]?.string == "2026-11-30T22:00:00")
    #expect(days[30]?["occurrences"]?[0]?["due"]?.string == "2026-12-30T22:00:00")
    #expect(days.elements.allSatisfy { $0["occurrences"]?.count == 1 })
  }

  @Test func `what was answered ahead of its time is done on its day, and a cadence has one date`() throws {
    try home.remember(
      try event("tea@2026-11-28T16:00", "2026-11-20T16:00", try done("2026-11-20T16:00")))
    let days = try home.kin("calendar", "--months", "12", "--json", "--at", saturday).json
    let entries = days.elements.flatMap { $0["occurrences"].map { Array($0.elements) } ?? [] }
    let tea = entries.filter { $0["occurrence"]?.string == "tea@2026-11-28T16:00" }
    #expect(tea.map { $0["state"]?.string } == ["done"])
    let moving = entries.filter { $0["mayMove"]?.boolean == true }
    #expect(moving.map { $0["ritual"]?.string } == ["dad"])
  }
}

extension Instant {
  fileprivate var inBerlin: CivilDateTime { systemZone("Europe/Berlin").local(at: self) }
}
