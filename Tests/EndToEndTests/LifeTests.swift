import Foundation
import TestSupport
import Testing

/// An occurrence's life after its first reminder: put off, asked again, slept over.
@Suite("the life of a real reminder", .serialized)
struct LifeTests {
  @Test func `put off on the desktop, it comes back at its time, over a restart of the service`() async throws
  {
    try await Lab.open { lab in
      var config = HouseholdConfig()
      config.add("coffee-ana", title: "Coffee with Ana", once: HouseholdConfig.soon(6))
      try await lab.install(config)
      try await lab.makeClockMovable()
      _ = try await lab.reminder(of: "coffee-ana")
      try await lab.wait(until: "the notification") { try !lab.notifications().isEmpty }
      let shown = try lab.notifications().count
      // The buttons of a daemon that is gone would answer nothing: it takes them along, and its successor shows them anew.
      _ = try await lab.run(["systemctl", "--user", "stop", "kinkeeper"])
      try await lab.wait(until: "an empty screen") { try await lab.countShown() == 0 }
      _ = try await lab.run(["systemctl", "--user", "start", "kinkeeper"])
      try await lab.wait(until: "the notification of the next daemon") {
        try lab.notifications().count == shown + 1
      }
      #expect(try await lab.countShown() == 1)
      try await lab.press("Later")
      try await lab.wait(until: "the answer in the history") {
        try await lab.history().contains { $0.values.contains("snoozed") }
      }
      let restarted = try await lab.run(["systemctl", "--user", "restart", "kinkeeper"])
      #expect(restarted.status == 0)

      // Ten minutes before its time nothing comes; the daemon says that it has looked.
      try await lab.moveClock(to: 3000)
      try await lab.wait(until: "the daemon to see the clock") {
        try await lab.journal().contains { $0["MESSAGE"]?.hasPrefix("the clock was set") == true }
      }
      #expect(try await lab.journal(matching: [KnownMessage.snooze]).isEmpty)
      try await lab.moveClock(to: 3602)
      let entry = try await lab.wait(for: "the reminder that was put off") {
        try await lab.journal(matching: [KnownMessage.snooze]).first
      }
      #expect(entry["KIN_REMINDER"]?.hasSuffix("/snooze-1") == true)
      try await lab.wait(until: "its notification") { try lab.notifications().count == shown + 2 }
      #expect(try await lab.journal(matching: ["KIN_RITUAL=coffee-ana", KnownMessage.due]).count == 1)
    }
  }

  @Test func `a laptop asleep over three rituals shows one notification that names them`() async throws {
    try await Lab.open { lab in
      var config = HouseholdConfig()
      let names = ["Tea", "Walk", "Letter"]
      for (hours, name) in names.enumerated() {
        config.add(
          name.lowercased(), title: name, dailyAt: HouseholdConfig.soon(Double(hours + 1) * 3600))
      }
      try await lab.install(config)
      try await lab.makeClockMovable()
      try await lab.moveClock(to: 4 * 3600)
      let entry = try await lab.wait(for: "the digest") {
        try await lab.journal(matching: [KnownMessage.digest]).first
      }
      #expect(entry["KIN_MEMBERS"]?.split(separator: " ").count == 3)
      #expect(try await lab.journal(matching: [KnownMessage.digest, "KIN_RITUAL=walk"]).count == 1)
      #expect(try await lab.journal(matching: [KnownMessage.due]).isEmpty)
      let shown = try await lab.wait(for: "its notification") { try lab.notifications().first }
      #expect(shown.summary == "3 things, no hurry")
      for name in names { #expect(shown.body.contains("\(name): ")) }
      #expect(shown.actions.map(\.label) == ["Later"])

      // Its members are answered one by one; with the last of them it goes from the screen.
      for name in names {
        #expect(try await lab.countShown() == 1)
        let answered = try await lab.kin("done", name.lowercased())
        #expect(answered.status == 0, "\(answered.error)")
      }
      try await lab.wait(until: "an empty screen") { try await lab.countShown() == 0 }
      #expect(try lab.notifications().count == 1)
    }
  }

  @Test func `it is asked again in place of the first, not after Done, and anew once that is undone`()
    async throws
  {
    try await Lab.open { lab in
      var config = HouseholdConfig()
      config.add(
        "call-dad", title: "Call Dad", once: HouseholdConfig.soon(5),
        more: #""nudge": { "every": "4s", "times": 3 },"#)
      config.add("after", title: "After", once: HouseholdConfig.soon(15), more: #""via": ["journal"],"#)
      try await lab.install(config)
      let nudges = { try await lab.journal(matching: [KnownMessage.nudge, "KIN_RITUAL=call-dad"]) }
      let first = try await lab.wait(for: "the first nudge") { try await nudges().first }
      #expect(first["MESSAGE"]?.hasPrefix("Call Dad: Planned for") == true)
      try await lab.wait(until: "both notifications") { try lab.notifications().count == 2 }
      try await lab.wait(until: "one of them to go") { try await lab.countShown() == 1 }
      try await lab.press("Done")
      // By the time this one comes, another nudge would have come.
      _ = try await lab.reminder(of: "after")
      #expect(try await nudges().count == 1)

      let undone = try await lab.kin("undo", "call-dad")
      #expect(undone.status == 0, "\(undone.error)")
      _ = try await lab.wait(for: "the next nudge") {
        try await nudges().first { $0["KIN_REMINDER"]?.hasSuffix("/nudge-2") == true }
      }
    }
  }
}
