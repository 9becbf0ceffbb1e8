import CivilTime
import Glibc
import History
import Rituals
import TestSupport
import Testing

extension FaultTests {
  /// SIGKILL at system calls on the way from a plan to its record. After a clean restart every reminder is given and
  /// recorded.
  ///
  /// The calls that write, sync and send are all tried, one after another; of those that open and close, which are
  /// mostly the dynamic linker's, a sample. `FAULT_KILLS=all` tries every one; `FAULT_SEED=N` repeats a sample.
  @Suite("a crash", .serialized)
  struct CrashTests {
    /// strace counts `when=N` for each call apart.
    private static let always = [
      "pwrite64", "fdatasync", "fsync", "sendto", "sendmsg", "ftruncate", "unlink", "rename",
    ]
    private static let sampled = ["openat", "close", "read", "fcntl"]
    private static let sampleSize = 6

    @Test("at any system call loses nothing and repeats nothing unmarked", .needs("strace"))
    func kills() throws {
      let all = getenv("FAULT_KILLS").map { String(cString: $0) } == "all"
      let seed =
        getenv("FAULT_SEED").flatMap { UInt64(String(cString: $0)) } ?? UInt64.random(in: 0..<1_000_000)
      var random = SeededRandom(seed: seed)
      let template = try dayBefore()
      var kills = 0
      var repeats = 0
      for call in CrashTests.always {
        var number = 1
        while let verdict = try kill(at: call, number, template) {
          kills += 1
          repeats += verdict.repeats
          #expect(verdict.isKept, "killed at \(call) number \(number), seed \(seed): \(verdict)")
          number += 1
        }
      }
      for call in CrashTests.sampled {
        let count = try calls(of: call, template)
        let numbers =
          all
          ? Array(1...count)
          : (0..<CrashTests.sampleSize).map { _ in Int.random(in: 1...count, using: &random) }
        for number in numbers {
          guard let verdict = try kill(at: call, number, template) else { continue }
          kills += 1
          repeats += verdict.repeats
          #expect(verdict.isKept, "killed at \(call) number \(number), seed \(seed): \(verdict)")
        }
      }
      print("killed \(kills) times, \(repeats) repeats; seed \(seed)")
      #expect(kills > 40, "the kills hit what matters")
      #expect(repeats > 0, "some kills fall between giving and recording")
    }

    /// A day before: the weekly ritual was given and has no answer, and one of later was moved to the day itself.
    private func dayBefore() throws -> Sandbox {
      let template = try Sandbox(config: Household.life)
      let day: Int64 = -86_400
      try template.runOnce(.init(clock: Household.morning.advanced(bySeconds: day)))
      try template.runOnce(.init(clock: Household.due.advanced(bySeconds: day)))
      let moved = Household.due.advanced(bySeconds: day + 600)
      let gift = try #require(OccurrenceID("gift@2031-01-06T12:00"))
      let ten = try #require(OccurrenceID("gift@2031-01-05T10:00")).start
      try HistoryStore(folder: template.state, now: moved)
        .append([Event(at: moved, occurrence: gift, fact: .moved(to: ten))])
      return template
    }

    /// Kills the daemon at the `number`-th call, starts it again cleanly and judges; nil where it was not killed.
    private func kill(at call: String, _ number: Int, _ template: Sandbox) throws -> Verdict? {
      let sandbox = try copy(of: template)
      let process = try sandbox.start(
        .init(
          clock: Household.due,
          strace: ["-e", "trace=\(call)", "-e", "inject=\(call):signal=KILL:when=\(number)"]))
      try sandbox.wait("the end or the last reminder") { sandbox in
        process.hasEnded || Set(sandbox.given).count == Household.lifeAtTen.count
      }
      let wasKilled: Bool
      if process.hasEnded {
        wasKilled = true
      } else {
        try process.stop()
        wasKilled = process.end != 0
      }
      guard wasKilled else { return nil }
      try finish(sandbox)
      var verdict = try sandbox.verdict(due: Household.lifeAtTen, since: Household.due)
      if !sandbox.reminders.contains(where: { $0["KIN_KIND"] == "digest" }) {
        verdict.lost.append("the digest")
      }
      // What waits is noted once, and is lost neither.
      let held = try sandbox.history().events.filter { if case .held = $0.fact { true } else { false } }
      if held.map(\.occurrence?.description) != ["ring@2031-01-05T09:50"] {
        verdict.misrecorded.append("ring")
      }
      return verdict
    }

    /// The clean restart, which ends when all is done, the hook included.
    private func finish(_ sandbox: Sandbox) throws {
      let process = try sandbox.start(.init(clock: Household.due))
      try sandbox.waitUntilReady(process)
      try sandbox.wait("the hook") { sandbox in
        (try? TextFile.read(sandbox.folder("heard")))?.contains("tea@2031-01-05T10:00/due") == true
      }
      try process.stop()
    }

