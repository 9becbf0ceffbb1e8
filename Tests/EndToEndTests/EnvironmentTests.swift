import Foundation
import TestSupport
import Testing

/// A desktop that comes up after the daemon: hooks see where its screen is.
@Suite("the environment of hooks", .serialized)
struct EnvironmentTests {
  @Test func `a hook sees what the user manager was told after the daemon's start`() async throws {
    try await Lab.open { lab in
      var config = HouseholdConfig()
      config.hooks =
        #"{ "env": { "run": ["sh", "-c", "env -0 > $HOME/seen.new; mv $HOME/seen.new $HOME/seen"] } }"#
      config.add(
        "coffee", title: "Coffee", once: HouseholdConfig.soon(8), more: #""via": ["journal", "env"],"#)
      try await lab.write(
        ".config/systemd/user/kinkeeper.service.d/own.conf", "[Service]\nEnvironment=FROM_UNIT=unit\n")
      try await lab.install(config)
      let odd = "it's\ttwo words \\ é"
      let set = try await lab.run([
        "systemctl", "--user", "set-environment", "WAYLAND_DISPLAY=wayland-7", "DISPLAY=:7", "ODD=\(odd)",
        "FROM_UNIT=manager",
      ])
      try #require(set.status == 0, "\(set.error)")
      _ = try await lab.reminder(of: "coffee")
      let seen = lab.home + "/seen"
      try await lab.wait(until: "the hook's environment") { FileManager.default.fileExists(atPath: seen) }
      let data = try await lab.run(["cat", seen]).output
      let variables = Set(data.split(separator: "\0").map(String.init))
      for expected in ["WAYLAND_DISPLAY=wayland-7", "DISPLAY=:7", "ODD=\(odd)", "FROM_UNIT=unit"] {
        #expect(variables.contains(expected), "\(data)")
      }
      #expect(variables.contains { $0.hasPrefix("KIN_TITLE=Coffee") })
      #expect(!variables.contains { $0.hasPrefix("NOTIFY_SOCKET=") })
    }
  }

  @Test func `a manager that doesn't answer delays a hook by two seconds at most`() async throws {
    try await Lab.open { lab in
      var config = HouseholdConfig()
      config.hooks =
        #"{ "env": { "run": ["sh", "-c", "date +%s.%N > $HOME/seen.new; mv $HOME/seen.new $HOME/seen"] } }"#
      let due = HouseholdConfig.soon(8)
      config.add("coffee", title: "Coffee", once: due, more: #""via": ["env"],"#)
      // A systemctl that hangs, first in the daemon's PATH.
      try await lab.write("slow/systemctl", "#!/bin/sh\nexec sleep 600\n")
      try await lab.write(
        ".config/systemd/user/kinkeeper.service.d/own.conf",
        "[Service]\nEnvironment=PATH=\(lab.home)/slow:/usr/bin:/bin\n")
      _ = try await lab.run(["chmod", "755", lab.home + "/slow/systemctl"])
      try await lab.install(config)
      let seen = lab.home + "/seen"
      try await lab.wait(until: "the hook") { FileManager.default.fileExists(atPath: seen) }
      let at = try #require(Double(try await lab.run(["cat", seen]).output.dropLast()))
      // Two seconds, and what a busy machine adds; systemctl itself would take 600.
      #expect(at - due.timeIntervalSince1970 < 8)
    }
  }
}
