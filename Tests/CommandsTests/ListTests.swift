import TestSupport
import Testing
import Wording

@testable import Commands

@Suite("kin list")
struct ListTests {
  private let home = Home(
    Home.rituals + """
      , { "id": "rest", "title": "A swim", "when": "every monday at 07:00", "paused": true }
      """,
    more: Home.people.replacing("\"name\": \"Ana\"", with: "\"name\": \"Ana\", \"birthday\": \"03-14\""))
  private let now = ["--at", "2026-11-21T12:00"]

  @Test func `has every ritual, the paused ones and birthdays too`() throws {
    #expect(
      try home.kin(["list"] + now).output == """
        Coffee with Ana  coffee-ana
          every first saturday at 10:00 · next Saturday, 5 December at 10:00
        Weekly check-in  check-in
          every sunday at 18:00 · next tomorrow at 18:00
        Call Lima  call-lima
          every monday at 09:30 · next Monday, 23 November at 15:30
        Call Dad  call-dad
          10 days to 3 weeks after last time, saturday or sunday, at 11:00 · next tomorrow at 11:00
        A swim  rest
          every monday at 07:00 · it rests; kin resume rest takes it up again
        Ana's birthday  birthday-ana
          every year on 14 march at 09:00 · next Sunday, 14 March at 09:00

        """)
  }

  @Test func `says what is open, and that nothing more is to come`() throws {
    let home = Home(
      """
      { "id": "tea", "title": "Tea", "when": "every friday at 16:00" },
      { "id": "party", "title": "A party", "when": "once on 2026-01-02 at 18:00" }
      """)
    try home.adopt("tea", at: "2026-11-19T12:00")
    let lines = try home.kin(["list"] + now).lines
    #expect(
      lines[1] == "every friday at 16:00 · open since yesterday at 16:00, next Friday, 27 November at 16:00")
    #expect(lines[3].hasSuffix(" · nothing of it is to come"))
    let none = try Home("").kin(["list"] + now)
    #expect((none.status, none.output) == (0, "") && none.error.contains("kin init begins with some"))
  }

  @Test func `is data as JSON`() throws {
    let json = try home.kin(["list", "--json"] + now).json
    #expect(
      json.elements.map { $0["ritual"]?.string } == [
        "coffee-ana", "check-in", "call-lima", "call-dad", "rest", "birthday-ana",
      ])
    #expect(json[4]?["paused"]?.boolean == true && json[4]?["next"]?.isNull == true)
    #expect(json[5]?["birthdayOf"]?.string == "ana")
    #expect(json[0]?["next"]?["occurrence"]?.string == "coffee-ana@2026-12-05T10:00")
  }

  @Test(arguments: [40, 80])
  func `fits the terminal`(columns: Int) throws {
    let ran = try home.kin(["list"] + now, terminal: Terminal(width: columns))
    for line in ran.output.split(separator: "\n").map(String.init) {
      #expect(DisplayText.width(of: line) <= columns, "\(line)")
    }
  }
}
