import Rituals
import TestSupport
import Testing

@Suite("kin history")
struct HistoryTests {
  private func home() throws -> Home {
    let home = Home()
    try home.adopt("check-in", at: "2026-11-01T12:00")
    try home.remember(
      try event("check-in@2026-11-15T18:00", "2026-11-15T18:00", .reminded(.due, attempt: 1)),
      try event("check-in@2026-11-15T18:00", "2026-11-15T18:00", .delivered(.due, channel: .desktop)),
      try event("check-in@2026-11-15T18:00", "2026-11-15T19:10", done("2026-11-15T19:10")),
      try event("gone@2026-11-16T08:00", "2026-11-16T08:00", .lapsed(.nextOneDue)))
    return home
  }

  @Test func `it is grouped by the day, with titles where the config has them`() throws {
    let ran = try home().kin("history")
    #expect(ran.status == 0)
    #expect(
      ran.output.contains(
        """
        Sunday, 15 November
          18:00  Weekly check-in  reminded                     check-in@2026-11-15T18:00
          19:10  Weekly check-in  done                         check-in@2026-11-15T18:00

        Monday, 16 November
          08:00  gone             passed: the next one is due  gone@2026-11-16T08:00

        """))
  }

  @Test func `bookkeeping is shown on request, and in JSON`() throws {
    #expect(try home().kin("history", "--all").output.contains("delivered by desktop"))
    let json = try home().kin("history", "--json").json
    #expect(json.elements.map { $0["fact"]?.string } == ["adopted", "given", "carried", "done", "lapsed"])
    #expect(json[1]?["at"]?.string == "2026-11-15T17:00:00Z")
    #expect(json[1]?["occurrence"]?.string == "check-in@2026-11-15T18:00")
    #expect(json[1]?["kind"]?.string == "due")
  }

  @Test func `one ritual, one time, so many entries`() throws {
    #expect(try home().kin("history", "gone", "--json").json.count == 1)
    #expect(try home().kin("history", "check-in@2026-11-15T18:00", "--json").json.count == 3)
    #expect(
      try home().kin("history", "--json", "--count", "2").json.elements.map { $0["fact"]?.string } == [
        "done", "lapsed",
      ])
    let wrong = try home().kin("history", "chek-in")
    #expect((wrong.status, wrong.output) == (1, ""))
    #expect(wrong.error == "kin: there is no ritual \"chek-in\"; did you mean \"check-in\"?\n")
  }

  @Test func `without a history there is an empty list`() throws {
    let ran = try Home().kin("history", "--json")
    #expect((ran.status, ran.output) == (0, "[]\n"))
    #expect(try Home().kin("history").error.contains("there is no history yet"))
    #expect(try Home().kin("history", "nope").status == 1)
  }

  @Test func `it stands without a config`() throws {
    let home = try home()
    home.folder.write("{", to: "config.json")
    let ran = try home.kin("history")
    #expect(ran.status == 0)
    #expect(ran.error == "")
    #expect(ran.output.contains("18:00  check-in  reminded"))
  }
}
