import JSONText
import TestSupport
import Testing

@Suite("kin remove")
struct RemoveTests {
  private let home = Home()

  @Test func `takes a ritual out, and every other byte stays`() throws {
    let before = try home.text
    for id in ["coffee-ana", "check-in", "call-dad"] {
      let home = Home()
      let ran = try home.kin("remove", id, "--yes")
      #expect((ran.status, ran.error) == (0, ""))
      let document = try JSONDocument(parsing: before)
      let element = try #require(document.root["rituals"]?.elements.first { $0["id"]?.string == id })
      let taken = String(decoding: document.bytes[element.range], as: UTF8.self)
      let after = try home.text
      #expect(!after.contains(id) && before.contains(taken))
      // Beside the ritual itself only a comma and white space go.
      func bare(_ text: String) -> String { text.filter { !$0.isWhitespace && $0 != "," } }
      #expect(bare(after) == bare(before.replacing(taken, with: "")))
      #expect(try home.kin("config", "check").status == 0)
    }
  }

  @Test func `asks in a terminal, and no is the usual answer`() throws {
    let before = try home.text
    for typed in ["\n", "n\n", ""] {
      let ran = try home.kin(["remove", "call-dad"], input: typed, isInteractive: true)
      #expect(ran.status == 0 && ran.output.contains("Remove Call Dad (call-dad) from \(home.config)? [y/N]"))
      #expect(ran.lines.last?.hasSuffix("Nothing was changed.") == true)
      #expect(try home.text == before)
    }
    let ran = try home.kin(["remove", "call-dad"], input: "y\n", isInteractive: true)
    #expect(
      ran.status == 0 && ran.output.contains("- ") && ran.output.contains("Removed Call Dad (call-dad)"))
    #expect(try !home.text.contains("call-dad"))
  }

  @Test func `asks which in a terminal, and refuses in a pipe`() throws {
    let before = try home.text
    let which = try home.kin(["remove"], input: "\n", isInteractive: true)
    #expect(which.status == 0 && which.output.contains("4  Call Dad"), "\(which)")
    #expect(which.lines.last == "Nothing was changed.")
    let kept = try home.kin(["remove"], input: "4\n\n", isInteractive: true)
    #expect(kept.output.contains("Remove Call Dad (call-dad) from"))
    #expect(try home.text == before)
    let gone = try home.kin(["remove"], input: "call dad\ny\n", isInteractive: true)
    #expect(gone.output.contains("Removed Call Dad (call-dad)"))
    let piped = try home.kin("remove", "--yes")
    #expect(piped.status == 64 && piped.error.contains("say which ritual, as in kin remove coffee-ana"))
  }

  @Test func `refuses in a pipe, and the way out that it names works`() throws {
    let before = try home.text
    let ran = try home.kin("remove", "call-dad")
    #expect((ran.status, ran.output) == (64, "") && ran.error.contains("--yes says that it may"))
    #expect(try home.text == before)
    #expect(try home.kin("remove", "call-dad", "--dry-run").status == 0)
    #expect(try home.text == before)
    #expect(try home.kin("remove", "call-dad", "--yes").status == 0)
  }

  @Test func `its history stays, and the way back that it names brings it back with that`() throws {
    _ = try home.kin("done", "coffee-ana@2026-12-05T10:00", "--at", "2026-12-05T11:00")
    let ran = try home.kin("remove", "coffee-ana", "--yes")
    let way = try #require(ran.lines.last?.split(separator: ": kin ").last)
    #expect(way == "add --id coffee-ana 'Coffee with Ana every first saturday at 10:00'")
    #expect(try home.kin("history", "coffee-ana", "--json").json.count == 2)
    #expect(try home.kin("history").output.contains("coffee-ana"))
    let words = way.split(separator: "'").map(String.init)
    let back = try home.kin(words[0].split(separator: " ").map(String.init) + [words[1]])
    #expect((back.status, back.error) == (0, ""))
    #expect(
      try home.kin("undo", "coffee-ana", "--at", "2026-12-05T12:00").output.contains(
        "\"done\" of today at 11:00 is undone"))
  }

  @Test func `a title that no sentence can say gets no sentence`() throws {
    let home = Home(#"{ "id": "x", "title": "Every sunday at 9", "when": "every monday at 09:00" }"#)
    let ran = try home.kin("remove", "x", "--yes")
    #expect(ran.lines.last == "Its history stays, and a ritual added with the same id goes on with it.")
    #expect(try home.kin("list").status == 0)
  }

  @Test func `a start goes along, and a birthday is refused`() throws {
    let home = Home(
      #"{ "id": "tea", "title": "Tea", "when": "every 2 weeks on friday at 16:00", "starting": "2026-01-02" }"#,
      more: Home.people.replacing("\"name\": \"Ana\"", with: "\"name\": \"Ana\", \"birthday\": \"03-14\""))
    #expect(
      try home.kin("remove", "tea", "--yes").output.contains(
        "'Tea every 2 weeks on friday at 16:00, starting 2026-01-02'"))
    let birthday = try home.kin("remove", "birthday-ana", "--yes")
    #expect(birthday.status == 1 && birthday.error.contains("comes from the \"birthday\" of \"ana\""))
  }
}
