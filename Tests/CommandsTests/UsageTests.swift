import TestSupport
import Testing

@Suite("the words of kin")
struct UsageTests {
  private let home = Home()

  @Test(arguments: [
    (["nxt"], "kin nxt", "kin next"), (["expalin", "x"], "kin expalin", "kin explain"),
    (["config", "chek"], "kin config chek", "kin config check"),
    (["service", "instal"], "kin service instal", "kin service install"),
  ])
  func `a wrong command gets the nearest one`(arguments: [String], wrong: String, near: String) throws {
    let ran = try home.kin(arguments, isAlone: true)
    #expect((ran.status, ran.output) == (64, ""))
    #expect(ran.error == "kin: there is no command \"\(wrong)\"; did you mean \"\(near)\"?\n")
  }

  @Test(arguments: [
    ["next", "--jsno"], ["explain"], ["frobnicate"], ["next", "--count"], ["history", "--count", "-1"],
  ])
  func `wrong usage ends with 64 and prints nothing but a message`(arguments: [String]) throws {
    let ran = try home.kin(arguments, isAlone: true)
    #expect((ran.status, ran.output) == (64, ""))
    #expect(!ran.error.isEmpty)
  }

  @Test func `help and version are data`() throws {
    for arguments in [["--help"], ["help", "when"], ["when", "--help"], ["--version"]] {
      let ran = try home.kin(arguments, isAlone: true)
      #expect((ran.status, ran.error) == (0, ""))
      #expect(!ran.output.isEmpty)
    }
  }

  @Test func `the program ends with the exit code of its command, and keeps data and messages apart`() throws
  {
    let wrong = try home.program("next", "--jsno")
    #expect((wrong.status, wrong.output) == (64, "") && wrong.error.hasPrefix("Error: "))
    let none = try home.program("next", "tea")
    #expect(
      (none.status, none.output) == (1, "") && none.error.hasPrefix("kin: there is no ritual \"tea\""))
    let help = try home.program("--help")
    #expect((help.status, help.error) == (0, "") && help.output.hasPrefix("OVERVIEW: "))
    let next = try home.program("next", "--json")
    #expect((next.status, next.error) == (0, "") && next.output.hasPrefix("["))
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

  @Test func `a zone of the machine that is none is reported once, and UTC stands for it`() throws {
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