    @Test("in the making of the history leaves one that can be used", .needs("strace"))
    func firstStart() throws {
      var kills = 0
      for call in ["pwrite64", "fdatasync", "fsync", "ftruncate", "unlink", "rename", "mkdir"] {
        for number in 1...200 {
          let sandbox = try Sandbox(config: Household.four)
          let process = try sandbox.start(
            .init(
              clock: Household.morning,
              strace: ["-e", "trace=\(call)", "-e", "inject=\(call):signal=KILL:when=\(number)"]))
          try sandbox.wait("the end or readiness") { sandbox in
            process.hasEnded || sandbox.told.contains { $0.contains("READY=1") }
          }
          try process.stop()
          if process.end == 0 { break }
          kills += 1
          try sandbox.runOnce(.init(clock: Household.morning))
          try finish(sandbox)
          let verdict = try sandbox.verdict(due: Household.fourAtTen)
          #expect(verdict.isKept && verdict.repeats == 0, "killed at \(call) number \(number): \(verdict)")
        }
      }
      print("killed \(kills) times in the making of a history")
      #expect(kills > 10)
    }

    /// How often the daemon makes a call from its start to its end.
    private func calls(of call: String, _ template: Sandbox) throws -> Int {
      let sandbox = try copy(of: template)
      let log = sandbox.folder("calls")
      let process = try sandbox.start(
        .init(clock: Household.due, strace: ["-o", log, "-e", "trace=\(call)"]))
      try sandbox.wait("the last reminder") { Set($0.given).count == Household.lifeAtTen.count }
      try process.stop()
      // strace counts for each thread apart.
      var counts: [Substring: Int] = [:]
      // The tracer writes to the end and goes a moment after the traced.
      _ = eventually {
        let lines = ((try? TextFile.read(log)) ?? "").split(separator: "\n")
        counts = [:]
        for line in lines where line.contains(" \(call)(") {
          counts[line.prefix { $0 != " " }, default: 0] += 1
        }
        return lines.contains { $0.hasPrefix("\(process.identifier) ") && $0.contains("exited with") }
      }
      return max(counts.values.max() ?? 1, 1)
    }

    private func copy(of template: Sandbox) throws -> Sandbox {
      let sandbox = try Sandbox(config: Household.life)
      let copied = try Command(["cp", "-a", template.state, sandbox.state]).run()
      guard copied.status == 0 else { throw TextFile.Fault(path: template.state, reason: copied.error) }
      return sandbox
    }

    @Test("of a daemon that records before it delivers is found out by the same check")
    func recordFirst() throws {
      let sandbox = try Sandbox(config: Household.tea())
      try sandbox.runOnce(.init(clock: Household.morning))
      // What such a daemon leaves behind when it dies between recording and giving.
      let id = try #require(ReminderID("tea@2031-01-05T10:00/due"))
      do {
        let store = try HistoryStore(folder: sandbox.state, now: Household.due)
        _ = try store.intend([.init(id: id, message: "{}", channels: [])], events: [], at: Household.due)
        try store.record(
          delivered: [id],
          events: [Event(at: Household.due, occurrence: id.occurrence, fact: .reminded(.due, attempt: 1))],
          at: Household.due)
      }
      try sandbox.runOnce(.init(clock: Household.due))
      let verdict = try sandbox.verdict(due: [id.description])
      #expect(verdict.lost == [id.description])
      #expect(!verdict.isKept)
    }

    @Test("is judged by what the journal got and what the history holds")
    func judgement() throws {
      let id = try #require(ReminderID("tea@2031-01-05T10:00/due"))
      let entry = ["KIN_REMINDER": id.description]
      let event = Event(at: Household.due, occurrence: id.occurrence, fact: .reminded(.due, attempt: 1))
      func verdict(_ journal: [[String: String]], _ events: [Event]) -> Verdict {
        Verdict(due: [id.description], journal: journal, events: events)
      }
      #expect(verdict([entry], [event]).isKept)
      #expect(verdict([entry, entry.merging(["KIN_ATTEMPT": "2"]) { $1 }], [event]).isKept)
      #expect(verdict([], [event]).lost == [id.description])
      #expect(verdict([entry], []).misrecorded == [id.description])
      #expect(verdict([entry], [event, event]).misrecorded == [id.description])
      #expect(verdict([entry, entry], [event]).unmarked == [id.description])

      let digest = try #require(ReminderID("digest@2031-01-05T10:00/digest-1"))
      let several = ["KIN_REMINDER": digest.description, "KIN_MEMBERS": id.description]
      let given = Event(
        at: Household.due, occurrence: digest.occurrence, fact: .reminded(.digest(1), attempt: 1))
      let gathered = Event(at: Household.due, occurrence: id.occurrence, fact: .gathered(.due, into: digest))
      #expect(verdict([several], [given, gathered]).isKept)
      #expect(verdict([several], [given]).misrecorded == [id.description])
      #expect(verdict([several], [given, given, gathered]).misrecorded == [digest.description])
      #expect(verdict([several, entry], [given, gathered]).unmarked == [id.description])
    }
  }
}
