import History
import JSONText
import Rituals
import TestSupport
import Testing

@Suite("kin checkin")
struct CheckinTests {
  private let evening = "2026-11-22T18:05"
  private let home = Home(
    """
    { "id": "check-in", "title": "Weekly check-in", "with": ["ana"], "when": "every sunday at 18:00",
      "duration": "20min", "prompts": "give-and-take" },
    { "id": "talk", "title": "Kitchen talk", "with": ["ana", "jo"], "when": "every friday at 20:00", "prompts": "ours",
      "turns": { "roles": ["host"], "order": ["jo", "ana", "sam"] } },
    { "id": "alone", "title": "Sunday pages", "when": "every sunday at 9:00", "prompts": "appreciation" }
    """,
    more: Home.people.replacing(
      #""ana": { "name": "Ana" }"#, with: #""ana": { "name": "Ana", "boundaries": ["no calls after nine"] }"#)
      + #""decks": { "ours": { "title": "Ours", "prompts": ["One?", "Two?", "Three?", "Four?"] } },"# + "\n")

  private func checkin(_ arguments: String..., input: String, at time: String? = nil) throws
    -> Command.Outcome
  {
    try home.adopt("check-in", at: "2026-11-21T12:00")
    return try home.kin(["checkin"] + arguments + ["--at", time ?? evening], input: input)
  }

  private func shown(_ arguments: String...) throws -> JSONValue {
    try home.kin(["checkin", "--show", "--json"] + arguments).json
  }

  @Test func `it leads through as many questions as there is time for, and each may be passed`() throws {
    let ran = try checkin(
      "check-in", input: "A walk.\nAnd soup.\n\n\nBeing asked.\n\nAsk earlier.\n\nmeaningful\nn\n")
    #expect((ran.status, ran.error) == (0, ""))
    #expect(ran.output.contains("Weekly check-in  with Ana, today at 18:00\n"))
    #expect(ran.output.contains("Ana asked for: no calls after nine.\n"))
    #expect(ran.output.contains("There is time until about 18:25."))
    #expect(ran.output.contains("1 of 4 · Sam begins, Ana listens; then the other way round\n"))
    #expect(ran.output.contains("2 of 4 · Ana begins, Sam listens; then the other way round\n"))
    #expect(ran.output.contains("The last one · "))
    #expect(ran.output.contains("Mark \"Weekly check-in\", today at 18:00, as done? [Y/n]\nIt stays open"))
    let past = try shown()
    #expect(past.count == 1)
    #expect(past[0]?["occurrence"]?.string == "check-in@2026-11-22T18:00")
    #expect(
      past[0]?["asked"]?.elements.map { $0["answer"]?.string } == [
        "A walk.\nAnd soup.", nil, "Being asked.", "Ask earlier.",
      ])
    #expect(past[0]?["felt"]?.elements.map(\.string) == ["meaningful"])
    let read = try home.kin("checkin", "--show", "check-in", "--at", evening).output
    #expect(read.hasPrefix("Today  Weekly check-in\n"))
    #expect(read.contains("    A walk.\n    And soup.\n") && read.hasSuffix("  It was meaningful.\n"))
  }

  @Test func `--prompts shows what comes; afterwards the next prompts come, and whoever listened begins`()
    throws
  {
    func next() throws -> (prompts: [String?], first: String?) {
      let json = try home.kin("checkin", "check-in", "--prompts", "--json", "--at", evening).json
      return (
        json["prompts"]?.elements.map { $0["id"]?.string } ?? [],
        json["speakers"]?.elements.first { _ in true }?.string
      )
    }
    let before = try next()
    #expect(before.first == "sam")
    _ = try checkin("check-in", input: "\n\n\n\n\nn\n")
    #expect(try shown()[0]?["asked"]?.elements.map { $0["prompt"]?.string } == before.prompts)
    let after = try next()
    #expect(after.first == "ana")
    #expect(Set(after.prompts).isDisjoint(with: before.prompts))
  }

  @Test func `who has the turn begins, and a deck of one's own is asked`() throws {
    try home.remember(
      Event(at: try at("2026-11-21T12:00"), ritual: "talk", fact: .adopted(schedule: "every friday at 20:00"))
    )
    let ran = try checkin("talk", input: "", at: "2026-11-27T20:00")
    #expect(ran.output.contains("1 of 4 · Jo begins, the others listen; then Sam and Ana\nOne?\n"))
  }

  @Test func `at its end the occurrence can be marked as done`() throws {
    let ran = try checkin("check-in", input: "\n\n\n\n\n\n")
    #expect(ran.output.contains("Nothing was written down, and that is fine"))
    #expect(ran.output.hasSuffix("Weekly check-in, today at 18:00: done.\n"))
    let agenda = try home.kin("next", "check-in", "--json", "--at", evening).json
    #expect(agenda[0]?["occurrence"]?.string == "check-in@2026-11-29T18:00")
    // Said a week ahead, Enter leaves it open.
    #expect(
      try checkin("check-in", input: "", at: "2026-11-24T10:00").output.contains("as done?") == false)
  }

