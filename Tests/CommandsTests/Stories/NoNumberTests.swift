import CivilTime
import History
import Rituals
import TestSupport
import Testing

@testable import Commands
@testable import Daemon
@testable import handbook

@Suite("no number about a person leaves the program")
struct NoNumberTests {
  /// A year of four, played by the planner, as it lies on disk.
  private struct Year {
    let home: Home
    let played: PlayedStory
    /// What was written into the notebook.
    let written: [String]

    init() throws {
      home = Home("", more: "")
      played = try PlayedStory(.householdOfFour, in: home.folder.path)
      let notebook = try NotebookStore(folder: home.state).read([.details, .wins, .checkins])
      written =
        notebook.wins.map(\.text) + notebook.details.map(\.text)
        + notebook.checkins.flatMap(\.asked).flatMap { [$0.words, $0.answer ?? ""] }
    }

    var people: [String] { ["Sam", "Jo", "Max", "Ana", "you"] }
  }

  /// Every command that reads, at some day of the year.
  private static let reading: [[String]] = [
    ["agenda"], ["next"], ["next", "--json"], ["agenda", "--json"], ["calendar"], ["turns", "soup"],
    ["turns", "soup", "--json"], ["turns", "house-talk"], ["show", "soup"], ["show", "soup", "--json"],
    ["show", "jo"], ["show", "jo", "--json"], ["explain", "soup"], ["explain", "soup", "--json"],
    ["explain", "call-mum"], ["preview", "--days", "30"], ["preview", "--days", "30", "--json"],
    ["history"], ["history", "--json"], ["balance"], ["balance", "--json"], ["balance", "ana"],
    ["stretched", "--json"], ["away"], ["away", "--json"], ["win"], ["checkin", "--show", "--last", "0"],
    ["status"], ["status", "--json"],
  ]

  /// What people wrote themselves is theirs, and what the machine says of itself is not about anybody.
  private static func isTheirs(_ line: String, in year: Year) -> Bool {
    return year.written.contains { text in
      !text.isEmpty && (text.contains(line.trimmingSpaces) || line.contains(text))
    }
  }

  @Test(arguments: ["2026-03-20T12:00", "2026-09-12T12:00", "2026-12-11T12:00"])
  func `no reading command shows one`(at day: String) throws {
    let year = try Year()
    var said = 0
    for command in NoNumberTests.reading {
      let outcome = try year.home.kin(command + ["--at", day])
      let other = outcome.status == 64 ? try year.home.kin(command) : outcome
      #expect(other.status == 0, "kin \(command.joined(separator: " ")): \(other.error)")
      for line in (other.output + other.error).split(separator: "\n").map(String.init)
      where !NoNumberTests.isTheirs(line, in: year) {
        said += 1
        let fault = NumberRules.fault(in: line, people: year.people)
        #expect(fault == nil, "kin \(command.joined(separator: " "))")
      }
    }
    #expect(said > 200)
  }

  @Test func `neither the journal nor a hook gets one`() throws {
    let year = try Year()
    let people = year.played.planner.circumstances.people
    for (at, reminder) in year.played.given {
      let message = Message(reminder, zone: year.played.zone, name: { people[$0]?.name ?? $0 }, now: at)
      var lines = JournalChannel.fields(for: message, attempt: 1).map { "\($0.0)=\($0.1)" }
      lines += message.environment.map { "\($0)=\($1)" }
      lines.append(message.json.text())
      for line in lines {
        #expect(NumberRules.fault(in: line, people: year.people) == nil)
      }
    }
    #expect(year.played.given.count > 50)
  }

  @Test(arguments: [
    "Sam has hosted 7 of the last 9 times", "host: Ana (12)", "Jo: 58 %", "Max is on a streak",
    "\"jo\": 3,", "Ana has cooked twice as much", "you are 2 ahead of Ana", "Sam's score is fine",
    "Ana: five times since March",
  ])
  func `a planted count is caught`(line: String) {
    #expect(NumberRules.fault(in: line, people: ["Sam", "Jo", "Max", "Ana", "you"]) != nil)
  }

  @Test(arguments: [
    "Max is away until 30 March", "Soup night: today at 18:30 · cook: Ana, listener: Jo",
    "soup@2026-03-19T18:30", "Thu 19 Mar 2026-03-19 18:30 cook: Ana",
    "Sam takes it easy until 28 September", "every 2 weeks on sunday at 17:00, planner: Jo",
  ])
  func `dates and times may stand beside a name`(line: String) {
    #expect(NumberRules.fault(in: line, people: ["Sam", "Jo", "Max", "Ana", "you"]) == nil)
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    String(drop { $0 == " " || $0 == ">" }.reversed().drop { $0 == " " }.reversed())
  }
}
