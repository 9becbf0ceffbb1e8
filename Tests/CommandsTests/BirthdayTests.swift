import TestSupport
import Testing

@Suite("birthdays in kin")
struct BirthdayTests {
  private let home = Home(
    #"{ "id": "coffee-ana", "title": "Coffee with Ana", "with": ["ana"], "when": "every saturday at 16:00" }"#,
    more: """
      "me": "sam", "people": { "sam": { "name": "Sam", "birthday": "1989-11-22" },
        "ana": { "name": "Ana", "birthday": "1990-11-28", "boundaries": ["no calls after nine"],
          "appreciates": ["voice messages"] } },
      "birthdays": { "remind": ["the day before at 18:00", "on the day at 8:00"] },

      """)

  private func kin(_ arguments: String...) throws -> Command.Outcome {
    try home.kin(arguments + ["--at", "2026-11-21T12:00"])
  }

  @Test func `one is a ritual like any other where rituals are shown, and your own is not`() throws {
    #expect(
      try kin("next").lines == [
        "today       16:00  Coffee with Ana  with Ana  coffee-ana",
        "Sat 28 Nov  08:00  Ana's birthday   with Ana  birthday-ana",
      ])
    let preview = try kin("preview", "--days", "8").lines
    #expect(preview.contains("18:00  lead  Ana's birthday   for tomorrow 08:00"))
    #expect(preview.contains("08:00  due   Ana's birthday   every year on 28 november at 08:00"))
    let reasons = try kin("explain", "birthday-ana", "--json").json["reasons"]
    #expect(reasons?[0]?["line"]?.integer == 4, "where the birthday stands")
  }

  @Test func `in the calendar and the agenda it stands once`() throws {
    for arguments in [["calendar", "nov"], ["calendar", "nov", "birthday-ana"], []] {
      let output = try home.kin(arguments + ["--at", "2026-11-21T12:00"]).output
      #expect(output.components(separatedBy: "Ana's birthday").count == 2, "\(arguments)")
    }
    let day = try kin("calendar", "2026-11", "--json").json[27]
    #expect(day?["birthdays"]?.elements.map(\.string) == ["ana"])
    #expect(day?["occurrences"]?.elements.map { $0["ritual"]?.string } == ["coffee-ana"])
  }

  @Test func `it can be done, and is changed where it comes from`() throws {
    let done = try home.kin("done", "birthday-ana@2026-11-28T08:00")
    #expect(done.status == 0 && done.output.contains("Ana's birthday"), "\(done.error)")
    for arguments in [["edit", "birthday-ana", "--title", "Cake"], ["pause", "birthday-ana"]] {
      let ran = try home.kin(arguments)
      #expect(ran.status == 1)
      #expect(ran.error.hasPrefix("kin: Ana's birthday comes from the \"birthday\" of \"ana\" in "))
    }
  }

  @Test func `no age and no year of birth is shown anywhere`() throws {
    for arguments in [
      [], ["next"], ["show", "ana"], ["show", "birthday-ana"], ["explain", "birthday-ana"],
      ["calendar", "--months", "12"], ["preview", "--days", "30"],
    ] {
      for form in [[], ["--json"]] where !(arguments.isEmpty && form.isEmpty) {
        let output = try home.kin(arguments + form + ["--at", "2026-11-21T12:00"]).output
        #expect(!output.contains("1990") && !output.contains("36"), "\(arguments + form)")
      }
    }
  }

  @Test func `what is good to know of somebody stands with what comes today, and in explain`() throws {
    let line = "Ana: no calls after nine · likes voice messages"
    #expect(try kin().lines.suffix(2) == ["Good to know", line])
    #expect(try kin("explain", "coffee-ana").lines.last == line)
    #expect(try kin("explain", "coffee-ana", "--json").json["goodToKnow"]?.elements.map(\.string) == [line])
  }
}