  @Test func `an input that ends early keeps what was written, the last line too`() throws {
    let ran = try checkin("check-in", input: "First.\n\nHalf a thou")
    #expect(ran.status == 0)
    #expect(ran.output.hasSuffix("reads it back to you, and to nobody else.\n"))
    #expect(try shown()[0]?["asked"]?.elements.map { $0["answer"]?.string } == ["First.", "Half a thou"])
    #expect(try checkin("talk", input: "").status == 0)
    #expect(try shown().count == 1)
  }

  @Test func `in a real terminal Ctrl-C keeps even the line that was not ended`() throws {
    let script = """
      cd '\(home.folder.path)'
      waitfor() { until grep -q "$1" out; do sleep 0.02; done; }
      mkfifo in
      script -qefc "'\(Project.programs)/kin' checkin check-in --at \(evening) --config config.json --state state" out \\
        < in > /dev/null &
      exec 3> in
      waitfor '1 of'; printf 'First.\\rand more\\r\\r' >&3
      waitfor '2 of'; printf 'Half a thou' >&3
      waitfor 'Half a thou'; printf '\\003' >&3
      wait $!
      """
    let ran = try Command(["bash", "-c", script]).run()
    #expect(ran.status == 130, "\(ran.error)")
    #expect(
      try shown()[0]?["asked"]?.elements.map { $0["answer"]?.string } == ["First.\nand more", "Half a thou"])
  }

  @Test func `a word that is no feeling is asked about once more`() throws {
    let ran = try checkin("check-in", input: "\n\n\n\nmeaningfull\nmeaningful and drained\nn\n")
    #expect(ran.error.contains("did you mean \"meaningful\"?"))
    #expect(ran.output.contains("Thank you for saying that it was draining."))
    #expect(try shown()[0]?["felt"]?.elements.map(\.string) == ["meaningful", "draining"])
  }

  @Test func `arrow keys and control characters leave nothing behind`() throws {
    _ = try checkin("check-in", input: "so\u{1B}[D\u{1B}[1;5Cup\u{7}\tand\u{1B}OA tea\n\n")
    #expect(try shown()[0]?["asked"]?[0]?["answer"]?.string == "soup and tea")
  }

  @Test func `in an editor the same questions are asked`() throws {
    home.folder.write(
      """
      #!/bin/sh
      [ "$(stat -c %a "$1")" = 600 ] && [ "$(stat -c %a "$(dirname "$1")")" = 700 ] || exit 3
      sed -i '/^## 1\\. /a\\# my own heading\\\\nSoup.\\n\\n' "$1"
      sed -i 's/^## How was this.*/&\\nsupported/' "$1"
      touch "$1~"
      """, to: "edit", mode: 0o700)
    let ran = try home.kin(
      ["checkin", "check-in", "--editor", "--at", evening], environment: ["VISUAL": home.folder("edit")],
      input: "y\n")
    #expect((ran.status, ran.error) == (0, ""))
    let past = try shown()
    #expect(past[0]?["asked"]?[0]?["answer"]?.string?.hasPrefix("# my own heading") == true)
    #expect(past[0]?["asked"]?.count == 4)
    #expect(past[0]?["felt"]?.elements.map(\.string) == ["supported"])
    #expect(try Command(["find", home.state, "-name", "kin-checkin*"]).run().output == "")

    let unchanged = try home.kin(
      ["checkin", "check-in", "--editor", "--at", evening], environment: ["VISUAL": "", "EDITOR": "true"])
    #expect(unchanged.output == "Nothing was written down, so nothing is kept.\n")
    #expect(try shown().count == 1)
    let failing = try home.kin(
      ["checkin", "check-in", "--editor", "--at", evening], environment: ["EDITOR": "false"])
    #expect((failing.status, failing.error) == (1, "kin: the editor ended with status 1\n"))
  }

  @Test func `an appreciation reads back the wins since the last one`() throws {
    #expect(try home.kin("win", "--json").output == "[]\n")
    #expect(
      try home.kin("win", "we laughed", "until midnight", "--with", "Ana", "--at", "2026-11-20T23:00").output
        == "Noted: we laughed until midnight. How lovely.\n")
    let first = try checkin("alone", input: "\n\n\n\n\n", at: "2026-11-22T09:00")
    #expect(first.output.contains("A small win since last time\n  · we laughed until midnight\n"))
    _ = try home.kin("win", "slept in", "--at", "2026-11-23T09:00")
    let second = try home.kin("checkin", "alone", "--prompts", "--at", "2026-11-29T09:00").output
    #expect(second.contains("slept in") && !second.contains("laughed"))
    #expect(
      try home.kin("win", "--with", "ana", "--at", "2026-11-25T09:00").lines == [
        "1  Fri 20 Nov  we laughed until midnight  with Ana"
      ])
  }

  @Test func `repair is a deck for any ritual, at any time`() throws {
    let ran = try checkin("alone", "--deck", "repair", input: "Not today.\n\n", at: "2026-11-25T12:00")
    #expect(ran.output.contains("Is now a good time?"))
    #expect(try shown()[0]?["deck"]?.string == "repair")
    #expect(try shown()[0]?["occurrence"]?.isNull == true)
    let wrong = try checkin("alone", "--deck", "repare", input: "")
    #expect(
      (wrong.status, wrong.error) == (1, "kin: there is no deck \"repare\"; did you mean \"repair\"?\n"))
    let decks = try home.kin("checkin", "--decks", "--json").json
    #expect(decks.elements.map { $0["id"]?.string } == Deck.all.map(\.id) + ["ours"])
  }

  @Test func `without a name it asks which`() throws {
    let ran = try checkin(input: "")
    #expect((ran.status, ran.error) == (64, "kin: which ritual? Name one, as in: kin checkin check-in\n"))
    #expect(
      try checkin("chek-in", input: "").error
        == "kin: there is no ritual \"chek-in\"; did you mean \"check-in\"?\n")
  }

  @Test func `nothing of it is anywhere but in the notebook`() throws {
    let marker = "marzipan-7731"
    _ = try checkin("check-in", input: "\(marker)\n\n\n\n\(marker)\n\nsupported\ny\n")
    _ = try home.kin("note", "ana", marker)
    _ = try home.kin("win", marker)
    let holding = try Command(["grep", "-rlaF", marker, home.folder.path]).run().output.split(separator: "\n")
    #expect(holding.map(String.init) == [NotebookStore.path(in: home.state)])
    #expect(
      try Command(["stat", "-c", "%a", home.state] + holding.map(String.init)).run().output == "700\n600\n")
    for arguments in [
      ["history", "--all", "--json"], ["history"], ["explain", "check-in", "--json"], ["next", "--json"],
      ["status", "--json"], ["status"],
    ] {
      #expect(!(try home.kin(arguments).output.contains(marker)), "\(arguments)")
    }
    // While it is open, its log holds it too.
    let store = try NotebookStore(folder: home.state)
    try store.append([.win(with: [], text: marker)], at: try at(evening))
    let open = try Command(["grep", "-rlaF", marker, home.folder.path]).run().output.split(separator: "\n")
    #expect(Set(open) == Set(["", "-wal"].map { Substring(NotebookStore.path(in: home.state) + $0) }))
    let modes = try Command(["stat", "-c", "%a"] + open.map(String.init)).run().output
    #expect(modes == "600\n600\n")
    #expect(try store.read([.wins]).wins.count == 2)
  }
}
