import Rituals
import TestSupport
import Testing

/// Which occurrence an answer means that names the ritual alone.
@Suite("the occurrence that an answer means")
struct NearestTests {
  private let soup = """
    { "id": "soup", "title": "Soup", "when": "every thursday at 19:00", "starting": "2026-11-05",
      "turns": { "roles": ["host"], "order": ["sam", "ana", "jo"], "advance": "when done" } }
    """

  @Test func `an hour after it was due it is meant, though no daemon ever ran, and the daemon agrees later`()
    throws
  {
    let home = Home(soup)
    let ran = try home.kin("done", "soup", "--at", "2026-11-12T20:00")
    #expect((ran.status, ran.output) == (0, "Soup, today at 19:00: done.\n"))
    try home.adopt("soup", at: "2026-11-12T21:00")
    #expect(try home.kin("--json", "--at", "2026-11-12T21:01").json["open"]?.count == 0)
    let next = try home.kin("turns", "soup", "--json", "--count", "1", "--at", "2026-11-12T21:01").json
    #expect(next[0]?["occurrence"]?.string == "soup@2026-11-19T19:00")
    #expect(next[0]?["roles"]?["host"]?.string == "ana")
    let again = try home.kin("done", "soup", "--at", "2026-11-12T21:02")
    #expect(again.error.hasPrefix("kin: today's is already answered; the next is"))
  }

  @Test func `without a daemon earlier answers do not stand in the way`() throws {
    let home = Home(#"{ "id": "tea", "title": "Tea", "when": "every day at 08:00" }"#)
    for (at, said) in [
      ("2026-11-01T09:00", "Tea, today at 08:00: done.\n"),
      ("2026-11-02T07:00", "Tea, today at 08:00, ahead of its time: done.\n"),
      ("2026-11-04T09:00", "Tea, today at 08:00: done.\n"),
      ("2026-12-10T07:00", "Tea, today at 08:00, ahead of its time: done.\n"),
    ] {
      #expect(try home.kin("done", "tea", "--at", at).output == said, "\(at)")
    }
    #expect(
      try home.kin("done", "tea", "--at", "2026-12-10T07:01").error.hasPrefix("kin: today's is already"))
  }

  @Test func `what was answered ahead does not hide one that has just come`() throws {
    let home = Home(soup)
    _ = try home.kin("done", "soup@2026-11-19T19:00", "--at", "2026-11-10T12:00")
    let ran = try home.kin("done", "soup", "--at", "2026-11-12T20:00")
    #expect((ran.status, ran.output) == (0, "Soup, today at 19:00: done.\n"))
  }

  @Test func `what was moved is over once the next one has come, though no daemon ever ran`() throws {
    let home = Home(soup)
    _ = try home.kin("move", "soup", "saturday", "20:00", "--at", "2026-11-11T12:00")
    #expect(try home.kin("--json", "--at", "2026-11-14T21:00").json["open"]?.count == 1)
    #expect(try home.kin("--json", "--at", "2026-11-19T21:00").json["open"]?.count == 0)
    let ran = try home.kin("done", "soup", "--at", "2026-11-19T21:00")
    #expect((ran.status, ran.output) == (0, "Soup, today at 19:00: done.\n"))
    #expect(try home.kin("--json", "--at", "2026-11-19T22:00").json["open"]?.count == 0)
    let again = try home.kin("done", "soup", "--at", "2026-11-19T22:00")
    #expect(again.error.hasPrefix("kin: today's is already answered"))
  }

