import CivilTime
import Files
import History
import Planning
import RitualFile
import Rituals
import TestSupport
import Testing

@testable import Commands

/// What an answer means doesn't depend on whether a daemon ran.
@Suite("an answer with a daemon and without one")
struct AttendanceTests {
  /// How a ritual's history came about.
  enum Daemon { case ran, stopped, never }

  private static let answers = [["done"], ["skip"], ["snooze"], ["move", "23:50"]]

  private static let rituals = [
    #""when": "every thursday at 19:00""#,
    #""when": "every thursday at 19:00", "remind": ["2h before"]"#,
    #""when": "every thursday at 19:00", "missed": "none""#,
    #""when": "every thursday at 19:00", "missed": { "policy": "latest", "within": "30min" }"#,
    #""when": "every thursday at 19:00", "missed": "all""#,
    #""when": "every thursday at 19:00", "nudge": { "every": "1h", "times": 3 }"#,
    #""when": "every day at 22:30""#,
    #""when": "every first saturday at 10:00""#,
  ]

  /// An hour after the time, a day, just before the half of the week.
  private static let moments = [
    "2026-11-12T19:00", "2026-11-12T19:31", "2026-11-12T21:00", "2026-11-12T23:10", "2026-11-13T12:00",
    "2026-11-15T20:00",
  ]

  private func home(_ ritual: String) -> Home {
    Home(
      #"{ "id": "soup", "title": "Soup", \#(ritual) }"#,
      more: Home.people + #""quietHours": [{ "from": "22:00", "to": "07:00" }], "#)
  }

  /// Has a daemon look after a home's rituals from one wall time of Berlin to another, as it records that.
  private func live(in home: Home, from begin: String, through end: String) throws {
    let bytes = try readBounded(path: home.config, limit: 1 << 20)
    let household = try #require(RitualFile.read(bytes, file: home.config, zones: nil).household)
    home.folder.makeFolder("state")
    let store = try HistoryStore(folder: home.state, now: at(begin))
    var chronicle = Chronicle()
    try store.forEachEvent { chronicle.apply($0.event, number: $0.number) }
    let zone = systemZone("Europe/Berlin")
    var planner = Planner(household, zone: zone, zones: { systemZone($0) }, chronicle: chronicle)
    var now = try at(begin)
    let end = try at(end)
    while now <= end {
      let plan = planner.plan(now: now)
      let events = plan.preparations(at: now) + plan.outcomes(at: now)
      if plan.hasWork, !events.isEmpty {
        try store.append(events)
        for event in events { planner.apply(event, number: 0) }
        continue
      }
      guard let wakeAt = plan.wakeAt else { break }
      now = max(wakeAt, now.advanced(bySeconds: 1))
    }
  }

  private func answered(_ answer: [String], _ ritual: String, _ daemon: Daemon, at moment: String) throws
    -> String
  {
    let home = home(ritual)
    switch daemon {
    case .ran: try live(in: home, from: "2026-10-01T12:00", through: moment)
    case .stopped: try live(in: home, from: "2026-10-01T12:00", through: "2026-11-04T12:00")
    case .never: break
    }
    let ran = try home.kin(
      [answer[0], "soup"] + answer.dropFirst() + ["--at", moment], input: "y\n", isInteractive: true)
    return (ran.output + ran.error).split(separator: ":").first.map(String.init) ?? ""
  }

  @Test(arguments: rituals, moments)
  func `means the same occurrence if the daemon was stopped`(ritual: String, moment: String) throws {
    for answer in Self.answers {
      let ran = try answered(answer, ritual, .ran, at: moment)
      #expect(ran.hasPrefix("Soup, ") || ran.hasPrefix("Nothing is open"), "\(ran)")
      #expect(try answered(answer, ritual, .stopped, at: moment) == ran, "\(answer)")
    }
  }

  /// Nobody knows whether the ritual was there yet: what came is meant while it is nearer than the next one.
  @Test(arguments: rituals.filter { !$0.contains("every day") }, moments)
  func `means the same occurrence if none ever ran`(ritual: String, moment: String) throws {
    for answer in Self.answers {
      #expect(
        try answered(answer, ritual, .never, at: moment) == answered(answer, ritual, .ran, at: moment),
        "\(answer)")
    }
  }

  @Test func `what came longer ago than the next one is ahead isn't taken for open where none ever ran`()
    throws
  {
    for answer in Self.answers {
      let ran = try answered(answer, Self.rituals[0], .never, at: "2026-11-17T12:00")
      #expect(ran == "Soup, Thursday, 19 November at 19" || ran == "Soup, Thursday at 19", "\(ran)")
    }
  }

  @Test func `what is put off beyond the next one is the next one where none ever ran`() throws {
    let ritual = #""when": "every first saturday at 10:00""#
    let near = try home(ritual).kin("move", "soup", "saturday", "--at", "2026-11-10T12:00")
    #expect(near.output.hasPrefix("Soup, Saturday, 7 November at 10:00: moved to Saturday, 14 November"))
    let far = try home(ritual).kin("move", "soup", "6 december", "--at", "2026-11-15T12:00")
    #expect(far.output.hasPrefix("Soup, Saturday, 5 December at 10:00: moved to Sunday, 6 December at 10:00"))
  }

  @Test func `what was put off is open, and the daemon agrees later`() throws {
    let home = home(Self.rituals[0])
    let ran = try home.kin("snooze", "soup", "1h", "--at", "2026-11-12T20:00")
    #expect(ran.output.hasPrefix("Soup, today at 19:00: you will be reminded again today at 21:00"))
    try live(in: home, from: "2026-11-12T20:30", through: "2026-11-12T20:31")
    let agenda = try home.kin("--json", "--at", "2026-11-12T20:31").json
    #expect(agenda["open"]?[0]?["occurrence"]?.string == "soup@2026-11-12T19:00")
    let coming = try home.kin("preview", "--json", "--at", "2026-11-12T20:31").json
    #expect(coming[0]?["kind"]?.string == "snooze")
    #expect(coming[0]?["at"]?.string == "2026-11-12T21:00:00")
  }
}
