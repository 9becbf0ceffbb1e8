import CivilTime
import Glibc
import Rituals
import TestSupport
import Testing

extension FaultTests {
  /// Hooks that misbehave.
  @Suite("hooks", .serialized)
  struct HookFaultTests {
    @Test("one that hangs is ended at its deadline and holds no other reminder up")
    func hangs() throws {
      let sandbox = try Sandbox(config: "")
      let heard = sandbox.folder("heard")
      sandbox.folder.write(
        Household.config(
          """
          { "id": "one", "title": "One", "when": "once on 2031-01-05 at 10:00", "via": ["slow"] },
          { "id": "two", "title": "Two", "when": "once on 2031-01-05 at 10:00", "via": ["quick", "journal"] }
          """,
          hooks: """
            { "slow": { "run": ["sh", "-c", "echo $$ >'\(sandbox.folder("slow"))'; sleep 1000"], "timeout": "1s" },
              "quick": { "run": ["sh", "-c", "echo $KIN_REMINDER >>'\(heard)'"], "timeout": "10s" } }
            """), to: "config.json")
      try sandbox.runOnce(.init(clock: Household.morning))
      let process = try sandbox.start(.init(clock: Household.due))
      try sandbox.waitForReminder("two@2031-01-05T10:00/due")
      try sandbox.wait("the other hook") { _ in
        (try? TextFile.read(heard)) == "two@2031-01-05T10:00/due\n"
      }
      try sandbox.wait("word of the missed deadline") {
        $0.notes.contains { $0.contains("slow could not deliver one@") }
      }
      let group = try #require(pid_t(String(try TextFile.read(sandbox.folder("slow")).dropLast())))
      try sandbox.wait("the end of its whole group") { _ in Glibc.kill(-group, 0) != 0 }
      try process.stop()
    }

    @Test("one that floods its output costs no memory and is delivered all the same")
    func floods() throws {
      let flood =
        #"{ "flood": { "run": ["sh", "-c", "yes 'much ado' | head -c 100000000; echo done"], "timeout": "60s" } }"#
      let sandbox = try Sandbox(config: Household.tea(via: #""flood""#, hooks: flood))
      try sandbox.runOnce(.init(clock: Household.morning))
      let process = try sandbox.start(.init(clock: Household.due))
      try sandbox.waitUntilReady(process)
      let before = try peakMemory(process)
      try sandbox.wait("the record") { sandbox in
        try sandbox.liveEvents().contains { $0.fact == .delivered(.due, channel: .hook("flood")) }
      }
      #expect(try peakMemory(process) - before < 8192, "KiB")
      try process.stop()
      let events = try sandbox.history().events
      #expect(
        !events.contains { if case .done = $0.fact { true } else { false } },
        "an answer behind 64 KiB is not heard")
    }

    @Test("SIGTERM in the midst of one ends the daemon within a second and leaves nobody behind")
    func terminated() throws {
      let sandbox = try Sandbox(config: "")
      let own = sandbox.folder("own")
      let hook = "trap '' TERM; echo $$ >'\(own).new'; mv '\(own).new' '\(own)'; while :; do sleep 1000; done"
      sandbox.folder.write(
        Household.tea(
          via: #""stubborn""#, hooks: #"{ "stubborn": { "run": ["sh", "-c", "\#(hook)"], "timeout": "1h" } }"#
        ),
        to: "config.json")
      try sandbox.runOnce(.init(clock: Household.morning))
      let process = try sandbox.start(.init(clock: Household.due))
      try sandbox.wait("the hook") { _ in access(own, R_OK) == 0 }
      let group = try #require(pid_t(String(try TextFile.read(own).dropLast())))
      let start = ContinuousClock.now
      try process.stop()
      let took = ContinuousClock.now - start
      // A second, and what a busy machine adds; the hook would have gone on for 1000.
      #expect(took < .seconds(2), "\(took)")
      #expect(process.end == 0)
      try sandbox.wait("the end of the hook's group") { _ in Glibc.kill(-group, 0) != 0 }
    }

    /// In KiB, by proc_pid_status(5).
    private func peakMemory(_ process: DaemonProcess) throws -> Int {
      let status = try TextFile.read("/proc/\(process.identifier)/status")
      let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
      return try #require(line.split { $0 == " " || $0 == "\t" }.dropFirst().first.flatMap { Int($0) })
    }
  }
}
