import Foundation
import TestSupport
import Testing

@Suite("a config with errors")
struct LastGoodTests {
  private static let tea = #"{ "id": "tea", "title": "Tea", "when": "every day at 09:00" }"#

  /// A home whose daemon has kept the good config, and whose config now has an error.
  private func brokenHome() throws -> Home {
    let home = Home(Self.tea)
    try home.adopt("tea", at: "2026-11-20T12:00")
    let good = try String(contentsOfFile: home.config, encoding: .utf8)
    home.folder.write(good, to: "state/config.last-good.json")
    home.folder.write(good.replacing("every day", with: "every dya"), to: "config.json")
    return home
  }

  @Test(
    arguments: [
      ["next"], [], ["done", "tea"], ["skip", "tea"], ["move", "tea", "18:00"], ["snooze", "tea", "1h"],
      ["undo"],
      ["history"], ["explain", "tea"], ["preview"], ["calendar"], ["show", "tea"], ["turns", "tea"],
      ["balance"],
      ["away"], ["note"], ["win"], ["checkin", "--decks"],
    ])
  func `blocks neither answering nor looking: the last good one is used, and that is said`(command: [String])
    throws
  {
    let home = try brokenHome()
    let usual = Home(Self.tea)
    try usual.adopt("tea", at: "2026-11-20T12:00")
    let at = command == ["history"] ? [] : ["--at", "2026-11-21T09:30"]
    let (ran, expected) = (try home.kin(command + at), try usual.kin(command + at))
    #expect(ran.status == expected.status)
    #expect(ran.output == expected.output.replacing("config.json:", with: "config.last-good.json:"))
    #expect(
      ran.error.hasPrefix(
        "kin: \(home.config) has an error, so the last good one is used; see kin config check\n"))
  }

  @Test func `kin keeps the good one where no daemon ever ran, but none that others can write`() throws {
    let home = Home(Self.tea)
    let good = try String(contentsOfFile: home.config, encoding: .utf8)
    #expect(try home.kin("done", "tea", "--at", "2026-11-21T09:30").status == 0)
    home.folder.write(good.replacing("every day", with: "every dya"), to: "config.json")
    let ran = try home.kin("next", "--at", "2026-11-21T09:31")
    #expect(ran.status == 0 && ran.output.contains("Tea"))
    #expect(ran.error.contains("so the last good one is used"))

    let open = Home(Self.tea)
    chmod(open.config, 0o666)
    #expect(try open.kin("done", "tea", "--at", "2026-11-21T09:30").status == 0)
    #expect(access(open.folder("state/config.last-good.json"), F_OK) != 0)
  }

  @Test func `one that can't be read is answered for by the last good one too`() throws {
    let home = try brokenHome()
    home.folder.write(String(repeating: " ", count: 1 << 21), to: "config.json")
    let ran = try home.kin("next", "--at", "2026-11-21T09:30")
    #expect(ran.status == 0 && ran.output.contains("Tea"))
    #expect(
      ran.error == "kin: cannot read \(home.config): it has 2097152 bytes, more than the 1048576 bytes "
        + "allowed, so the last good one is used; see kin config check\n")
    let check = try home.kin("config", "check")
    #expect(check.status != 0 && check.error.contains(home.config))
  }

  @Test func `status says both`() throws {
    let home = try brokenHome()
    let ran = try home.kin("status", "--at", "2026-11-21T09:30")
    #expect(ran.output.contains("has an error; kin config check shows where"))
    #expect(ran.output.contains("Tea, today at 09:00"))
  }

  @Test func `is not written, and without a last good one it is reported`() throws {
    let home = try brokenHome()
    #expect(try home.kin("pause", "tea").status == 78)
    #expect(try home.kin("config", "check").status == 78)
    try FileManager.default.removeItem(atPath: home.folder("state/config.last-good.json"))
    #expect(try home.kin("next").status == 78)
  }

  @Test func `takes no last good one that may be of another config`() throws {
    let home = try brokenHome()
    let ran = try home.kin(
      ["next", "--config", home.config], environment: ["XDG_STATE_HOME": home.folder.path], isAlone: true)
    #expect(ran.status == 78)
  }
}
