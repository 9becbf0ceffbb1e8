import Foundation
import TestSupport
import Testing

/// The desktop over the session bus, beside a real notification server that comes and goes.
@Suite("notifications, for real", .serialized)
struct NotificationTests {
  private func coffee(_ more: String = "") -> HouseholdConfig {
    var config = HouseholdConfig()
    config.add("coffee-ana", title: "Coffee with Ana", once: HouseholdConfig.soon(4), more: more)
    return config
  }

  @Test func `a server that restarts shows it again, and an answer there counts`() async throws {
    try await Lab.open { lab in
      try await lab.install(coffee())
      try await lab.wait(until: "the notification") { try lab.notifications().count == 1 }
      try await lab.stopNotifications()
      try await lab.startNotifications()
      try await lab.wait(until: "the same on the next server") { try lab.notifications().count == 2 }
      let both = try lab.notifications()
      #expect(both[0] == both[1] && both[1].replaces == 0, "with the first number of a new server")
      #expect(try await lab.countShown() == 1)
      try await lab.press("Done")
      try await lab.wait(until: "the answer in the history") {
        try await lab.history().contains { $0.values.contains("done") }
      }
      try await lab.wait(until: "an empty screen") { try await lab.countShown() == 0 }
    }
  }

  @Test func `a number of ours that is another program's on the next server stays there`() async throws {
    try await Lab.open { lab in
      var config = coffee()
      config.add("tea", title: "Tea", once: HouseholdConfig.soon(100_000), more: #""via": ["journal"],"#)
      try await lab.install(config)
      let shown = try await lab.wait(for: "the notification") { try lab.notifications().first }
      try await lab.stopNotifications()
      let answer = try await lab.kin("done", "coffee-ana")
      #expect(answer.status == 0, "\(answer.error)")
      // Once it delivers what was asked for later, it knows of the answer.
      _ = try await lab.kin("remind", "tea")
      try await lab.wait(until: "the reminder that was asked for") {
        try await !lab.journal(matching: ["KIN_RITUAL=tea", KnownMessage.asked]).isEmpty
      }
      try await lab.startNotifications()
      _ = try await lab.run(["notify-send", "--", "somebody else's"])
      let foreign = try await lab.wait(for: "the foreign one") { try lab.notifications().dropFirst().first }
      #expect(foreign.id == shown.id && foreign.summary == "somebody else's")
      _ = try await lab.run(["systemctl", "--user", "restart", "kinkeeper"])
      #expect(try await lab.countShown() == 1)
      #expect(try !lab.read(".bus-log").contains("CloseNotification"))
    }
  }

  @Test func `without a server it waits and says so, and is shown when one comes`() async throws {
    try await Lab.open { lab in
      try await lab.stopNotifications()
      try await lab.install(coffee())
      _ = try await lab.reminder(of: "coffee-ana")
      try await lab.wait(until: "the account of it") {
        try await lab.journal().contains { $0["MESSAGE"]?.contains("no notification server") == true }
      }
      #expect(try await lab.kin("status").output.contains("it is shown once one comes"))
      try await lab.startNotifications()
      try await lab.wait(until: "the notification") { try lab.notifications().count == 1 }
      #expect(try await lab.countShown() == 1)
      try await lab.wait(until: "the delivery in the history") {
        try await !lab.kin("status").output.contains("no notification server")
      }
    }
  }

  @Test func `its text is in no arguments and no environment of any process`() async throws {
    try await Lab.open { lab in
      try await lab.write("marker", "Coffee with Ana\n")
      let search = "grep -lsaFf \(lab.home)/marker /proc/[0-9]*/cmdline /proc/[0-9]*/environ"
      try await lab.install(coffee(#""via": ["desktop", "notify-send"],"#))
      try await lab.wait(until: "both notifications") { try lab.notifications().count == 2 }
      #expect(
        try await lab.runAsRoot(["sh", "-c", search]).output != "", "the hook's is, so the search finds it")
      try await lab.write(Lab.config, coffee(#""via": ["desktop"],"#).text)
      _ = try await lab.kin("skip", "coffee-ana")
      try await lab.wait(until: "an empty screen") { try await lab.countShown() == 0 }
      let other = coffee(#""via": ["desktop"],"#)
      try await lab.write(Lab.config, other.text)
      _ = try await lab.kin("remind", "coffee-ana")
      try await lab.wait(until: "the notification") { try await lab.countShown() == 1 }
      #expect(try await lab.runAsRoot(["sh", "-c", search]).output == "")
    }
  }
}