  @Test func `one that has come longer ago than half the rhythm has to be named`() throws {
    let home = Home(
      """
      { "id": "walk", "title": "Walk", "when": "every last sunday at 11:00",
        "season": { "from": "04-15", "to": "10-15" } }
      """)
    let ran = try home.kin("done", "walk", "--at", "2026-11-28T12:00")
    #expect(ran.status == 1 && ran.output == "")
    #expect(
      ran.error.replacing("\n", with: " ").contains(
        "nothing of walk is open, and the last was long ago: Sunday, 27 September at 11:00; if you mean that one, name "
          + "it: kin done walk@2026-09-27T11:00"))
    let named = try home.kin("done", "walk@2026-09-27T11:00", "--at", "2026-11-28T12:00")
    #expect(named.status == 0)
  }

  @Test(arguments: [("2026-11-12T18:00", 0), ("2026-11-12T20:00", 0)])
  func `a daemon that was stopped changes no answer`(lastSeen: String, status: Int32) throws {
    let (stopped, never) = (Home(soup), Home(soup))
    try stopped.adopt("soup", at: lastSeen)
    for command in [["done", "soup"], ["done", "soup"], ["skip", "soup"]] {
      let at = ["--at", "2026-11-12T21:00"]
      let (one, other) = (try stopped.kin(command + at), try never.kin(command + at))
      #expect((one.status, one.output, one.error) == (other.status, other.output, other.error))
    }
  }

  @Test(arguments: ["done", "skip"])
  func `the next one can be skipped and moved once the one before is answered`(answer: String) throws {
    let home = Home(soup)
    try home.adopt("soup", at: "2026-11-10T12:00")
    _ = try home.kin(answer, "soup", "--at", "2026-11-12T19:30")
    let again = try home.kin("done", "soup", "--at", "2026-11-12T19:31")
    #expect(again.status == 1)
    let skipped = try home.kin("skip", "soup", "--at", "2026-11-12T19:32")
    #expect(skipped.output.hasPrefix("Soup, Thursday, 19 November at 19:00, ahead of its time: skipped"))
    let moved = try home.kin("move", "soup", "friday", "20:00", "--at", "2026-11-25T08:00")
    #expect(moved.output.hasPrefix("Soup, tomorrow at 19:00: moved to Friday, 27 November at 20:00"))
  }

  @Test func `one that passed can still be done, and skip means the next`() throws {
    let tea = #"{ "id": "tea", "title": "Tea", "when": "every thursday at 19:00" }"#
    let home = Home(tea)
    try home.adopt("tea", at: "2026-11-10T12:00")
    for (fact, at) in [
      (Event.Fact.reminded(.due, attempt: 1), "2026-11-12T19:00"),
      (.lapsed(.tooLate(nil)), "2026-11-12T20:00"),
    ] {
      try home.remember(try event("tea@2026-11-12T19:00", at, fact))
    }
    let skipped = try home.kin("skip", "tea", "--at", "2026-11-12T21:00")
    #expect(skipped.output.hasPrefix("Tea, Thursday, 19 November at 19:00, ahead of its time: skipped"))
    let done = try home.kin("done", "tea", "--at", "2026-11-12T21:01")
    #expect(done.output == "Tea, today at 19:00: done.\n")
    #expect(try home.kin("done", "tea", "--at", "2026-11-12T21:02").status == 1)
  }

  @Test func `one that is far off is asked about, and in a pipe it must be named`() throws {
    let yearly =
      #"{ "id": "trip", "title": "Trip", "when": "every year on 14 march at 10:00", "starting": "2027-01-01" }"#
    let home = Home(yearly)
    let at = ["--at", "2026-03-20T12:00"]
    let piped = try home.kin(["done", "trip"] + at)
    #expect((piped.status, piped.output) == (1, ""))
    #expect(piped.error.contains("Sunday, 14 March 2027 at 10:00"))
    #expect(piped.error.hasSuffix("kin done trip@2027-03-14T10:00\n"))
    let refused = try home.kin(["done", "trip"] + at, input: "\n", isInteractive: true)
    #expect((refused.status, refused.error) == (1, "kin: nothing was recorded\n"))
    #expect(try home.kin(["history"] + at).output.isEmpty)
    let agreed = try home.kin(["done", "trip"] + at, input: "y\n", isInteractive: true)
    #expect(agreed.output.hasSuffix("Trip, Sunday, 14 March 2027 at 10:00, ahead of its time: done.\n"))
    #expect(try Home(yearly).kin("done", "trip", "--at", "2026-12-20T12:00").status == 0)
  }
}
