import CivilTime
import Glibc
import Rituals
import TestSupport
import Testing

@testable import History

extension FaultTests {
  /// The disk under the history fails in one way or another. The reminder comes all the same, the fault is told, and
  /// the record follows without a restart.
  @Suite("storage", .serialized)
  struct StorageTests {
    private static let atTen = "tea@2031-01-05T10:00/due"
    /// Shortly before ten: time enough to make something fail.
    private static let shortlyBefore = Instant("2031-01-05T09:59:55Z")!

    /// Starts a daemon under which ten o'clock comes soon, breaks something, and sees it through.
    private func seeThrough(
      _ sandbox: Sandbox, _ start: Sandbox.Start, telling words: String,
      break breakIt: (DaemonProcess) throws -> Void, mend: (DaemonProcess) throws -> Void
    ) throws -> DaemonProcess {
      var start = start
      start.clock = StorageTests.shortlyBefore
      let process = try sandbox.start(start)
      try sandbox.waitUntilReady(process)
      try breakIt(process)
      try #require(sandbox.given.isEmpty, "the machine was too slow for this test: ten o'clock came first")
      try sandbox.waitForReminder(StorageTests.atTen)
      try sandbox.waitForStatus(words) { $0.contains(words) }
      try sandbox.wait("a word in the journal") { $0.notes.contains { $0.contains(words) } }
      try mend(process)
      try sandbox.waitForStatus("nothing wrong") { !$0.contains(words) }
      return process
    }

    /// The record is whole, and a daemon that starts again has nothing to add.
    private func checkRecord(_ sandbox: Sandbox) throws {
      try sandbox.runOnce(.init(clock: Household.due))
      let verdict = try sandbox.verdict(due: [StorageTests.atTen])
      #expect(verdict.isKept && verdict.repeats == 0, "\(verdict)")
    }

    @Test("a full disk", .needs("nsenter"))
    func fullDisk() throws {
      let sandbox = try Sandbox(config: Household.tea())
      sandbox.folder.makeFolder("state")
      let process = try seeThrough(
        sandbox, .init(setup: "mount -t tmpfs -o size=1m,mode=700 faults '\(sandbox.state)'"),
        telling: "the disk is full"
      ) { process in
        _ = try sandbox.inside(process, "cat /dev/zero >'\(sandbox.state)/filler'; true")
      } mend: { process in
        try sandbox.inside(process, "rm '\(sandbox.state)/filler'")
      }
      // What is mounted there goes with the process.
      try sandbox.inside(
        process,
        "mkdir '\(sandbox.folder.path)/kept' && cp -a '\(sandbox.state)/.' '\(sandbox.folder.path)/kept'")
      try process.stop()
      #expect(try Command(["cp", "-a", sandbox.folder("kept") + "/.", sandbox.state]).run().status == 0)
      try checkRecord(sandbox)
    }

    @Test("a disk that is full at the start already", .needs("nsenter"))
    func fullAtStart() throws {
      let sandbox = try Sandbox(config: Household.tea())
      try sandbox.runOnce(.init(clock: Household.morning))
      let (state, kept) = (sandbox.state, sandbox.folder("kept"))
      let process = try sandbox.start(
        .init(
          clock: Household.due,
          setup: """
            mkdir '\(kept)'; cp -a '\(state)/.' '\(kept)'
            mount -t tmpfs -o size=1m,mode=700 faults '\(state)'; cp -a '\(kept)/.' '\(state)'
            rm '\(kept)'/*; cat /dev/zero >'\(state)/filler' || :
            """))
      try sandbox.waitForReminder(StorageTests.atTen)
      try sandbox.waitForStatus("what is wrong") { $0.contains("cannot") }
      try sandbox.inside(process, "rm '\(state)/filler'")
      try sandbox.waitForStatus("nothing wrong") { !$0.contains("cannot") }
      try sandbox.inside(process, "cp -a '\(state)/.' '\(kept)'")
      try process.stop()
      #expect(try Command(["cp", "-a", kept + "/.", state]).run().status == 0)
      try checkRecord(sandbox)
    }

    @Test("a disk on which fsync fails")
    func failingSync() throws {
      let sandbox = try Sandbox(config: Household.tea())
      let switchFile = sandbox.folder("fsync-fails")
      let process = try seeThrough(
        sandbox, .init(preload: ["sync"], environment: ["FAULT_SYNC_FILE": switchFile]),
        telling: "cannot record"
      ) { _ in
        sandbox.folder.write("", to: "fsync-fails")
      } mend: { _ in
        unlink(switchFile)
      }
      try process.stop()
      try checkRecord(sandbox)
    }

    @Test("a history that another program holds locked")
    func locked() throws {
      let sandbox = try Sandbox(config: Household.tea())
      var other: Database?
      let process = try seeThrough(sandbox, .init(), telling: "another program holds the history locked") {
        _ in
        other = try Database(.history(HistoryStore.path(in: sandbox.state)))
        try other?.execute("BEGIN IMMEDIATE", doing: "lock")
      } mend: { _ in
        try other?.execute("ROLLBACK", doing: "unlock")
      }
      try process.stop()
      other = nil
      try checkRecord(sandbox)
    }

    @Test(
      "a state folder that cannot be written at the start gives what was due as soon as it can",
      .needs("nsenter"))
    func readOnly() throws {
      let sandbox = try Sandbox(config: Household.tea())
      try sandbox.runOnce(.init(clock: Household.morning))
      let state = sandbox.state
      let process = try sandbox.start(
        .init(
          clock: Household.due,
          setup: "mount --bind '\(state)' '\(state)'; mount -o remount,bind,ro '\(state)'"))
      try sandbox.waitUntilReady(process)
      try sandbox.waitForStatus("the state folder") { $0.contains(state) }
      #expect(sandbox.given.isEmpty, "nobody knows yet what was given")
      try sandbox.inside(process, "mount -o remount,bind,rw '\(state)'")
      try sandbox.waitForReminder(StorageTests.atTen)
      try process.stop()
      try checkRecord(sandbox)
    }

