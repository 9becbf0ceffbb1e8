import Dispatch
import Files
import Glibc
import Rituals
import TestSupport
import Testing

@testable import Hooks

/// Against real processes, well-behaved and not.
@Suite(.serialized) struct HookRunTests {
  private let folder = TemporaryFolder()
  private let poll: DescriptorPoll
  private var queue: DispatchQueue { poll.queue }

  init() throws { poll = try DescriptorPoll(queue: DispatchQueue(label: "test.hooks")) }

  private struct Ran {
    /// Nil where it did what it was asked for.
    var failure: DeliveryFailure?
    var cause: DeliveryFailure.Cause? { failure?.cause }
    var lines: [String]
    var seconds: Double
    /// How often the completion was called.
    var calls: Int
    var isSuccess: Bool { calls == 1 && failure == nil }
  }

  /// Runs to the end.
  private func run(
    _ arguments: [String], environment: [String: String] = [:], input: String = "",
    patience: HookCommand.Patience = .exit(within: .seconds(20)), grace: Duration = .seconds(5)
  ) -> Ran {
    let command = HookCommand(
      arguments: arguments, environment: environment, standardInput: input, patience: patience)
    return run(command, grace: grace)
  }

  private func run(_ command: HookCommand, grace: Duration = .seconds(5)) -> Ran {
    let lines = Recorder<String>()
    let results = Recorder<DeliveryFailure?>()
    let begin = DispatchTime.now()
    queue.sync {
      HookRun(
        command, on: poll, grace: grace, onLine: { lines.record($0) },
        completion: { results.record($0) })
      #expect(results.all.isEmpty, "completed before start returned")
    }
    let failure = results.first(1, seconds: 30).first ?? nil
    let seconds = Double(DispatchTime.now().uptimeNanoseconds - begin.uptimeNanoseconds) / 1e9
    return Ran(failure: failure, lines: lines.all, seconds: seconds, calls: results.all.count)
  }

  private func shell(_ script: String) -> [String] { ["/bin/sh", "-c", script] }

  /// A process that is there and not only waiting to be reaped.
  private func isAlive(_ process: pid_t) -> Bool {
    guard kill(process, 0) == 0, let file = fopen("/proc/\(process)/stat", "r") else { return false }
    defer { fclose(file) }
    var buffer = [CChar](repeating: 0, count: 512)
    let count = fread(&buffer, 1, buffer.count, file)
    let text = String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    return text.split(separator: ") ").last?.first != "Z"
  }

  // MARK: - What it gives and gets

  @Test func outputCodeAndErrorsAreReported() {
    let ran = run(shell("echo one; printf 'two\\r\\n'; printf three; echo why >&2; exit 7"))
    #expect(ran.cause == .exited(7))
    #expect(ran.failure?.lastWords == "why")
    #expect(ran.lines == ["one", "two", "three"])
    #expect(ran.calls == 1)
    #expect(run(["true"]).isSuccess)
  }

  @Test func argumentsGoAsTheyAreToNoShell() {
    let arguments = ["--version; rm -rf /", "$(id)", "", "a b", "ünïcode"]
    #expect(run(["printf", "<%s>\\n"] + arguments).lines == arguments.map { "<\($0)>" })
  }

  @Test func standardInputIsReadByPipeLoversAndByName() {
    let text = String(repeating: "0123456789\n", count: 100_000)
    #expect(run(["wc", "-c"], input: text).lines == ["1100000"])
    #expect(run(["cat", "/dev/stdin"], input: "by name\n").lines == ["by name"])
    #expect(run(["cat"]).lines == [])
    #expect(run(["true"], input: text).isSuccess, "not read at all")
  }

  @Test func aChildKnowsNothingOfOurSupervisor() async {
    // In a process of its own: the environment is one for all tests.
    await #expect(processExitsWith: .success) {
      let ours = [
        "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES",
        "MAINPID",
        "JOURNAL_STREAM",
      ]
      for name in ours { setenv(name, "1", 1) }
      setenv("KIN_TEST_KEPT", "kept", 1)
      setenv("KIN_TEST_REPLACED", "old", 1)
      let added = ["KIN_TEST_REPLACED": "new", "KIN_TITLE": "Coffee = good"]
      let lines = try HookRunTests().run(["env"], environment: added).lines
      for name in ours { try #require(!lines.contains { $0.hasPrefix(name + "=") }, "\(name)") }
      try #require(lines.contains("KIN_TEST_KEPT=kept"))
      try #require(lines.filter { $0.hasPrefix("KIN_TEST_REPLACED=") } == ["KIN_TEST_REPLACED=new"])
      try #require(lines.contains("KIN_TITLE=Coffee = good"))
    }
  }

