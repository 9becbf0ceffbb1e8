import JSONText
import TestSupport
import Testing

@Suite("kin next")
struct NextTests {
  private let saturday = "2026-11-21T12:00"

  @Test func `its JSON names who does what, by ids`() throws {
    let ran = try Home().kin("next", "coffee-ana", "--json", "--at", saturday)
    #expect(ran.status == 0)
    #expect(ran.error == "")
    let expected: JSON = [
      [
        "ritual": "coffee-ana", "occurrence": "coffee-ana@2026-12-05T10:00", "title": "Coffee with Ana",
        "due": "2026-12-05T10:00:00", "utc": "2026-12-05T09:00:00Z", "zone": "Europe/Berlin", "with": ["ana"],
        "roles": ["host": "sam"], "reason": "every first saturday at 10:00",
      ]
    ]
    #expect(JSON(try ran.json) == expected)
  }

  @Test func `several of one ritual, each with its turn`() throws {
    let json = try Home().kin("next", "coffee-ana", "--count", "3", "--json", "--at", saturday).json
    #expect(
      json.elements.map { $0["due"]?.string } == [
        "2026-12-05T10:00:00", "2027-01-02T10:00:00", "2027-02-06T10:00:00",
      ])
    #expect(json.elements.map { $0["roles"]?["host"]?.string } == ["sam", "ana", "sam"])
  }

  @Test func `many turns are counted on, each from the one before`() throws {
    let home = Home(
      """
      { "id": "tea", "title": "Tea", "when": "every day at 16:00", "starting": "2020-01-01",
        "turns": { "roles": ["pours"], "order": ["sam", "ana", "jo"] } }
      """)
    let json = try home.kin("next", "--count", "5000", "--json", "--at", saturday).json
    let turns = json.elements.map { $0["roles"]?["pours"]?.string ?? "" }
    #expect(turns.count == 5000)
    // 2020-01-01 is Sam's; 2026-11-21 is 2516 days later.
    for (index, name) in turns.enumerated() { #expect(name == ["sam", "ana", "jo"][(2516 + index) % 3]) }
  }

  @Test func `the count is over all rituals`() throws {
    let json = try Home().kin("next", "--count", "4", "--json", "--at", saturday).json
    #expect(
      json.elements.map { $0["occurrence"]?.string } == [
        "call-dad@2026-11-22T11:00", "check-in@2026-11-22T18:00", "call-lima@2026-11-23T09:30",
        "check-in@2026-11-29T18:00",
      ])
  }

  @Test func `who is away is passed over, and all away is nobody`() throws {
    func home(away: String) -> Home {
      Home(
        """
        { "id": "a", "title": "A", "when": "every day at 13:00", "starting": "2026-11-21",
          "turns": { "roles": ["host"], "order": ["sam", "ana"] } }
        """,
        more: """
          "people": { "sam": { "name": "Sam", "away": [{ "from": "2026-11-21", "to": "2026-11-21" }] },
            "ana": { "name": "Ana"\(away) } },
          """)
    }
    let passed = try home(away: "").kin("next", "--json", "--at", saturday).json
    #expect(passed[0]?["roles"]?["host"]?.string == "ana")
    let gone = home(away: #", "away": [{ "from": "2026-11-20", "to": "2026-11-30" }]"#)
    #expect(try gone.kin("next", "--json", "--at", saturday).json[0]?["roles"]?["host"]?.isNull == true)
    #expect(try gone.kin("next", "--at", saturday).output.contains("host: nobody, all are away"))
  }

  @Test func `a season is waited for`() throws {
    let home = Home(
      """
      { "id": "walk", "title": "Walk", "when": "every sunday at 9:00", "season": { "from": "04-15", "to": "10-15" } }
      """)
    #expect(
      try home.kin("next", "--json", "--at", saturday).json[0]?["due"]?.string == "2027-04-18T09:00:00")
  }

  @Test func `nothing to come is an empty list, and a message beside it`() throws {
    let home = Home(#"{ "id": "a", "title": "A", "when": "once on 2020-01-01" }"#)
    #expect(try home.kin("next", "--json").output == "[]\n")
    let text = try home.kin("next")
    #expect((text.status, text.output, text.error) == (0, "", "kin: nothing is to come\n"))
  }

  @Test func `a wrong name gets the nearest one`() throws {
    let ran = try Home().kin("next", "cofee-ana")
    #expect(ran.status == 1)
    #expect(ran.error == "kin: there is no ritual \"cofee-ana\"; did you mean \"coffee-ana\"?\n")
    for (command, name, near) in [
      ("remind", "cofee", "coffee-ana"), ("show", "cofee", "coffee-ana"), ("show", "lima", "call-lima"),
      ("balance", "chekin", "check-in"), ("calendar", "cofee-ana", "coffee-ana"),
    ] {
      let told = try Home().kin(command, name)
      #expect(told.status == 1 && told.error.contains("did you mean \"\(near)\"?"), "\(told.error)")
    }
    #expect(
      try Home().kin("balance", "nobody").error.contains("no person and no ritual \"nobody\"; there is ana,"))
    #expect(
      try Home().kin("next", "zzz").error
        == "kin: there is no ritual \"zzz\"; `kin list` shows those there are\n")
  }
}
