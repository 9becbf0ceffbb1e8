import CivilTime
import History
import Rituals
import TestSupport
import Testing

@Suite("balance, stretched and review")
struct BalanceCommandTests {
  private static let rituals = """
    { "id": "soup", "title": "Soup night", "with": ["ana"], "when": "every thursday at 18:30",
      "turns": { "roles": ["host"], "order": ["sam", "ana"] } },
    { "id": "check-in", "title": "How are we?", "with": ["ana"], "when": "every sunday at 18:00",
      "nudge": { "every": "1 day", "times": 1 } },
    { "id": "call-dad", "title": "Call Dad", "when": "2 weeks after last time, at 11:00" }
    """

  /// A home in which Sam has hosted for a while.
  private func home() throws -> Home {
    let home = Home(BalanceCommandTests.rituals)
    for week in 0..<8 {
      let start = try #require(CivilDateTime("2026-09-24T18:30")).date.advanced(byDays: 7 * week)
      let local = CivilDateTime(start, TimeOfDay(secondOfDay: 66_600))
      let id = OccurrenceID(ritual: "soup", start: local)
      let turn = Turn(occurrence: local, holders: [RoleHolder(role: "host", person: "sam")])
      try home.remember(
        Event(at: at(local.shortDescription), occurrence: id, fact: .turn(turn)),
        Event(at: at(local.shortDescription), occurrence: id, fact: .done(on: local)))
    }
    return home
  }

