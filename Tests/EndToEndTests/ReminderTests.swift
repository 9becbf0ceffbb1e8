import Foundation
import TestSupport
import Testing

/// The main job: from the installed service and a saved config to a reminder that is seen and answered.
@Suite("a real reminder", .serialized)
struct ReminderTests {
  @Test func `a ritual comes due, is seen in the journal and on the desktop, answered and recorded`()
    async throws
  {
    try await Lab.open { lab in
      let due = HouseholdConfig.soon(5)
      var config = HouseholdConfig()
      config.add(
        "coffee-ana", title: "Coffee with Ana", once: due,
        more: #""turns": { "roles": ["host"], "order": ["sam", "ana"] },"#)
      try await lab.install(config)

      let entry = try await lab.reminder(of: "coffee-ana")
      let given = Double(entry["__REALTIME_TIMESTAMP"] ?? "").map { $0 / 1_000_000 } ?? 0
      #expect(given >= due.timeIntervalSince1970)
      #expect(given < due.timeIntervalSince1970 + 1)
      #expect(entry["MESSAGE"]?.contains("Coffee with Ana") == true)
      #expect(entry["PRIORITY"].flatMap(Int.init).map { (0...6).contains($0) } == true)
      #expect(entry["KIN_KIND"] == "due")
      let occurrence = try #require(entry["KIN_OCCURRENCE"])
      #expect(
        occurrence.hasPrefix(
          "coffee-ana@\(HouseholdConfig.date(due))T\(HouseholdConfig.time(due).prefix(5))"))
      #expect(entry["KIN_REMINDER"]?.contains(occurrence) == true)
      #expect(entry["KIN_DUE"]?.contains(HouseholdConfig.date(due)) == true)
      #expect(entry["KIN_ROLES"]?.lowercased().contains("sam") == true)
      #expect(entry["KIN_ROLES"]?.contains("host") == true)
      #expect(entry["KIN_REASON"]?.isEmpty == false)
      #expect(entry["_SYSTEMD_USER_UNIT"] == "kinkeeper.service")

      let shown = try await lab.wait(for: "the notification") { try lab.notifications().first }
      #expect(shown.summary.contains("Coffee with Ana"))
      #expect(shown.actions.map(\.label) == ["Done", "Later", "Skip"])
      try await lab.press("Done")

      try await lab.wait(until: "the answer in the history") {
        try await lab.history().contains {
          $0.values.contains("done") && $0.values.contains(occurrence)
        }
      }
      let events = try await lab.history().filter { $0.values.contains(occurrence) }
      #expect(events.contains { $0.values.contains("given") })
      #expect(events.filter { $0.values.contains("done") }.count == 1)
    }
  }

  @Test func `a restart delivers nothing twice and forgets nothing`() async throws {
    try await Lab.open { lab in
      var config = HouseholdConfig()
      config.add("first", title: "First", once: HouseholdConfig.soon(5))
      config.add("second", title: "Second", once: HouseholdConfig.soon(9))
      try await lab.install(config)
      _ = try await lab.reminder(of: "first")
      let restarted = try await lab.run(["systemctl", "--user", "restart", "kinkeeper"])
      #expect(restarted.status == 0)
      // By the time the second comes, a first that were to come again would have come.
      _ = try await lab.reminder(of: "second")
      #expect(try await lab.journal(matching: ["KIN_RITUAL=first", KnownMessage.due]).count == 1)
      #expect(try await lab.journal(matching: ["KIN_RITUAL=second", KnownMessage.due]).count == 1)
    }
  }

  @Test func `what came due while the daemon was killed is delivered once it is back`() async throws {
    try await Lab.open { lab in
      var config = HouseholdConfig()
      config.add("missed", title: "Missed", once: HouseholdConfig.soon(5))
      try await lab.install(config)
      try await lab.write(
        ".config/systemd/user/kinkeeper.service.d/later.conf", "[Service]\nRestartSec=5s\n")
      _ = try await lab.run(["systemctl", "--user", "daemon-reload"])
      let killed = try await lab.run(["systemctl", "--user", "kill", "--signal=KILL", "kinkeeper"])
      #expect(killed.status == 0)
      _ = try await lab.reminder(of: "missed")
      #expect(try await lab.property("NRestarts") == "1")
      #expect(try await lab.journal(matching: ["KIN_RITUAL=missed", KnownMessage.due]).count == 1)
    }
  }

  @Test func `a reminder can be asked for now`() async throws {
    try await Lab.open { lab in
      var config = HouseholdConfig()
      config.add("coffee-ana", title: "Coffee with Ana", once: HouseholdConfig.soon(100_000))
      try await lab.install(config)
      let asked = try await lab.kin("remind", "coffee-ana")
      #expect(asked.status == 0, "\(asked.error)")
      let entry = try await lab.wait(for: "the reminder") {
        try await lab.journal(matching: [KnownMessage.asked, "KIN_RITUAL=coffee-ana"]).first
      }
      #expect(entry["KIN_KIND"] == "asked")
      try await lab.wait(until: "the notification") {
        try lab.notifications().contains { $0.summary.contains("Coffee with Ana") }
      }
    }
  }

  @Test func `a hook of the config gets the facts and its answer counts`() async throws {
    try await Lab.open { lab in
      var config = HouseholdConfig()
      config.hooks = """
        { "own": { "run": ["\(lab.home)/own-hook", "{title}"], "timeout": "10s" } }
        """
      try await lab.write(
        "own-hook",
        "#!/bin/sh\nprintf '%s' \"$1\" >title\ncat >facts\nenv >environment\ncat /proc/self/status >status\necho done\n"
      )
      _ = try await lab.run(["chmod", "+x", "own-hook"])
      config.add(
        "coffee-ana", title: "Coffee; $(touch x) & <Ana>", once: HouseholdConfig.soon(5),
        more: #""via": ["journal", "own"],"#)
      try await lab.install(config)
      let occurrence = try #require(try await lab.reminder(of: "coffee-ana")["KIN_OCCURRENCE"])
      try await lab.wait(until: "the answer in the history") {
        try await lab.history().contains {
          $0.values.contains("done") && $0.values.contains(occurrence)
        }
      }
      #expect(try lab.read("title") == "Coffee; $(touch x) & <Ana>")
      let facts = try JSONSerialization.jsonObject(with: Data(try lab.read("facts").utf8)) as? [String: Any]
      #expect(facts?["occurrence"] as? String == occurrence)
      let environment = try lab.read("environment")
      #expect(environment.contains("KIN_OCCURRENCE=\(occurrence)\n"))
      #expect(!environment.contains("NOTIFY_SOCKET="))
      #expect(!environment.contains("WATCHDOG_"))
      #expect(try lab.read("status").contains("SigBlk:\t0000000000000000\n"))
      #expect(!lab.exists("x"))
    }
  }
}

extension Lab {
  /// What `kin history --json` tells, each event's values as text.
  func history() async throws -> [[String: String]] {
    let outcome = try await kin("history", "--json")
    let events = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]] ?? []
    return events.map { $0.mapValues { $0 as? String ?? String(describing: $0) } }
  }
}
