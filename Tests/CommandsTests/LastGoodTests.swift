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

  /// What may stand in the place of a config.
  enum Misfit: CaseIterable { case missing, folder, empty, danglingLink, looping }

  @Test(
    arguments: [
      ["next"], [], ["done", "tea"], ["skip", "tea"], ["move", "tea", "18:00"], ["snooze", "tea", "1h"],
      ["history"], ["explain", "tea"], ["preview"], ["calendar"], ["show", "tea"], ["list"], ["people"],
      ["balance"], ["away"], ["note"], ["win"], ["checkin", "--decks"], ["status"], ["review"],
      ["remind", "tea"],
    ], Misfit.allCases)
  func `a config that is missing, or can't be one, blocks nothing that changes none`(
    command: [String], misfit: Misfit
  ) throws {
    let home = try brokenHome()
    try FileManager.default.removeItem(atPath: home.config)
    switch misfit {
    case .missing: break
    case .folder: home.folder.makeFolder("config.json")
    case .empty: home.folder.write("", to: "config.json")
    case .danglingLink: symlink("nowhere/config.json", home.config)
    case .looping: symlink("config.json", home.config)
    }
    let takesNoTime = ["history", "review", "remind"].contains(command.first)
    let ran = try home.kin(command + (takesNoTime ? [] : ["--at", "2026-11-21T09:30"]))
    if command == ["status"] {
      #expect(ran.status == 0 && ran.output.contains("Tea, today at 09:00"))
    } else {
      // Without a daemon nobody delivers a reminder.
      #expect(ran.status == (command == ["remind", "tea"] ? 1 : 0), "\(ran)")
      #expect(ran.error.contains("so the last good one is used"), "\(ran)")
    }
  }

  @Test func `one that is missing can be brought back, isn't begun in passing, and may be begun anew`() throws
  {
    let home = try brokenHome()
    let kept = home.folder("state/config.last-good.json")
    try FileManager.default.removeItem(atPath: home.config)
    let ran = try home.kin("next", "--at", "2026-11-21T09:30")
    let way = "cp '\(kept)' '\(home.config)' brings it back"
    #expect(ran.error.replacing("\n", with: " ").contains(way))
    #expect(try home.kin("status").output.contains(way))
    for command in [["add", "Walk every sunday at 11:00"], ["people", "add", "Kai"], ["pause", "tea"]] {
      let refused = try home.kin(command)
      #expect(refused.status == 1 && refused.output.isEmpty, "\(refused)")
      #expect(refused.error.replacing("\n", with: " ").contains("the last good one is kept in \(kept)"))
      #expect(access(home.config, F_OK) != 0)
    }
    #expect(try home.kin("init", "--preset", "monthly-coffee", "--people", "Ana", "--yes").status == 0)
    #expect(try home.kin("list").output.contains("Tea") == false)
  }

  @Test func `a review looks at the last good one, and asks for no change`() throws {
    let home = try brokenHome()
    let ran = try home.kin(["review"], input: "let go\ny\n", isInteractive: true)
    #expect(ran.status == 0 && ran.output.contains("Tea"))
    #expect(!ran.output.contains("What now?"))
    #expect(try home.kin("list").output.contains("Tea"))
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
