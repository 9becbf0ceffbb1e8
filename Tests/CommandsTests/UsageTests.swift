import TestSupport
import Testing

@Suite("the words of kin")
struct UsageTests {
  @Test(arguments: [
    (["nxt"], "kin nxt", "kin next"), (["expalin", "x"], "kin expalin", "kin explain"),
    (["config", "chek"], "kin config chek", "kin config check"),
    (["service", "instal"], "kin service instal", "kin service install"),
  ])
  func `a wrong command gets the nearest one`(arguments: [String], wrong: String, near: String) throws {
    let ran = try Command([Project.programs + "/kin"] + arguments).run()
    #expect((ran.status, ran.output) == (64, ""))
    #expect(ran.error == "kin: there is no command \"\(wrong)\"; did you mean \"\(near)\"?\n")
  }

  @Test(arguments: [
    ["next", "--jsno"], ["explain"], ["frobnicate"], ["next", "--count"], ["history", "--count", "-1"],
  ])
  func `wrong usage ends with 64 and prints nothing but a message`(arguments: [String]) throws {
    let ran = try Command([Project.programs + "/kin"] + arguments).run()
    #expect((ran.status, ran.output) == (64, ""))
    #expect(!ran.error.isEmpty)
  }

  @Test func `help and version are data`() throws {
    for arguments in [["--help"], ["help", "when"], ["when", "--help"], ["--version"]] {
      let ran = try Command([Project.programs + "/kin"] + arguments).run()
      #expect((ran.status, ran.error) == (0, ""))
      #expect(!ran.output.isEmpty)
    }
  }

  @Test func `a full disk behind standard output is not taken for success`() throws {
    let ran = try Command(["sh", "-c", "'\(Project.programs)/kin' config schema > /dev/full"]).run()
    #expect(ran.status == 1)
    #expect(ran.error.hasPrefix("kin: cannot write to standard output: "))
  }

  @Test func `a reader that goes away ends it quietly, by SIGPIPE`() throws {
    let kin = "'\(Project.programs)/kin' when 'every day at 9:00' --count 20000 --json"
    let ran = try Command(["bash", "-c", "\(kin) | head -n 1; echo ${PIPESTATUS[0]}"]).run()
    #expect((ran.output, ran.error) == ("{\n141\n", ""))
  }

  @Test func `a zone of the machine that is none is told once, and UTC stands for it`() throws {
    let home = Home()
    home.folder.write(
      #"{ "rituals": [{ "id": "a", "title": "A", "when": "every day at 9:00" }] }"#, to: "config.json")
    let ran = try home.kin(
      ["next", "--json", "--at", "2026-11-21T12:00"], environment: ["TZ": "Nowhere/Else"])
    #expect(ran.status == 0)
    #expect(try ran.json[0]?["utc"]?.string == "2026-11-22T09:00:00Z")
    #expect(ran.error.hasPrefix("kin: times are in UTC, since the machine's zone cannot be read: "))
    #expect(ran.error.filter(\.isNewline).count == 1)
  }

  @Test func `a time may be said as people say it`() throws {
    #expect(try Home().kin("next", "--at", "tomorrow 9:00").status == 0)
  }

  @Test func `a time that is none is refused`() throws {
    let ran = try Home().kin("next", "--at", "yesterday")
    #expect((ran.status, ran.output) == (64, ""))
    #expect(
      ran.error
        == "kin: \"yesterday\" isn't a time; write 2026-12-05T10:00, 2026-12-05T09:00:00Z, or \"saturday 10:00\"\n"
    )
  }
}
