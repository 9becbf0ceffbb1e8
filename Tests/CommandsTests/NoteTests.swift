import TestSupport
import Testing

@Suite("kin note and kin show")
struct NoteTests {
  private let home = Home(
    more: """
      "me": "sam", "people": {
        "sam": { "name": "Sam" }, "jo": { "name": "Jo" },
        "ana": { "name": "Ana", "timeZone": "America/Lima", "birthday": "1990-03-14", "appreciates": ["listening"],
          "boundaries": ["no calls after nine"], "quietHours": [{ "from": "21:00", "to": "09:00" }],
          "away": [{ "from": "2020-01-01", "to": "2020-02-01" }, { "from": "2026-12-20", "to": "2027-01-01" }] } },

      """)
  private let saturday = "2026-11-21T12:00"

  private func kin(_ arguments: String...) throws -> Command.Outcome {
    try home.kin(arguments + ["--at", saturday])
  }

  @Test func `a detail is noted, listed, and done by its number or its words`() throws {
    #expect(
      try kin("note", "ana", "starts the new job in May").output
        == "Noted for Ana: starts the new job in May. It comes back before your next time with Ana.\n")
    _ = try kin("note", "Ana", "her", "sister", "visits")
    _ = try kin("note", "jo", "the marathon")
    #expect(
      try kin("note", "ana").lines == [
        "1  starts the new job in May  noted today", "2  her sister visits          noted today",
      ])
    #expect(try kin("note").lines.count == 3)
    #expect(try kin("note", "--done", "2").output == "Ana, her sister visits: done.\n")
    #expect(try kin("note", "--done", "Marathon").output == "Jo, the marathon: done.\n")
    #expect(try kin("note", "ana", "--done").output == "Ana, starts the new job in May: done.\n")
    let none = try kin("note")
    #expect((none.status, none.output) == (0, ""))
    #expect(none.error == "kin: nothing is open; note something with: kin note PERSON \"…\"\n")
    #expect(try kin("note", "--json").output == "[]\n")
  }

  @Test func `where several are meant it asks which, and marks none`() throws {
    _ = try kin("note", "ana", "the new job")
    _ = try kin("note", "ana", "the job of her sister")
    for arguments in [["ana", "--done"], ["--done", "job"]] {
      let ran = try home.kin(["note"] + arguments)
      #expect(ran.status == 64)
      #expect(
        ran.error.hasPrefix(
          "kin: which one? Name its number, as in: kin note --done 1\n  1  Ana  the new job"))
    }
    #expect(
      try kin("note", "--done", "17").error
        == "kin: nothing there is called \"17\"; `kin note` lists what is\n")
    #expect(try kin("note", "--json").json.count == 2)
  }

  @Test func `a wrong person gets the nearest one, and nothing is written`() throws {
    let ran = try kin("note", "anna", "x")
    #expect((ran.status, ran.error) == (1, "kin: there is no person \"anna\"; did you mean \"ana\"?\n"))
    #expect(try Command(["find", home.state]).run().status != 0)
  }

  @Test func `the agenda says what to ask about when somebody's ritual comes`() throws {
    _ = try kin("note", "ana", "starts the new job in May")
    let lines = try kin().lines
    #expect(lines.suffix(2) == ["To ask about", "1  Ana  starts the new job in May  noted today"])
  }

  @Test func `a damaged notebook is reported, and hides nothing else`() throws {
    home.folder.makeFolder("state")
    home.folder.write(String(repeating: "no database ", count: 400), to: "state/notebook.sqlite")
    for arguments in [[], ["show", "ana"], ["show", "coffee-ana", "--json"]] {
      let ran = try home.kin(arguments + ["--at", saturday])
      #expect(ran.status == 0)
      #expect(ran.output.contains("Coffee with Ana"))
      #expect(ran.error.hasPrefix("kin: the notebook ") && ran.error.contains(" is damaged; "))
    }
    let note = try kin("note", "ana", "x")
    #expect((note.status, note.output) == (1, ""))
  }

  @Test func `of a person it shows the time there, what is good to know, and when you meet`() throws {
    _ = try kin("note", "ana", "starts the new job in May")
    #expect(
      try kin("show", "ana").output == """
        Ana  ana
          now           06:00 in America/Lima
          birthday      Sunday, 14 March
          appreciates   listening
          asked for     no calls after nine
          quiet         21:00 to 09:00 there
          away          Sunday, 20 December to Friday, 1 January

        To ask about
          1  starts the new job in May  noted today

        Together
          tomorrow   18:00  Weekly check-in  with Ana and Jo · 12:00 for Ana       check-in
          Sat 5 Dec  10:00  Coffee with Ana  with Ana · 04:00 for Ana · host: Sam  coffee-ana

        """)
    let json = try kin("show", "ana", "--json").json["person"]
    #expect(json?["localTime"]?.string == "2026-11-21T06:00:00")
    #expect(json?["birthday"]?.string == "2027-03-14")
    #expect(json?["details"]?.count == 1)
  }

  @Test func `of a ritual it shows who, when, and what to ask about`() throws {
    _ = try kin("note", "ana", "starts the new job in May")
    #expect(
      try kin("show", "coffee-ana").output == """
        Coffee with Ana  coffee-ana
          with          Ana
          when          every first saturday at 10:00
          turns         host: Sam and Ana
          Ana           listening · asked for: no calls after nine

        To ask about
          1  starts the new job in May  noted today

        Next
          Sat 5 Dec  10:00  host: Sam
          Sat 2 Jan  10:00  host: Ana
          Sat 6 Feb  10:00  host: Sam

        """)
    let json = try kin("show", "coffee-ana", "--json").json["ritual"]
    #expect(json?["people"]?[0]?["boundaries"]?[0]?.string == "no calls after nine")
    #expect(json?["next"]?.count == 3)
    let wrong = try kin("show", "cofee-ana")
    #expect(
      wrong.error == "kin: there is no person and no ritual \"cofee-ana\"; did you mean \"coffee-ana\"?\n")
  }
}
