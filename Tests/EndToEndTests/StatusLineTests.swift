import Foundation
import TestSupport
import Testing

/// A status bar's helper, beside a daemon that comes and goes.
@Suite("kin status --follow, for real", .serialized)
struct StatusLineTests {
  @Test func `each change is a line: due, answered on the desktop, the daemon restarted, the config edited`()
    async throws
  {
    try await Lab.open { lab in
      var config = HouseholdConfig()
      config.add("coffee-ana", title: "Coffee with Ana", once: HouseholdConfig.soon(5))
      config.add("tea", title: "Tea", once: HouseholdConfig.soon(100_000))
      try await lab.install(config)
      let kin = lab.home + "/.local/bin/kin"
      _ = try await lab.run([
        "sh", "-c", "\(kin) status --follow --format json >bar 2>bar-error & echo $! >pid",
      ])
      func lines() throws -> [String] { try lab.read("bar").split(separator: "\n").map(String.init) }
      func wait(for what: String) async throws {
        try await lab.wait(until: what) { try lines().last?.contains(what) == true }
      }
      try await wait(for: #""class":"next","text":"Coffee with Ana, "#)
      try await wait(for: #""class":"open","text":"Coffee with Ana""#)
      try await lab.wait(until: "the notification") { try await lab.countShown() == 1 }
      try await lab.press("Done")
      try await wait(for: #""class":"next","text":"Tea, "#)
      _ = try await lab.run(["systemctl", "--user", "stop", "kinkeeper"])
      try await wait(for: #""class":"problem""#)
      _ = try await lab.run(["systemctl", "--user", "start", "kinkeeper"])
      try await wait(for: #""class":"next","text":"Tea, "#)
      var other = HouseholdConfig()
      other.add("walk", title: "Walk", once: HouseholdConfig.soon(200_000))
      try await lab.write(Lab.config, other.text)
      try await wait(for: #""class":"next","text":"Walk, "#)
      let all = try lines()
      #expect(zip(all, all.dropFirst()).allSatisfy { $0 != $1 }, "a line is a change")
      #expect(try lab.read("bar-error") == "")
      // Two accounts of how often it ran, three seconds apart.
      let account = "awk '/voluntary_ctxt/ { all += $2 } END { print all }' /proc/$(cat pid)/task/*/status"
      try await lab.wait(until: "three seconds in which nothing wakes it") {
        let both = try await lab.run(["sh", "-c", "\(account); sleep 3; \(account)"]).output
        return Set(both.split(separator: "\n")).count == 1
      }
    }
  }

  @Test func `it ends with its reader`() async throws {
    try await Lab.open { lab in
      var config = HouseholdConfig()
      config.add("tea", title: "Tea", once: HouseholdConfig.soon(100_000))
      try await lab.install(config)
      let kin = lab.home + "/.local/bin/kin"
      let outcome = try await lab.run([
        "sh", "-c", "{ \(kin) status --follow & echo $! >pid; wait; } | head -n 1",
      ])
      #expect(outcome.output.hasPrefix("Tea, "))
      try await lab.wait(until: "its end") {
        try await lab.run(["sh", "-c", "kill -0 $(cat pid) 2>/dev/null || echo gone"]).output == "gone\n"
      }
    }
  }
}
