import CivilTime
import History
import JSONText
import Rituals
import TestSupport
import Testing

@Suite("kin turns, swap and away")
struct TurnsTests {
  private let now = "2026-11-21T12:00"

  /// Coffee every first Saturday, hosted in turn; a daily hour of listening, handed over weekly; a meal with two roles.
  private func home() throws -> Home {
    let home = Home(
      """
      { "id": "coffee-ana", "title": "Coffee with Ana", "with": ["ana"], "when": "every first saturday at 10:00",
        "remind": ["2 days before", "at start"], "turns": { "roles": ["host"], "order": ["sam", "ana"] } },
      { "id": "listen", "title": "Listening", "when": "every weekday at 17:00",
        "turns": { "roles": ["listener"], "order": ["sam", "jo"], "every": "1 week" } },
      { "id": "soup", "title": "Soup", "when": "every thursday at 19:00", "starting": "2026-11-05",
        "turns": { "roles": ["host", "cook"], "order": ["sam", "ana", "jo"] } },
      { "id": "tea", "title": "Tea", "when": "every day at 16:00" }
      """)
    try home.adopt("coffee-ana", at: "2026-11-20T12:00")
    return home
  }

  @Test func `who is on, and why, for any time ahead`() throws {
    let home = try home()
    let json = try home.kin("turns", "coffee-ana", "--json", "--count", "3", "--at", now).json
    #expect(
      json.elements.map { $0["occurrence"]?.string } == [
        "coffee-ana@2026-12-05T10:00", "coffee-ana@2027-01-02T10:00", "coffee-ana@2027-02-06T10:00",
      ])
    #expect(json.elements.map { $0["roles"]?["host"]?.string } == ["sam", "ana", "sam"])
    #expect(json[0]?["due"]?.string == "2026-12-05T10:00:00")
    #expect(json[1]?["reason"]?.string == "Ana is next in the order")
    #expect(json[0]?.members.map(\.name) == ["occurrence", "due", "roles", "reason"])
    let far = try home.kin("turns", "coffee-ana", "--json", "--count", "1", "--at", "2031-06-01").json
    #expect(far[0]?["occurrence"]?.string == "coffee-ana@2031-06-07T10:00")
  }

  @Test func `for people it is a line each`() throws {
    let ran = try home().kin("turns", "soup", "--count", "2", "--at", now)
    #expect(
      ran.output == """
        Soup  soup
          Thursday   19:00  host: Sam, cook: Ana  Sam is next in the order, and Ana follows
          Thu 3 Dec  19:00  host: Ana, cook: Jo   Ana is next in the order, and Jo follows

        """)
    #expect(
      try home().kin("turns", "listen", "--count", "1", "--at", now).output.contains("until 29 November"))
    let none = try home().kin("turns", "tea", "--at", now)
    #expect(
      (none.status, none.error) == (
        1, "kin: tea has no turns; \"turns\" in the config says who does what in it\n"
      ))
  }

  @Test func `without a name it shows every ritual that has turns`() throws {
    let ran = try home().kin("turns", "--at", now)
    #expect((ran.status, ran.error) == (0, ""))
    let headings = ran.output.split(separator: "\n").filter { !$0.hasPrefix(" ") }
    #expect(headings.count == 3 && headings.first == "Coffee with Ana  coffee-ana")
    let json = try home().kin("turns", "--json", "--count", "1", "--at", now).json
    #expect(json.count == 3)
    let none = try Home("").kin("turns", "--json")
    #expect((none.status, none.output) == (0, "[]\n"))
    #expect(try Home("").kin("turns").error.hasPrefix("kin: nothing goes round here yet"))
  }

  @Test func `a swap holds once, and the order after it stays`() throws {
    let home = try home()
    let ran = try home.kin("swap", "coffee-ana", "ana", "--at", now)
    #expect(
      ran.output
        == "Coffee with Ana, Saturday, 5 December at 10:00: Ana is host in Sam's place. The order after it stays as it is.\n"
    )
    let json = try home.kin("turns", "coffee-ana", "--json", "--count", "3", "--at", now).json
    #expect(json.elements.map { $0["roles"]?["host"]?.string } == ["ana", "ana", "sam"])
    #expect(json[0]?["reason"]?.string?.hasSuffix("Ana takes it in Sam's place, as agreed") == true)
    #expect(try home.kin("history", "coffee-ana").output.contains("Ana takes it as host in Sam's place"))
    let back = try home.kin("swap", "coffee-ana", "--undo", "--at", now)
    #expect(back.output == "Coffee with Ana, Saturday, 5 December at 10:00: as it was, Sam is host.\n")
    #expect(try home.kin("swap", "coffee-ana", "--undo", "--at", now).status == 1)
  }

  /// oncall#4538: a swap that changes nothing. GoAlert: a replacement of somebody who is not on.
  @Test(arguments: [
    (["coffee-ana", "sam"], "Sam is host Saturday, 5 December at 10:00 already: there is nothing to swap"),
    (
      ["coffee-ana", "jo", "--for", "ana"],
      "Ana is not on Saturday, 5 December at 10:00 (host: Sam): there is nobody to replace"
    ),
    (
      ["coffee-ana", "anna"], "there is no person \"anna\"; did you mean \"ana\"?"
    ),
    (
      ["coffee-ana", "jo", "--role", "hots"],
      "there is no role \"hots\" in coffee-ana; did you mean \"host\"?"
    ),
    (["soup", "ana"], "which role? Add --role host or --role cook"),
    (
      ["soup", "ana", "--role", "host"],
      "Ana is cook Thursday, 26 November at 19:00 already, and nobody should hold two roles"
    ),
    (["tea", "ana"], "tea has no turns to swap; \"turns\" in the config says who does what in it"),
    (["coffee-ana@2026-12-06T10:00", "ana"], "coffee-ana does not come at 2026-12-06T10:00"),
  ])
  func `a swap that cannot be is refused with its reason`(words: [String], reason: String) throws {
    let ran = try home().kin(["swap"] + words + ["--at", now])
    #expect((ran.status, ran.output) == (1, ""))
    #expect(ran.error.hasPrefix("kin: " + reason), "\(ran.error)")
  }

  @Test func `days that have changed places are no year away`() throws {
    let home = try home()
    let ran = try home.kin("away", "jo", "5", "january", "to", "3", "january", "--at", now)
    #expect(ran.status == 64 && ran.output == "")
    #expect(try home.kin("away", "jo", "20", "december", "to", "3", "january", "--at", now).status == 0)
  }

  @Test func `an answer while no daemon runs counts for turns that go on when done, and can be undone`()
    throws
  {
    let home = try home()
    try home.adopt("coffee-ana", at: "2026-12-01T12:00")
    let done = try home.kin("done", "coffee-ana", "--at", "2026-12-05T12:00")
    #expect(done.output.hasSuffix("done.\n") && !done.output.contains("ahead of its time"))
    let taken = try home.kin("undo", "--at", "2026-12-05T12:05")
    #expect(taken.output.hasSuffix("It is open again.\n"), "\(taken)")
  }

  @Test func `what is over, or away, cannot be swapped`() throws {
    let home = try home()
    _ = try home.kin("away", "jo", "until", "6", "december", "--at", now)
    let away = try home.kin("swap", "coffee-ana", "jo", "--at", now)
    #expect(away.error == "kin: Jo is away until Sunday, 6 December\n")
    _ = try home.kin("done", "coffee-ana@2026-12-05T10:00", "--at", "2026-12-05T12:00")
    let over = try home.kin("swap", "coffee-ana@2026-12-05T10:00", "ana", "--at", "2026-12-05T13:00")
    #expect(
      over.error
        == "kin: coffee-ana@2026-12-05T10:00 is over, so its turn stays as it was; if somebody else did it: kin done coffee-ana@2026-12-05T10:00 --by PERSON\n"
    )
  }

  @Test func `who is away is passed over, and back is back`() throws {
    let home = try home()
    let ran = try home.kin("away", "sam", "4", "december", "to", "3", "january", "--at", now)
    #expect(
      ran.output == """
        Sam is away from Friday, 4 December to Sunday, 3 January. Turns pass over, and nothing has to be made up.

        """)
    let json = try home.kin("turns", "coffee-ana", "--json", "--count", "3", "--at", now).json
    #expect(json.elements.map { $0["roles"]?["host"]?.string } == ["ana", "ana", "sam"])
    #expect(json[0]?["reason"]?.string == "Ana is first in the order; Sam is away until 3 January")
    #expect(
      try home.kin("away", "--at", now).output
        == "Sam is away from Friday, 4 December to Sunday, 3 January.\n")
    let list = try home.kin("away", "--json", "--at", now).json
    #expect(list[0]?["person"]?.string == "sam" && list[0]?["to"]?.string == "2027-01-03")
    #expect(
      try home.kin("away", "sam", "--back", "--at", now).output.hasPrefix(
        "Sam isn't away from Friday, 4 December"))
    #expect(
      try home.kin("away", "sam", "--back", "--at", now).error
        == "kin: Sam isn't away, so there is nothing to end\n")
    #expect(try home.kin("away", "--json", "--at", now).json.count == 0)
  }

  @Test func `days that cannot be read are reported, and nothing is written`() throws {
    let home = try home()
    let wrong = try home.kin("away", "sam", "until", "3", "janury", "--at", now)
    #expect((wrong.status, wrong.error) == (64, "kin: unknown month \"janury\"; did you mean \"january\"?\n"))
    #expect(try home.kin("away", "sam", "2026-11-01", "--at", now).error.contains("is over"))
    #expect(try home.kin("away", "--json", "--at", now).json.count == 0)
  }

  @Test func `done ahead of its time, its turn stands`() throws {
    let home = Home(
      """
      { "id": "soup", "title": "Soup", "when": "every thursday at 19:00", "starting": "2026-11-05",
        "turns": { "roles": ["host"], "order": ["sam", "ana", "jo"], "advance": "when done" } }
      """)
    _ = try home.kin("done", "soup@2026-11-26T19:00", "--at", now)
    let json = try home.kin("turns", "soup", "--json", "--count", "1", "--at", "2026-11-21T12:01").json
    #expect(json[0]?["occurrence"]?.string == "soup@2026-12-03T19:00")
    #expect(json[0]?["roles"]?["host"]?.string == "ana")
  }

  @Test func `no output says how often anybody did anything`() throws {
    let home = try home()
    for week in ["05", "12", "19"] {
      _ = try home.kin("done", "soup@2026-11-\(week)T19:00", "--at", "2026-11-\(week)T20:00")
    }
    for words in [["turns", "soup"], ["turns", "soup", "--json"], ["explain", "soup"], ["away"]] {
      let ran = try home.kin(words + ["--at", now])
      for part in ["times", "once", "twice", "often", "%"] {
        #expect(!ran.output.contains(part), "\(ran.output)")
      }
    }
  }

  // MARK: Whole turns, and who else did it

  @Test func `a whole turn period is swapped, whichever of its times is named`() throws {
    for name in ["listen@2026-11-23T17:00", "listen@2026-11-25T17:00", "listen"] {
      let home = try home()
      let ran = try home.kin("swap", name, "jo", "--whole", "--at", now)
      let first = try home.kin("turns", "listen", "--json", "--count", "1", "--at", now).json
      let turn = first[0]?["roles"]?["listener"]?.string
      guard ran.status == 0 else {
        // It is Jo's anyway.
        #expect(ran.error.contains("is listener from Monday, 23 November to Friday, 27 November already"))
        continue
      }
      #expect(turn == "jo")
      #expect(
        ran.output
          == "Listening, from Monday, 23 November to Friday, 27 November: Jo is listener in Sam's place. The order after it stays as it is.\n"
      )
      let week = try home.kin("turns", "listen", "--json", "--count", "6", "--at", now).json
      #expect(week.elements.map { $0["roles"]?["listener"]?.string } == Array(repeating: "jo", count: 6))
      #expect(!week.elements.contains { $0["reason"]?.string?.contains("moved since") ?? true })
      let back = try home.kin("swap", "listen@2026-11-26T17:00", "--undo", "--at", now)
      #expect(back.output.hasSuffix("as it was, Sam is listener, for the whole turn.\n"), "\(back)")
      let again = try home.kin("turns", "listen", "--json", "--count", "5", "--at", now).json
      #expect(again.elements.map { $0["roles"]?["listener"]?.string } == Array(repeating: "sam", count: 5))
    }
  }

  @Test func `a whole turn period begins with what is left of it, though no daemon ever ran`() throws {
    let home = Home(
      """
      { "id": "soup", "title": "Soup", "when": "every thursday at 19:00", "starting": "2026-11-05",
        "turns": { "roles": ["host"], "order": ["sam", "ana", "jo"], "every": "1 month" } }
      """)
    let at = ["--at", "2026-11-20T12:00"]
    let ran = try home.kin(["swap", "soup", "jo", "--whole"] + at)
    #expect(ran.output.hasPrefix("Soup, from Thursday, 26 November to Thursday, 3 December: Jo is host in"))
    _ = try home.kin(["swap", "soup", "--undo"] + at)
    for day in ["2026-11-26", "2026-12-03"] { _ = try home.kin(["swap", "soup@\(day)T19:00", "ana"] + at) }
    let none = try home.kin(["swap", "soup", "jo", "--whole"] + at)
    #expect(
      none.error.replacing("\n", with: " ").hasPrefix(
        "kin: what is left of it stays with others: Thursday, 26 November (Ana) and Thursday, 3 December (Ana)"
      ))
  }

  @Test func `a whole turn that has begun is swapped from now on without a daemon, and put back`() throws {
    let home = Home(
      """
      { "id": "bins", "title": "Bins", "when": "every day at 20:00",
        "turns": { "roles": ["bins"], "order": ["sam", "ana", "jo"], "every": "1 week" } }
      """)
    let at = ["--at", "2026-11-26T12:00"]
    let ran = try home.kin(["swap", "bins", "ana", "--whole"] + at)
    #expect(
      ran.output.hasPrefix("Bins, until Sunday, 29 November: Ana has the bins in Sam's place."),
      "\(ran)")
    let back = try home.kin(["swap", "bins", "--undo"] + at)
    #expect(back.output.contains("as it was, Sam has the bins, for the whole turn."), "\(back)")
  }

  @Test func `the days of a whole turn that somebody else keeps are named`() throws {
    let home = try home()
    _ = try home.kin("away", "jo", "2026-11-25", "--at", now)
    _ = try home.kin("swap", "listen@2026-11-27T17:00", "ana", "--at", now)
    let ran = try home.kin("swap", "listen", "jo", "--whole", "--at", now)
    #expect(
      ran.output.contains(" Exceptions: Wednesday, 25 November (Sam) and Friday, 27 November (Ana)."),
      "\(ran)")
    let json = try home.kin("turns", "listen", "--json", "--count", "5", "--at", now).json
    #expect(json.elements.map { $0["roles"]?["listener"]?.string } == ["jo", "jo", "sam", "jo", "ana"])
  }

  @Test func `what somebody else did is recorded so, counts as a swap, and can be undone`() throws {
    let home = try home()
    let done = try home.kin("done", "coffee-ana@2026-12-05T10:00", "--by", "Jo", "--at", "2026-12-05T12:00")
    #expect(done.output == "Coffee with Ana, today at 10:00: done by Jo, in Sam's place.\n", "\(done)")
    let later = "2026-12-05T12:30"
    #expect(try home.kin("history", "coffee-ana").output.contains("done by Jo as host in Sam's place"))
    let facts = Array(try home.kin("history", "coffee-ana", "--json").json.elements)
    let fact = try #require(facts.last)
    #expect(
      ["fact", "by", "role", "for"].map { fact[$0]?.string } == ["done", "jo", "host", "sam"])
    let shown = try home.kin("explain", "coffee-ana@2026-12-05T10:00", "--json", "--at", later).json
    #expect(shown["roles"]?["host"]?.string == "jo")
    #expect(shown["happened"]?[0]?["by"]?.string == "jo")
    let next = try home.kin("turns", "coffee-ana", "--json", "--count", "1", "--at", "2026-12-06T12:00").json
    #expect(next[0]?["roles"]?["host"]?.string == "ana")
    #expect(try home.kin("undo", "coffee-ana", "--at", later).status == 0)
    let undone = try home.kin("turns", "coffee-ana@2026-12-05T10:00", "--json", "--at", later).json
    #expect(undone[0]?["roles"]?["host"]?.string == "sam")
  }

  @Test func `said once more, it is what was said last`() throws {
    let home = try home()
    let name = "coffee-ana@2026-12-05T10:00"
    func host() throws -> String? {
      try home.kin("turns", name, "--json", "--at", "2026-12-05T13:00").json[0]?["roles"]?["host"]?.string
    }
    _ = try home.kin("done", name, "--at", "2026-12-05T12:00")
    #expect(try host() == "sam")
    let jo = try home.kin("done", name, "--by", "jo", "--at", "2026-12-05T12:01")
    #expect(try jo.output.hasSuffix("done by Jo, in Sam's place.\n") && host() == "jo")
    let ana = try home.kin("done", name, "--by", "ana", "--at", "2026-12-05T12:02")
    #expect(try ana.output.hasSuffix("done by Ana, in Sam's place.\n") && host() == "ana")
    let sam = try home.kin("done", name, "--by", "sam", "--at", "2026-12-05T12:03")
    #expect(try sam.output.hasSuffix("done by Sam.\n") && host() == "sam")
    _ = try home.kin("undo", "coffee-ana", "--at", "2026-12-05T12:04")
    #expect(try host() == "ana")
  }

  @Test(arguments: [
    (["soup", "--by", "kim"], "there is no person \"kim\""),
    (
      ["tea", "--by", "ana"],
      "tea has no turns, so it makes no difference who did it: kin done tea@2026-11-26T16:00"
    ),
    (["soup", "--by", "jo"], "which role? Add --role host or --role cook"),
    (["soup", "--by", "jo", "--role", "cok"], "there is no role \"cok\" in soup; did you mean \"cook\"?"),
  ])
  func `who did it is refused where that says nothing`(words: [String], reason: String) throws {
    let home = try home()
    let ran = try home.kin(["done"] + words + ["--at", "2026-11-26T20:00"])
    #expect((ran.status, ran.output) == (1, ""))
    #expect(ran.error.hasPrefix("kin: " + reason), "\(ran.error)")
    #expect(try home.kin("done", "soup", "--role", "cook").status == 64)
  }

  @Test func `of several roles, who has one anyway did that, and another one is named`() throws {
    let home = try home()
    let at = "2026-11-26T20:00"
    #expect(try home.kin("done", "soup", "--by", "ana", "--at", at).output.hasSuffix(": done by Ana.\n"))
    _ = try home.kin("undo", "soup", "--at", at)
    let cook = try home.kin("done", "soup", "--by", "jo", "--role", "cook", "--at", at)
    #expect(cook.output.hasSuffix(": done by Jo as cook, in Ana's place.\n"), "\(cook)")
    // They did both.
    let both = try home.kin("done", "soup@2026-11-26T19:00", "--by", "sam", "--role", "cook", "--at", at)
    #expect(both.output.hasSuffix(": done by Sam as cook, in Ana's place.\n"), "\(both)")
  }

  @Test func `who has left the people or the order is on for nothing, swapped or not`() throws {
    let home = try home()
    _ = try home.kin("swap", "coffee-ana", "jo", "--at", now)
    _ = try home.kin("swap", "soup", "jo", "--role", "host", "--at", now)
    let text = try home.text.replacing(", \"jo\": { \"name\": \"Jo\" }", with: "").replacing(
      ", \"jo\"]", with: "]")
    home.folder.write(
      text.replacing("\"order\": [\"sam\"]", with: "\"order\": [\"sam\", \"ana\"]"), to: "config.json")
    for ritual in ["coffee-ana", "soup", "listen"] {
      let ran = try home.kin("turns", ritual, "--json", "--count", "8", "--at", now).json
      #expect(ran.count == 8)
      for one in ran.elements {
        #expect(one["roles"]?.members.allSatisfy { $0.value.string != "jo" } == true, "\(one)")
      }
    }
    #expect(try home.kin("done", "soup", "--by", "jo", "--at", now).error.contains("no person \"jo\""))
    let undo = try home.kin("swap", "coffee-ana", "--undo", "--at", now)
    #expect(undo.output.hasSuffix("as it was, Sam is host.\n"), "\(undo)")
  }

  @Test func `an answer never records a turn by less than the history says`() throws {
    func home() -> Home {
      Home(
        """
        { "id": "bins", "title": "Bins", "when": "every monday at 18:00", "starting": "2026-11-02",
          "turns": { "roles": ["bins"], "order": ["sam", "ana", "jo"], "advance": "when done" } }
        """)
    }
    let words = ["done", "bins@2026-11-23T18:00", "--at", "2026-11-18T12:00"]
    // The last time that it looks for its home is when it makes the folder of a first history, about to write.
    var looks = 0
    _ = try home().kin(words, whenLooking: { looks += $0 == "HOME" ? 1 : 0 })
    let home = home()
    var other: Command.Outcome?
    let ran = try home.kin(
      words,
      whenLooking: { variable in
        looks -= variable == "HOME" ? 1 : 0
        guard looks == 0, other == nil else { return }
        other = try? home.kin("done", "bins@2026-11-16T18:00", "--at", "2026-11-18T11:00")
      })
    #expect((ran.status, other?.status) == (0, 0), "\(ran)")
    var turns: [String] = []
    try HistoryStore(reading: home.state)?.forEachEvent { entry in
      guard case .turn(let turn) = entry.event.fact else { return }
      turns.append("\(turn.occurrence.date): \(turn.holders.first?.person ?? "-")")
    }
    #expect(turns == ["2026-11-16: sam", "2026-11-23: ana"])
  }
}
