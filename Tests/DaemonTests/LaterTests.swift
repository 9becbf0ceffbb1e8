import Bus
import CivilTime
import Foundation
import Rituals
import Testing

@testable import Daemon

private func config(_ later: String, _ more: String = "") -> String {
  """
  { "timeZone": "Europe/Berlin", "defaults": { "via": ["desktop"] \(later) }, \(more)
    "rituals": [ { "id": "tea", "title": "Tea", "when": "every day at 10:00" } ] }
  """
}

@Suite("later that fits")
struct LaterTests {
  /// A notification of tea that is on the screen.
  private func shown(_ later: String, _ more: String = "") throws -> (TestWorld, TestWorld.Showing) {
    let world = try TestWorld(at: "2026-12-05T09:00", config: config(later, more))
    world.start()
    try world.pass(to: "2026-12-05T10:00")
    let one = try #require(world.screen.shown.first)
    world.handle(.notification(one.key, .shown))
    return (world, one)
  }

  private func pressed(_ button: String, _ later: String) throws -> Instant? {
    let (world, one) = try shown(later)
    world.handle(.notification(one.key, .pressed(button)))
    return world.loop.planner.chronicle["tea"].snoozedUntil(try #require(CivilDateTime("2026-12-05T10:00")))
  }

  @Test(arguments: [
    ("", ["done Done", "later Later", "skip Skip"]),
    (#", "later": "tonight""#, ["done Done", "later Later", "skip Skip"]),
    (
      #", "later": ["1h", "tonight", "tomorrow 9:00"]"#,
      [
        "done Done", "later 1 hour later", "skip Skip", "snooze tonight Tonight",
        "snooze tomorrow at 09:00 Tomorrow at 09:00",
      ]
    ),
  ])
  func `the usual three buttons come first, then the other times`(later: String, buttons: [String]) throws {
    let (_, one) = try shown(later)
    #expect(one.buttons.map { "\($0.key) \($0.label)" } == buttons)
  }

  @Test func `later is an hour, or what the config says, or the choice that was pressed`() throws {
    #expect(try pressed("later", "") == Instant("2026-12-05T10:00:00Z"))
    #expect(try pressed("later", #", "later": "tonight""#) == Instant("2026-12-05T19:00:00Z"))
    let choices = #", "later": ["2h", "tonight", "tomorrow 9:00"]"#
    #expect(try pressed("later", choices) == Instant("2026-12-05T11:00:00Z"))
    #expect(try pressed("snooze tonight", choices) == Instant("2026-12-05T19:00:00Z"))
    #expect(try pressed("snooze tomorrow at 09:00", choices) == Instant("2026-12-06T08:00:00Z"))
  }

  @Test func `after a restart the buttons are the same`() throws {
    let (world, one) = try shown(#", "later": ["1h", "tonight"], "sound": "bell""#)
    world.handle(.stop)
    world.screen.shown = []
    world.restart()
    let again = try #require(world.screen.shown.first)
    #expect(again.buttons == one.buttons && again.sound == .named("bell"))
  }

  @Test func `a sound goes to the desktop and to notify-send, and without one nothing does`() throws {
    #expect(try shown("").1.sound == nil)
    #expect(try shown(#", "sound": "/usr/share/bell.oga""#).1.sound == .file("/usr/share/bell.oga"))
    let world = try TestWorld(
      at: "2026-12-05T09:00",
      config: config(#", "sound": "bell""#).replacingOccurrences(of: "desktop", with: "notify-send"))
    world.start()
    try world.pass(to: "2026-12-05T10:00")
    #expect(world.hooks.started.first?.arguments.contains("--hint=string:sound-name:bell") == true)
  }
}
