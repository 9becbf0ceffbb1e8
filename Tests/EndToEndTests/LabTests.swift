import TestSupport
import Testing

/// The ground that the other end-to-end tests stand on.
@Suite("the lab", .serialized)
struct LabTests {
  @Test func `a lab has a user manager, a journal, a bus, a display and notifications`() async throws {
    let folder = try await Lab.open { lab in
      let state = try await lab.run(["systemctl", "--user", "is-active", "default.target"])
      #expect(state.output == "active\n")

      let display = try await lab.run(["xdotool", "getdisplaygeometry"])
      #expect(display.output == "1024 600\n")

      let programs = try await lab.run(["ldd", lab.programs + "/kin", lab.programs + "/kinkeeperd"])
      #expect(programs.status == 0 && !programs.output.contains("not found"))

      _ = try await lab.run(["logger", "--journald"], input: "MESSAGE=two words\nKIN_RITUAL=coffee-ana\n")
      let entry = try await lab.wait(for: "the entry in the journal") {
        try await lab.journal(matching: ["KIN_RITUAL=coffee-ana"]).first
      }
      #expect(entry["MESSAGE"] == "two words")

      return lab.folder
    }
    #expect(throws: (any Error).self) { try TextFile.read(folder + "/lab.env") }
  }

  @Test func `a unit that notifies is started when it says so, and not before`() async throws {
    try await Lab.open { lab in
      let silent = try await lab.run([
        "systemd-run", "--user", "--unit=silent", "--property=Type=notify",
        "--property=TimeoutStartSec=1s", "sleep", "60",
      ])
      #expect(silent.status != 0)
      let started = try await lab.run([
        "systemd-run", "--user", "--unit=saying", "--property=Type=notify", "--property=NotifyAccess=all",
        "sh", "-c", "systemd-notify --ready --status=here; exec sleep 60",
      ])
      #expect(started.status == 0, "\(started.error)")
      let status = try await lab.run([
        "systemctl", "--user", "show", "-P", "StatusText", "saying.service",
      ])
      #expect(status.output == "here\n")
    }
  }

  @Test func `a notification is shown, and a pressed action comes back to its sender`() async throws {
    try await Lab.open { lab in
      async let answer = lab.run([
        "notify-send", "--urgency=critical", "--action=done=Done", "--action=later=Later", "--", "Coffee",
        "with Ana",
      ])
      let shown = try await lab.wait(for: "the notification") { try lab.notifications().first }
      #expect(shown.summary == "Coffee")
      #expect(shown.body == "with Ana")
      #expect(shown.urgency == 2)
      #expect(shown.actions.map(\.key) == ["done", "later"])
      #expect(shown.actions.map(\.label) == ["Done", "Later"])

      try await lab.press("Later")
      let outcome = try await answer
      #expect(outcome.output == "later\n")
      #expect(outcome.status == 0)
    }
  }

  @Test func `labs stand side by side`() async throws {
    try await Lab.open { one in
      try await Lab.open { other in
        _ = try await one.run(["notify-send", "--", "for one"])
        _ = try await other.run(["notify-send", "--", "for the other"])
        try await one.wait(until: "its notification") {
          try one.notifications().map(\.summary) == ["for one"]
        }
        try await other.wait(until: "its notification") {
          try other.notifications().map(\.summary) == ["for the other"]
        }
      }
    }
  }

  @Test func `nothing of a lab outlives it, whatever runs in it`() async throws {
    let mark = "61.\(UInt32.random(in: 100_000...999_999))"
    let sleepers = "^[^ ]*sleep \(mark)"
    let folder = try await Lab.open { lab in
      _ = try await lab.run(["sh", "-c", "setsid sh -c 'trap \"\" TERM; sleep \(mark)' >/dev/null 2>&1 &"])
      _ = try await lab.run(["systemd-run", "--user", "sleep", mark])
      try await lab.wait(until: "both sleepers") {
        try await Command(["pgrep", "-fc", sleepers]).run().output == "2\n"
      }
      return lab.folder
    }
    #expect(try await Command(["pgrep", "-fc", sleepers]).run().output == "0\n")
    #expect(try await Command(["grep", "-c", folder, "/proc/self/mounts"]).run().output == "0\n")
    let groups = try await Command(["find", "/sys/fs/cgroup", "-name", String(folder.dropFirst(5))]).run()
    #expect(groups.output == "")
  }

  @Test func `a condition that never comes true ends the waiting`() async throws {
    try await Lab.open { lab in
      await #expect(throws: WaitedInVain.self) {
        try await lab.wait(until: "never", seconds: 0.1) { false }
      }
    }
  }

  @Test func `a lab that cannot start names the part`() async throws {
    let failure = await #expect(throws: LabFailure.self) { _ = try await Lab.start(programs: "/nowhere") }
    #expect(failure?.part == "programs")
    #expect(failure?.reason == "not built in /nowhere")
    #expect(LabFailure(saying: "failed: user manager: no cgroup: here")?.part == "user manager")
    #expect(LabFailure(saying: "failed: user manager: no cgroup: here")?.reason == "no cgroup: here")
    #expect(LabFailure(saying: "ready") == nil)
  }
}
