import CivilTime
import Glibc
import TestSupport
import Testing

extension FaultTests {
  /// A state folder on a file system without locks, as NFS without lockd: reminders come, they are recorded, and the
  /// status says what is missing.
  @Suite("locks", .serialized)
  struct LockFaultTests {
    private static let atTen = "tea@2031-01-05T10:00/due"

    private func start(_ sandbox: Sandbox, errno code: Int32, clock: Instant) -> Sandbox.Start {
      .init(
        clock: clock, preload: ["lock"],
        environment: ["FAULT_LOCK": String(code), "FAULT_LOCK_FOLDER": sandbox.folder.path])
    }

    @Test(
      "reminders are given and recorded, and the reason is in the status",
      arguments: [ENOLCK, EOPNOTSUPP, ENOSYS])
    func noLocks(code: Int32) throws {
      let sandbox = try Sandbox(config: Household.tea())
      try sandbox.runOnce(start(sandbox, errno: code, clock: Household.morning))
      let process = try sandbox.start(start(sandbox, errno: code, clock: Household.due))
      try sandbox.waitForReminder(LockFaultTests.atTen)
      let words = "has no locks (\(String(cString: strerror(code))))"
      try sandbox.waitForStatus(words) { $0.contains(words) }
      try sandbox.wait("a word in the journal") { $0.notes.contains { $0.contains(words) } }
      try process.stop()
      // Once more: nothing is given twice, so it was recorded.
      try sandbox.runOnce(start(sandbox, errno: code, clock: Household.due))
      let verdict = try sandbox.verdict(due: [LockFaultTests.atTen])
      #expect(verdict.isKept && verdict.repeats == 0, "\(verdict)")
    }

    @Test("a history that had locks, and its log, goes on without them, and back")
    func moved() throws {
      let sandbox = try Sandbox(config: Household.tea())
      try sandbox.runOnce(.init(clock: Household.morning))
      try sandbox.runOnce(start(sandbox, errno: ENOLCK, clock: Household.due))
      try sandbox.runOnce(.init(clock: Household.due))
      let verdict = try sandbox.verdict(due: [LockFaultTests.atTen])
      #expect(verdict.isKept && verdict.repeats == 0, "\(verdict)")
    }

    @Test("a second daemon of the same machine still finds the folder in use")
    func second() throws {
      let sandbox = try Sandbox(config: Household.tea())
      let first = try sandbox.start(start(sandbox, errno: ENOLCK, clock: Household.morning))
      try sandbox.waitUntilReady(first)
      let second = try sandbox.start(start(sandbox, errno: ENOLCK, clock: Household.morning))
      try sandbox.wait("the second's end") { _ in second.hasEnded }
      #expect(second.end == 75)
      try first.stop()
    }

    @Test("kin answers beside the daemon, and says in its status what is missing")
    func answers() throws {
      let sandbox = try Sandbox(config: Household.tea())
      try sandbox.runOnce(start(sandbox, errno: ENOLCK, clock: Household.morning))
      let process = try sandbox.start(start(sandbox, errno: ENOLCK, clock: Household.due))
      try sandbox.waitForReminder(LockFaultTests.atTen)
      let settings = [
        "FAULT_LOCK": String(ENOLCK), "FAULT_LOCK_FOLDER": sandbox.folder.path,
        "LD_PRELOAD": try Machine.preload("lock"), "HOME": sandbox.folder.path, "PATH": "/usr/bin:/bin",
      ]
      func kin(_ words: String...) throws -> Command.Outcome {
        try Command(
          [Project.programs + "/kin"] + words + ["--config", sandbox.config, "--state", sandbox.state],
          environment: settings
        ).run()
      }
      let done = try kin("done", LockFaultTests.atTen.split(separator: "/").first.map(String.init) ?? "")
      #expect(done.status == 0, "\(done.error)")
      #expect(try kin("history", "--json").output.contains("\"done\""))
      #expect(try kin("status").output.contains("has no locks (No locks available)"))
      try process.stop()
    }
  }
}
