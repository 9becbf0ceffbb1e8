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

  @Test func `a time that is none is refused`() throws {
    let ran = try Home().kin("next", "--at", "yesterday")
    #expect((ran.status, ran.output) == (64, ""))
    #expect(ran.error == "kin: \"yesterday\" is no time; write 2026-12-05T10:00, or 2026-12-05T09:00:00Z\n")
  }
}