  @Test func aChildHasThreeDescriptorsNoBlockedSignalAndItsOwnGroup() async {
    await #expect(processExitsWith: .success) {
      let suite = try HookRunTests()
      // Ignored and blocked here, and a descriptor that is not closed on exec, as a careless library leaves it.
      signal(SIGTERM, SIG_IGN)
      var blocked = sigset_t()
      sigemptyset(&blocked)
      sigaddset(&blocked, SIGHUP)
      sigprocmask(SIG_BLOCK, &blocked, nil)
      try #require(open("/dev/null", O_RDONLY) > 2)
      // `ls` opens the folder it reads as its fourth.
      try #require(suite.run(["ls", "/proc/self/fd"]).lines == ["0", "1", "2", "3"])
      let masks = suite.run(["grep", "-E", "^Sig(Blk|Ign):", "/proc/self/status"]).lines
      let childBlocks = masks.first.flatMap { UInt64($0.dropFirst("SigBlk:\t".count), radix: 16) }
      let childIgnores = masks.last.flatMap { UInt64($0.dropFirst("SigIgn:\t".count), radix: 16) }
      try #require(childBlocks == 0)
      // 32 and 33 are glibc's own: posix_spawn has them ignored in each child, and no program can say otherwise.
      try #require(childIgnores.map { $0 & ~(1 << 31 | 1 << 32) } == 0)
      let group =
        suite.run(["cut", "-d ", "-f1,5", "/proc/self/stat"]).lines.first?.split(separator: " ") ?? []
      try #require(group.count == 2 && group.first == group.last)
    }
  }

  @Test func aChildStartsAtHome() {
    #expect(run(["pwd"], environment: ["HOME": folder.path]).lines == [folder.path])
    #expect(run(["pwd"], environment: ["HOME": folder("none")]).lines == ["/"])
  }

  @Test func badTextIsReplaced() {
    let ran = run(["printf", "a\\377b\\n\\303"])
    #expect(ran.lines == ["a\u{FFFD}b", "\u{FFFD}"])
  }

  @Test func anEnormousArgumentIsCutAtACharacter() {
    let long = String(repeating: "ü", count: 100_000)
    let ran = run(["printf", "%s", long, "end"])
    #expect(ran.isSuccess)
    #expect(run(shell("printf %s \"$1\" | wc -c") + ["sh", long]).lines == ["131070"])
    #expect(run(shell("printf %s \"$LONG\" | wc -c"), environment: ["LONG": long]).lines == ["131066"])
  }

  @Test func tooManyEnormousOnesAreAFault() {
    let long = String(repeating: "x", count: 131_000)
    let outcome = run(["true"] + Array(repeating: long, count: 100)).cause
    guard case .couldNotStart(_, E2BIG) = outcome else {
      Issue.record("\(String(describing: outcome))")
      return
    }
  }

  // MARK: - What cannot start

  @Test func aMissingProgramIsSaidToBeMissing() {
    #expect(run(["no-such-program"]).cause == .notFound(program: "no-such-program"))
    #expect(run([folder("none")]).cause == .notFound(program: folder("none")))
    #expect(run(["true"], environment: ["PATH": folder.path]).cause == .notFound(program: "true"))
  }

  @Test func whatCannotBeRunIsAFault() {
    let plain = folder.write("echo hello\n", to: "plain", mode: 0o600)
    #expect(run([plain]).cause == .couldNotStart(program: plain, errno: EACCES))
    #expect(run([folder.path]).cause == .couldNotStart(program: folder.path, errno: EACCES))
    let nameless = folder.write("echo hello\n", to: "nameless", mode: 0o700)
    #expect(run([nameless]).cause == .couldNotStart(program: nameless, errno: ENOEXEC))
    let orphan = folder.write("#!/no/such/interpreter\n", to: "orphan", mode: 0o700)
    #expect(run([orphan]).cause == .couldNotStart(program: orphan, errno: ENOENT))
  }

  @Test func aProgramIsFoundAsAShellFindsIt() throws {
    folder.makeFolder("a")
    folder.makeFolder("b")
    folder.write("#!/bin/sh\necho a\n", to: "a/tool", mode: 0o600)
    folder.write("#!/bin/sh\necho b\n", to: "b/tool", mode: 0o700)
    let search = "relative:\(folder("none"))::\(folder("a")):\(folder("b"))"
    #expect(FoundProgram.find("tool", folders: search, from: "/") == .at(folder("b/tool")))
    #expect(FoundProgram.find("tool", folders: folder("a"), from: "/") == .notExecutable(folder("a/tool")))
    #expect(FoundProgram.find("b/tool", folders: nil, from: folder.path) == .at(folder("b/tool")))
    #expect(FoundProgram.find("tool", folders: "relative:.", from: folder.path) == .missing)
    #expect(run(["tool"], environment: ["PATH": search]).lines == ["b"])
  }

  @Test func whatCouldNotBeMeantSoIsRefused() {
    #expect(run([]).cause == .noProgram)
    #expect(run([""]).cause == .noProgram)
    #expect(run(["echo", "a\0b"]).cause == .nulInArgument(1))
    for (name, value) in [("", "x"), ("A=B", "x"), ("A", "x\0y"), ("A\0", "x")] {
      #expect(run(["true"], environment: [name: value]).cause == .badVariable(name))
    }
  }

  // MARK: - What does not end

  @Test func whatHangsIsEndedAtItsDeadline() {
    let ran = run(["sleep", "60"], patience: .exit(within: .milliseconds(200)))
    #expect(ran.cause == .timedOut(after: .milliseconds(200)))
    #expect(ran.seconds >= 0.2 && ran.seconds < 3)
  }

  @Test func whatIgnoresBeingAskedIsKilled() {
    let ran = run(
      shell("trap '' TERM; echo ready; while :; do sleep 1; done"),
      patience: .exit(within: .milliseconds(300)),
      grace: .milliseconds(300))
    #expect(ran.lines == ["ready"])
    #expect(ran.cause == .timedOut(after: .milliseconds(300)))
    #expect(ran.seconds >= 0.6 && ran.seconds < 4)
  }

  @Test func whatIsStoppedIsEndedToo() {
    let ran = run(shell("kill -STOP $$"), patience: .exit(within: .milliseconds(200)))
    #expect(ran.cause == .timedOut(after: .milliseconds(200)))
    #expect(ran.seconds < 3)
  }

  @Test func itsWholeGroupIsEndedWithIt() throws {
    let ran = run(
      shell("(trap '' TERM; sleep 60) & (trap '' TERM; exec sleep 61) & echo $!; wait"),
      patience: .exit(within: .milliseconds(300)), grace: .milliseconds(300))
    let grandchild = try #require(ran.lines.first.flatMap { pid_t($0) })
    #expect(ran.cause == .timedOut(after: .milliseconds(300)))
    #expect(eventually { !isAlive(grandchild) })
  }

  @Test func aGrandchildThatHoldsTheOutputDelaysNobody() throws {
    let ran = run(shell("sleep 30 & echo $!"))
    let grandchild = try #require(ran.lines.first.flatMap { pid_t($0) })
    #expect(ran.isSuccess)
    #expect(ran.seconds < 5)
    #expect(isAlive(grandchild), "a command that leaves something running may do so")
    kill(grandchild, SIGKILL)
  }

  @Test func aGrandchildThatFloodsTheOutputKeepsNobody() throws {
    let ran = run(shell("yes & echo $! >&2; exit 3"))
    #expect(ran.cause == .exited(3))
    #expect(ran.seconds < 5)
    let grandchild = try #require(ran.failure.flatMap { pid_t($0.lastWords) })
    // Its reader is gone: SIGPIPE ends it.
    #expect(eventually { !isAlive(grandchild) })
  }

  @Test func aFloodIsReadAndDropped() {
    let ran = run(shell("yes 0123456 | head -c 10000000; yes x | tr -d '\\n' | head -c 1000000 >&2; exit 3"))
    #expect(ran.cause == .exited(3))
    #expect(ran.lines.count == 65_536 / 8)
    #expect(ran.failure?.lastWords.utf8.count == 4096)
  }

  @Test func aSignalOfSomebodyElseIsReported() {
    #expect(run(shell("kill -SEGV $$")).cause == .signalled(SIGSEGV))
  }

  @Test func whatClosesItsOutputIsStillWaitedFor() {
    let ran = run(shell("exec >&- 2>&-; sleep 0.3; exit 5"))
    #expect(ran.cause == .exited(5))
    #expect(ran.seconds >= 0.3)
  }

  // MARK: - What waits for an answer

  @Test func anAnswerMayTakeItsTimeOnceSomethingWasSaid() {
    let patience = HookCommand.Patience.answer(firstLine: .milliseconds(500), then: .seconds(20))
    let ran = run(shell("echo 17; sleep 1; echo done"), patience: patience)
    #expect(ran.lines == ["17", "done"])
    #expect(ran.isSuccess)
  }

  @Test func whoSaysNothingIsEndedAtTheFirstDeadline() {
    let patience = HookCommand.Patience.answer(firstLine: .milliseconds(200), then: .seconds(20))
    let ran = run(shell("printf 'no line'; sleep 30"), patience: patience)
    #expect(ran.cause == .timedOut(after: .milliseconds(200)))
    #expect(ran.seconds < 4)
  }

  @Test func anAnswerThatDoesNotComeIsEndedAtTheSecondDeadline() {
    let patience = HookCommand.Patience.answer(firstLine: .seconds(10), then: .milliseconds(200))
    let ran = run(shell("echo 17; sleep 30"), patience: patience)
    #expect(ran.cause == .timedOut(after: .milliseconds(200)))
    #expect(ran.seconds < 4)
  }

  @Test func linesComeWhileItRuns() {
    let lines = Recorder<String>()
    let results = Recorder<DeliveryFailure?>()
    let command = HookCommand(
      arguments: shell("echo now; sleep 60"), patience: .answer(firstLine: .seconds(10), then: .seconds(60)))
    let run = queue.sync {
      HookRun(command, on: poll, onLine: { lines.record($0) }, completion: { results.record($0) })
    }
    #expect(lines.first(1) == ["now"])
    #expect(results.all.isEmpty)
    queue.sync {
      #expect(run.processIdentifier != nil)
      run.cancel()
      run.cancel()
    }
    #expect(results.first(1).map { $0?.cause } == [.cancelled])
    queue.sync { #expect(run.processIdentifier == nil) }
  }

  @Test func aRunCanBeEndedByAnotherSignal() {
    let results = Recorder<DeliveryFailure?>()
    let lines = Recorder<String>()
    let command = HookCommand(
      arguments: ["sh", "-c", "trap 'echo taken off; exit 0' INT; echo shown; sleep 60 & wait"],
      patience: .answer(firstLine: .seconds(20), then: .seconds(60)), withdrawal: SIGINT)
    let run = queue.sync {
      HookRun(command, on: poll, onLine: { lines.record($0) }, completion: { results.record($0) })
    }
    #expect(lines.first(1) == ["shown"])
    queue.sync { run.withdraw() }
    #expect(results.first(1).map { $0?.cause } == [.cancelled])
    #expect(lines.all == ["shown", "taken off"])
  }

  // MARK: - Many

  @Test func allAreCancelledAtOnce() {
    let results = Recorder<DeliveryFailure?>()
    let command = HookCommand(arguments: ["sleep", "60"], patience: .exit(within: .seconds(60)))
    queue.sync {
      let runs = (0..<10).map { _ in HookRun(command, on: poll, completion: { results.record($0) }) }
      for run in runs { run.cancel() }
    }
    #expect(results.first(10).map { $0?.cause } == Array(repeating: .cancelled, count: 10))
  }

  @Test func aRunLivesAsLongAsItsProcess() {
    final class Holder: @unchecked Sendable { weak var run: HookRun? }  // used on the queue alone
    let holder = Holder()
    let results = Recorder<DeliveryFailure?>()
    queue.sync {
      let command = HookCommand(arguments: ["sleep", "60"], patience: .exit(within: .seconds(60)))
      let run = HookRun(command, on: poll, completion: { results.record($0) })
      holder.run = run
    }
    queue.sync {
      #expect(holder.run != nil, "nobody else keeps it")
      holder.run?.cancel()
    }
    #expect(results.first(1).map { $0?.cause } == [.cancelled])
    #expect(eventually { queue.sync { holder.run == nil } })
  }

  @Test func twoHundredLeaveNoDescriptorAndNoZombieBehind() async {
    // In a process of its own: other tests open files and have children meanwhile.
    await #expect(processExitsWith: .success) {
      let suite = try HookRunTests()
      _ = suite.run(["true"])
      try #require(eventually { !openDescriptors().contains { $0.contains("pidfd") } })
      let before = openDescriptors().count
      for index in 0..<200 {
        let arguments =
          index % 4 == 0 ? ["no-such-program"] : suite.shell("cat; echo \(index); exit \(index)")
        let ran = suite.run(arguments, input: "x\n")
        try #require(ran.calls == 1)
        try #require(ran.lines == (index % 4 == 0 ? [] : ["x", "\(index)"]))
      }
      try #require(eventually { openDescriptors().count <= before }, "\(before) before: \(openDescriptors())")
      try #require(waitpid(-1, nil, WNOHANG) < 0 && errno == ECHILD)
    }
  }
}
