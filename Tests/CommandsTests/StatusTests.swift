import Rituals
import TestSupport
import Testing

@Suite("kin status and kin remind")
struct StatusTests {
  private let saturday = "2026-11-21T12:00"

  @Test func `with nothing running it says so, and what is next`() throws {
    let home = Home()
    let ran = try home.kin("status", "--at", saturday)
    #expect(ran.status == 0)
    #expect(
      ran.output == """
        daemon   not running (systemctl --user start kinkeeper)
        config   \(home.config)
        history  none yet; it comes with the first reminder or answer
        next     Call Dad, tomorrow at 11:00

        """)
    let json = try home.kin("status", "--json", "--at", saturday).json
    #expect(json["daemon"]?["running"]?.boolean == false)
    #expect(json["config"]?["mistakes"]?.integer == 0)
    #expect(json["history"]?["exists"]?.boolean == false)
    #expect(json["next"]?["occurrence"]?.string == "call-dad@2026-11-22T11:00")
    #expect(json["channels"]?.count == 0)
  }

  @Test func `whether it goes on without a login is shown, where that can be known`() throws {
    var home = Home()
    #expect(try home.kin("status", "--json").json["lingers"]?.kind == .null)
    home.lingers = false
    #expect(
      try home.kin("status").lines[1]
        == "linger   off: it runs only while you are logged in (loginctl enable-linger)")
    #expect(try home.kin("status", "--json").json["lingers"]?.boolean == false)
    home.lingers = true
    #expect(try home.kin("status").lines[1] == "linger   on: it runs from boot on, without a login")
    #expect(try home.kin("status", "--json").json["lingers"]?.boolean == true)
  }

  @Test func `a broken config, and none, are part of the report`() throws {
    let home = Home(#"{ "id": "a", "title": "A", "when": "every saterday" }"#)
    #expect(try home.kin("status").lines[1].hasSuffix("has an error; kin config check shows where"))
    #expect(try home.kin("status", "--json").json["config"]?["mistakes"]?.integer == 1)
    let none = try Home().kin(["config", "path", "--config", "/nowhere/config.json"])
    #expect(none.output.hasPrefix("/"))
    let missing = try home.kin(
      ["status", "--config", "/nowhere/config.json", "--state", home.state], isAlone: true)
    #expect(missing.status == 0)
    #expect(missing.output.contains("there is no config at /nowhere/config.json"))
  }

  @Test func `a history that cannot be read is reported, there and everywhere`() throws {
    let home = Home()
    home.folder.makeFolder("state")
    home.folder.write(String(repeating: "no database ", count: 400), to: "state/history.sqlite")
    let ran = try home.kin("status")
    #expect(ran.status == 0)
    #expect(ran.output.contains("history  cannot "))
    #expect(try home.kin("status", "--json").json["history"]?["fault"]?.string?.hasPrefix("cannot ") == true)
    let agenda = try home.kin("next", "--json")
    #expect((agenda.status, agenda.output) == (1, ""))
    #expect(agenda.error.hasPrefix("kin: cannot "))
  }

  @Test func `a reminder that nobody can give yet is noted`() throws {
    let home = Home()
    let ran = try home.kin("remind", "coffee-ana")
    #expect((ran.status, ran.output) == (1, ""))
    #expect(ran.error.contains("is not running"))
    #expect(ran.error.contains("the reminder is noted and comes when it starts"))
    #expect(try home.kin("history", "--json").json[0]?["fact"]?.string == "asked")
    let status = try home.kin("status")
    #expect(!status.output.contains("everything is delivered"))
    #expect(
      status.lines.contains(
        "waits    Coffee with Ana: a reminder that you asked for waits for the daemon to start"), "\(status)")
    let json = try home.kin("status", "--json").json
    #expect(json["waiting"]?[0]?["reminder"]?.string?.hasSuffix("/asked-1") == true)
  }
}
