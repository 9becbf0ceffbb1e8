import Glibc
import JSONText
import TestSupport
import Testing

@Suite("kin config")
struct ConfigTests {
  private let broken = Home(#"{ "id": "a", "title": "A", "when": "every saterday at 9:00" }"#)

  @Test func `a good config is said to be good`() throws {
    let home = Home()
    let ran = try home.kin("config", "check")
    #expect((ran.status, ran.output) == (0, "\(home.config) is good: 4 rituals\n"))
    #expect(try home.kin("config", "check", "--json").output == "[]\n")
  }

  @Test func `diagnostics are printed as a compiler prints them, with exit code 78`() throws {
    let ran = try broken.kin("config", "check")
    #expect(ran.status == 78)
    #expect(
      ran.output.hasPrefix(
        "\(broken.config):5:43: unknown weekday \"saterday\"; did you mean \"saturday\"?\n"))
    #expect(ran.output.hasSuffix("^~~~~~~~\n"))
    #expect(ran.error == "")
  }

  @Test func `as JSON they are file, line, column, message and suggestion`() throws {
    let ran = try broken.kin("config", "check", "--json")
    #expect(ran.status == 78)
    let expected: JSON = [
      [
        "file": .string(broken.config), "line": 5, "column": 43, "severity": "error",
        "message": "unknown weekday \"saterday\"", "suggestion": "saturday",
      ]
    ]
    #expect(JSON(try ran.json) == expected)
  }

  @Test func `a time that disturbs somebody is a warning, and the config is good`() throws {
    let home = Home(
      #"{ "id": "a", "title": "A", "with": ["ana"], "when": "every first saturday at 10:00" }"#,
      more: #""people": { "ana": { "name": "Ana", "timeZone": "Pacific/Honolulu" } },"# + "\n")
    let ran = try home.kin("config", "check")
    #expect((ran.status, ran.error) == (0, ""))
    #expect(ran.lines.count == 4)
    #expect(ran.output.hasPrefix("\(home.config):5:53: warning: 10:00 for you, "))
    #expect(ran.lines.last == "\(home.config) is good: 1 ritual")
    let json = try home.kin("config", "check", "--json")
    #expect(json.status == 0)
    #expect(try json.json[0]?["severity"]?.string == "warning")
    #expect(try home.kin("next").error == "", "only the check reports it")
  }

  @Test func `what its own keys make impossible isn't good`() throws {
    let home = Home(
      #"{ "id": "a", "title": "A", "when": "every monday", "starting": "2027-01-05", "until": "2027-01-09" }"#
    )
    let ran = try home.kin("config", "check")
    #expect(ran.status == 78 && !ran.output.contains("is good"))
    #expect(
      ran.output.hasPrefix(
        "\(home.config):5:87: this never comes: it ends on 2027-01-09, and the first time that fits is 2027-01-11; "
          + "let it end on 2027-01-11 or later\n"))
  }

  @Test func `all warnings are in the order of the file`() throws {
    let home = Home(
      #"{ "id": "a", "title": "A", "with": ["ana"], "when": "every first saturday at 10:00" },"# + "\n"
        + #"{ "id": "b", "title": "B", "when": "every friday", "except": ["2026-12-26"] }"#,
      more: #""people": { "ana": { "name": "Ana", "timeZone": "Pacific/Honolulu" } },"# + "\n")
    let ran = try home.kin(["config", "check"], now: "2026-11-28T12:00")
    #expect(ran.status == 0)
    #expect(
      ran.lines.filter { $0.contains(": warning: ") }.map { $0.dropFirst(home.config.count).prefix(3) } == [
        ":5:", ":6:",
      ])
    #expect(ran.output.contains("did you mean \"2026-12-25\"?"))
  }

  @Test(arguments: [
    ["agenda"], ["agenda", "--json"], ["next", "--json"], ["explain", "a"], ["done", "a"], ["snooze", "a"],
    ["remind", "a"],
  ])
  func `commands that need it print the diagnostics on standard error`(command: [String]) throws {
    let ran = try broken.kin(command)
    #expect((ran.status, ran.output) == (78, ""))
    #expect(ran.error.contains(":5:43: unknown weekday"))
  }

  @Test func `without a config they say where one is looked for`() throws {
    let environment = ["HOME": "/nowhere", "XDG_CONFIG_HOME": ""]
    let ran = try broken.kin([], environment: environment, isAlone: true)
    #expect(ran.status == 1)
    #expect(
      ran.error.hasPrefix(
        "kin: there is no config at /nowhere/.config/kinkeeper/config.json; `kin service install`"))
    let path = try broken.kin(["config", "path"], environment: environment, isAlone: true)
    #expect(path.output == "/nowhere/.config/kinkeeper/config.json\n")
  }

  @Test func `a config that others may write to is reported, since the daemon refuses it`() throws {
    let home = Home()
    #expect(chmod(home.config, 0o666) == 0)
    let ran = try home.kin("config", "check")
    #expect(ran.status == 78)
    #expect(
      ran.error
        == "kin: the daemon will not use \(home.config): others may write to it; run chmod go-w \(home.config)\n"
    )
    #expect(try home.kin("config", "check", home.config).status == 0, "a file that is only looked at")
    #expect(try home.kin("status").output.contains("others may write to it"))
  }

  @Test func `the schema is JSON`() throws {
    let json = try Home().kin("config", "schema").json
    #expect(json["$schema"]?.string == "https://json-schema.org/draft/2020-12/schema")
  }
}