  @Test func `balance invites in words`() throws {
    let home = try home()
    let outcome = try home.kin("balance", "--at", "2026-11-14T12:00")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("Soup night  host · worth a talk"))
    #expect(outcome.output.contains("You have hosted for a good while now. Worth a talk"))
    #expect(outcome.output.contains("what would Ana like to bring?"))
    let json = try home.kin("balance", "soup", "--json", "--at", "2026-11-14T12:00").json
    #expect(json[0]?["band"]?.string == "worth a talk")
    #expect(json[0]?["carrier"]?.string == "Sam")
    #expect(try home.kin("balance", "sopu").error.contains("soup"))
  }

  @Test func `after draining check-ins relief is offered, once`() throws {
    let home = try home()
    home.folder.makeFolder("state")
    let notebook = try NotebookStore(folder: home.state)
    func checkin(_ day: Int, _ felt: [Feeling]) throws {
      let now = try at("2026-11-0\(day)T18:00")
      let number = try notebook.append(
        [.checkin(ritual: "check-in", start: nil, deck: "give-and-take", first: nil)], at: now)
      try notebook.append([.felt(checkin: number, felt)], at: now)
    }
    try checkin(1, [.draining])
    try checkin(2, [.draining, .meaningful])
    #expect(try !home.kin("balance").output.contains("draining"))
    try checkin(3, [.draining])
    let first = try home.kin("balance").output
    #expect(first.contains("How are we? has been draining lately."))
    #expect(first.contains("kin pause check-in") && first.contains("support from outside"))
    #expect(try !home.kin("balance").output.contains("draining"))
    try checkin(4, [.draining])
    #expect(try !home.kin("balance").output.contains("draining"))
  }

  @Test func `feeling stretched asks less, says what, and ends`() throws {
    let home = Home(BalanceCommandTests.rituals)
    #expect(try home.kin("stretched", "--json").json["stretched"]?.boolean == false)
    #expect(try home.kin("stretched", "--over").status == 1)
    #expect(try home.kin("stretched", "--for", "2 hours").status == 64)
    #expect(try home.kin("stretched", "--for", "a while").status == 64)
    let said = try home.kin("stretched", "--for", "3 weeks")
    #expect(said.status == 0)
    #expect(said.output.contains("Soup night: Ana is host"))
    #expect(said.output.contains("Nothing is asked twice."))
    #expect(said.output.contains("kin stretched --over ends it sooner."))
    #expect(try home.kin("stretched").output.contains("Soup night: Ana is host"))
    #expect(try home.kin("stretched", "--json").json["stretched"]?.boolean == true)
    #expect(try home.kin("turns", "soup").output.contains("Sam takes it easy until"))
    #expect(try home.kin().output.contains("stretched until"))
    #expect(try home.kin("stretched", "--over").output.contains("Good to have you back"))
    #expect(try !home.kin("turns", "soup").output.contains("takes it easy"))
    #expect(try home.kin("history").output.contains("no longer stretched"))
  }

  @Test func `stretched alone only shows; a length or a last day starts it`() throws {
    let home = Home(BalanceCommandTests.rituals)
    let saturday = ["--at", "2026-11-28T12:00"]
    let alone = try home.kin(["stretched"] + saturday)
    #expect(alone.status == 0 && alone.output.contains(#"kin stretched --for "2 weeks" says so"#))
    #expect(try home.kin(["stretched", "--json"] + saturday).json["stretched"]?.boolean == false)
    #expect(try home.kin("history").error.contains("no history yet"))
    for (day, last) in [
      ("24 december", "2026-12-24"), ("friday", "2026-12-04"), ("today", "2026-11-28"),
      ("2026-12-01", "2026-12-01"),
    ] {
      let started = try home.kin(["stretched", "--until", day] + saturday)
      #expect(started.status == 0 && started.output.hasPrefix("Thank you for saying so."), "\(day)")
      #expect(try home.kin(["stretched", "--json"] + saturday).json["until"]?.string == last)
    }
    for wrong in ["2026-11-01", "2028-01-01", "blorp", "friday 18:00", "2026-12-01T18:00"] {
      let refused = try home.kin(["stretched", "--until", wrong] + saturday)
      #expect(refused.status == 64 && refused.output == "", "\(wrong)")
    }
    #expect(try home.kin(["stretched", "--until", "friday", "--for", "2 weeks"] + saturday).status == 64)
    #expect(try home.kin(["stretched", "--until", "friday", "--over"] + saturday).status == 64)
    #expect(try home.kin(["stretched", "--json"] + saturday).json["until"]?.string == "2026-12-01")
  }

  @Test func `a review says when it last took place, not when that was answered`() throws {
    let home = Home(BalanceCommandTests.rituals)
    _ = try home.kin("done", "soup@2026-11-05T18:30", "--at", "2026-11-07T12:00")
    _ = try home.kin("done", "call-dad", "--at", "2026-11-10T12:00")
    let soup = try home.kin(["review", "soup"], input: "\n", now: "2026-11-14T12:00")
    #expect(soup.output.contains("It last took place on Thursday, 5 November."), "\(soup)")
    // The next call counts from the answer.
    let call = try home.kin(["review", "call-dad"], input: "\n", now: "2026-11-14T12:00")
    #expect(call.output.contains("It last took place on Tuesday, 10 November."), "\(call)")
  }

  @Test func `a review changes the config in place, after asking`() throws {
    let home = Home(BalanceCommandTests.rituals)
    let before = try home.text
    let input = "roles\nAna, Sam\nrhythm\nevery second blorp\nevery 2 weeks on sunday at 18:00\nlet go\n"
    let declined = try home.kin(["review"], input: input + "n\n")
    #expect(try declined.output.contains("Nothing was written.") && home.text == before)
    #expect(declined.error.contains("blorp"))
    let outcome = try home.kin(["review"], input: input + "y\n")
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.output.contains("+") && outcome.output.contains("Written."))
    let after = try home.text
    #expect(after.contains("\"order\": [\"ana\", \"sam\"]"))
    #expect(after.contains("every 2 weeks on sunday at 18:00"))
    #expect(!after.contains("call-dad"))
    #expect(try home.kin(["config", "check"]).status == 0)
    let kept = try home.kin(["review", "soup"], input: "\n")
    #expect(kept.output.contains("Everything stays as it is."))
    #expect(try home.kin(["review"], input: "").status == 0)
    #expect(try home.text == after)
  }
}