    @Test(
      "a history that is deleted while in use is noticed, and nothing is given again",
      arguments: [true, false])
    func deleted(wholeFolder: Bool) throws {
      let sandbox = try Sandbox(config: Household.tea())
      let process = try sandbox.start(.init(clock: StorageTests.shortlyBefore))
      try sandbox.waitForReminder(StorageTests.atTen)
      if wholeFolder {
        // In one step: the daemon makes a new one at once.
        #expect(rename(sandbox.state, sandbox.folder("taken-away")) == 0)
      } else {
        unlink(HistoryStore.path(in: sandbox.state))
      }
      try sandbox.wait("a word of it") { $0.notes.contains { $0.contains("moved or deleted") } }
      try sandbox.wait("a new history") { _ in access(HistoryStore.path(in: sandbox.state), R_OK) == 0 }
      try process.stop()
      try sandbox.runOnce(.init(clock: Household.due.advanced(bySeconds: 300)))
      #expect(sandbox.given == [StorageTests.atTen])
      // And the next day's comes, by the new history.
      try sandbox.runOnce(.init(clock: Household.due.advanced(bySeconds: 86_400)))
      #expect(sandbox.given == [StorageTests.atTen, "tea@2031-01-06T10:00/due"])
    }

    @Test(
      "a damaged history with a daemon killed at any call of its repair gives nothing again", .needs("strace")
    )
    func damaged() throws {
      let template = try Sandbox(config: Household.four)
      try template.runOnce(.init(clock: Household.morning))
      // The copy is that of the morning: it knows nothing of what is given at ten.
      try template.runOnce(.init(clock: Household.morning))
      let path = HistoryStore.path(in: template.state)
      unlink(path + ".backup")
      do { try HistoryStore(folder: template.state, now: Household.morning).backUp(now: Household.morning) }
      try template.runOnce(.init(clock: Household.due))
      try #require(Set(template.given) == Set(Household.fourAtTen))
      do {
        let file = Glibc.open(path, O_RDWR | O_CLOEXEC)
        let noise = [UInt8](repeating: 0x5A, count: 8192)
        #expect(pwrite(file, noise, noise.count, 0) == noise.count)
        close(file)
      }
      var kills = 0
      let later = Household.due.advanced(bySeconds: 300)
      for call in ["rename", "unlink", "fsync", "fdatasync", "pwrite64"] {
        // Of the many writes every third.
        for number in stride(from: 1, through: 200, by: call == "pwrite64" ? 3 : 1) {
          let sandbox = try Sandbox(config: Household.four)
          #expect(try Command(["cp", "-a", template.state, sandbox.state]).run().status == 0)
          let process = try sandbox.start(
            .init(
              clock: later,
              strace: ["-e", "trace=\(call)", "-e", "inject=\(call):signal=KILL:when=\(number)"]))
          try sandbox.wait("the end or readiness") { sandbox in
            process.hasEnded || sandbox.told.contains { $0.contains("READY=1") }
          }
          try process.stop()
          if process.end == 0 { break }
          kills += 1
          try sandbox.runOnce(.init(clock: later))
          #expect(sandbox.given.isEmpty, "killed at \(call) number \(number)")
          let (events, pending, repair) = try sandbox.history()
          #expect(events.contains { $0.fact == .released } && pending == 0 && repair == nil)
        }
      }
      print("killed \(kills) times in a repair; nothing was given again")
      #expect(kills > 10)
    }

    @Test("a second daemon and a later version's history are refused, each with its exit code")
    func refusals() throws {
      let sandbox = try Sandbox(config: Household.tea())
      let first = try sandbox.start(.init(clock: Household.morning))
      try sandbox.waitUntilReady(first)
      let second = try sandbox.start(.init(clock: Household.morning))
      try sandbox.wait("the second's end") { _ in second.hasEnded }
      #expect(second.end == 75)
      try first.stop()
      do {
        let database = try Database(.history(HistoryStore.path(in: sandbox.state)))
        try database.execute("PRAGMA user_version = 1000", doing: "try")
      }
      let third = try sandbox.start(.init(clock: Household.due))
      try sandbox.wait("the third's end") { _ in third.hasEnded }
      #expect(third.end == 78)
      #expect(sandbox.given.isEmpty)
    }

    @Test("a home that is not there yet is waited for, and nothing is made in its place")
    func noHome() throws {
      let sandbox = try Sandbox(config: Household.tea())
      let home = sandbox.folder("home")
      let process = try sandbox.start(
        .init(
          clock: Household.morning, environment: ["HOME": home], arguments: ["--config", sandbox.config]))
      try sandbox.waitUntilReady(process)
      try sandbox.waitForStatus("the folder") { $0.contains(home) }
      #expect(access(home, F_OK) != 0)
      sandbox.folder.makeFolder("home")
      try sandbox.wait("the history") { _ in
        access(HistoryStore.path(in: home + "/.local/state/kinkeeper"), R_OK) == 0
      }
      try sandbox.waitForStatus("nothing wrong") { !$0.contains(home) }
      try process.stop()
      let (events, _, _) = try sandbox.history(in: home + "/.local/state/kinkeeper")
      #expect(events.contains { $0.ritual == "tea" })
    }
  }
}
