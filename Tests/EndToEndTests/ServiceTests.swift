import Foundation
import TestSupport
import Testing

/// The daemon as a service of a real user manager.
@Suite("the service", .serialized)
struct ServiceTests {
  private let quiet: HouseholdConfig = {
    var config = HouseholdConfig()
    config.add("coffee-ana", title: "Coffee with Ana", once: HouseholdConfig.soon(100_000))
    return config
  }()

  @Test func `installed, it runs, is enabled and says what comes next`() async throws {
    try await Lab.open { lab in
      try await lab.install(quiet)
      #expect(try await lab.property("ActiveState") == "active")
      #expect(try await lab.property("UnitFileState") == "enabled")
      #expect(try await lab.property("StatusText").hasPrefix("next: Coffee with Ana"))
      let state = try await lab.run(["stat", "-c", "%a", ".local/state/kinkeeper"])
      #expect(state.output == "700\n")

      let again = try await lab.run([lab.home + "/.local/bin/kin", "service", "install"])
      #expect(again.status == 0)
      #expect(again.output.contains("already runs all of this"))
    }
  }

  @Test func `without a config it starts from the example`() async throws {
    try await Lab.open { lab in
      let outcome = try await lab.run([lab.programs + "/kin", "service", "install"])
      #expect(outcome.status == 0, "\(outcome.error)")
      #expect(try lab.read(Lab.config) == Project.text(of: "config.example.json"))
      #expect(try await lab.property("ActiveState") == "active")
    }
  }

  @Test func `uninstalled, nothing is left but config and history`() async throws {
    try await Lab.open { lab in
      try await lab.install(quiet)
      let before = try lab.read(Lab.config)
      let outcome = try await lab.kin("service", "uninstall")
      #expect(outcome.status == 0, "\(outcome.error)")
      #expect(outcome.output.contains("~/.config/kinkeeper/config.json"))
      #expect(outcome.output.contains("~/.local/state/kinkeeper"))
      let left = try await lab.run([
        "find", ".", "-path", "./.cache", "-prune", "-o", "(", "-type", "f", "-o", "-type", "l", ")",
        "-not", "-name", ".bus-log", "-printf", "%P\\n",
      ]).output.split(separator: "\n")
      #expect(
        left.allSatisfy { $0.hasPrefix(".config/kinkeeper/") || $0.hasPrefix(".local/state/kinkeeper/") },
        "\(left)")
      #expect(try lab.read(Lab.config) == before)
      #expect(left.contains { $0.hasPrefix(".local/state/kinkeeper/") })
      #expect(try await lab.property("LoadState") == "not-found")
      #expect(try await lab.run(["pgrep", "-x", "kinkeeperd"]).output == "")
    }
  }

  @Test func `a broken config is reported once and changes nothing, the mended one is taken`() async throws {
    try await Lab.open { lab in
      var config = HouseholdConfig()
      config.add("kept", title: "ScheduledRitual", once: HouseholdConfig.soon(8))
      try await lab.install(config)

      let broken = config.text.replacing("\"once on", with: "\"onec on")
      try await lab.write(Lab.config, broken)
      let told = try await lab.wait(for: "the account of the mistake") {
        try await lab.journal(matching: [KnownMessage.configBroken]).first
      }
      #expect(told["MESSAGE"]?.contains("config.json:") == true)
      #expect(told["MESSAGE"]?.contains("onec") == true)
      try await lab.wait(until: "the account on the desktop") { try lab.notifications().count == 1 }
      try await lab.write(Lab.config, broken)
      _ = try await lab.reminder(of: "kept")

      config.add("mended", title: "Mended", once: HouseholdConfig.soon(3))
      try await lab.write(Lab.config, config.text)
      _ = try await lab.reminder(of: "mended")
      #expect(try await lab.journal(matching: [KnownMessage.configBroken]).count == 1)
      #expect(try await lab.journal(matching: [KnownMessage.configMended]).count == 1)
      #expect(try await lab.journal(matching: ["KIN_RITUAL=kept", KnownMessage.due]).count == 1)
      #expect(try await lab.property("NRestarts") == "0")
    }
  }

  @Test func `a second daemon on the same state says who holds it and leaves with 75`() async throws {
    try await Lab.open { lab in
      try await lab.install(quiet)
      let holder = try await lab.property("MainPID")
      let second = try await lab.run([lab.home + "/.local/bin/kinkeeperd"])
      #expect(second.status == 75)
      #expect(second.error.contains(holder), "\(second.error)")
      #expect(try await lab.property("MainPID") == holder)
    }
  }

  @Test func `it stops within a second, a waiting notification or not`() async throws {
    try await Lab.open { lab in
      var config = HouseholdConfig()
      config.add("shown", title: "Shown", once: HouseholdConfig.soon(4))
      try await lab.install(config)
      try await lab.wait(until: "the notification") { try lab.notifications().count == 1 }
      let clock = ContinuousClock()
      let took = try await clock.measure {
        _ = try await lab.run(["systemctl", "--user", "stop", "kinkeeper"])
      }
      // A second, and what a busy machine adds; what hangs would take the unit's whole stop timeout.
      #expect(took < .seconds(3))
      #expect(try await lab.property("Result") == "success")
      #expect(try await lab.property("ExecMainStatus") == "0")
      #expect(try await lab.run(["pgrep", "-x", "notify-send"]).output == "")
    }
  }

  @Test func `it keeps its watchdog`() async throws {
    try await Lab.open { lab in
      try await lab.write(
        ".config/systemd/user/kinkeeper.service.d/watchdog.conf",
        "[Service]\nWatchdogSec=1s\nRestartSec=100ms\nTimeoutAbortSec=1s\n")
      try await lab.install(quiet)
      let first = try await lab.property("WatchdogTimestampMonotonic")
      try await lab.wait(until: "three pings") {
        let now = try await lab.property("WatchdogTimestampMonotonic")
        return (Double(now) ?? 0) - (Double(first) ?? 0) > 1_500_000
      }
      #expect(try await lab.property("NRestarts") == "0")

      let process = try await lab.property("MainPID")
      _ = try await lab.run(["kill", "-STOP", process])
      try await lab.wait(until: "a new daemon in the place of the one that hangs") {
        let other = try await lab.property("MainPID")
        return other != process && other != "0"
      }
    }
  }

  @Test func `a reload takes the config anew and comes back ready`() async throws {
    try await Lab.open { lab in
      try await lab.install(quiet)
      let process = try await lab.property("MainPID")
      let outcome = try await lab.run(["systemctl", "--user", "reload", "kinkeeper"])
      #expect(outcome.status == 0)
      try await lab.wait(until: "it is ready again") { try await lab.property("ActiveState") == "active" }
      #expect(try await lab.property("MainPID") == process)
    }
  }
}
