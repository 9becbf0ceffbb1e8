import CLinux
import Dispatch
import Files
import Glibc
import Rituals
import Synchronization

/// One run of a command.
///
/// With posix_spawn(3), a pidfd and a `DescriptorPoll` instead of swift-subprocess, for three reasons: swift-subprocess
/// waits until the output ends, and so for any grandchild that keeps it open (swift-subprocess#256), its fallback to fork
/// can deadlock in a process with threads (#374), and its tasks would leave the daemon's one queue.
///
/// | state      | what happened              | what follows                                                  |
/// |------------|----------------------------|---------------------------------------------------------------|
/// | `waiting`  | not started, or running    | exit → `reported`; the deadline or `cancel` → `ending`        |
/// | `ending`   | SIGTERM to the whole group | exit → `reported`; the end of the grace → `killed`            |
/// | `killed`   | SIGKILL to the whole group | exit, or another grace if the kernel holds it, → `reported`   |
/// | `reported` | the completion was called  | after the exit, nothing keeps it alive                        |
public final class HookRun {
  private enum State {
    case waiting
    case ending(DeliveryFailure.Cause)
    case killed(DeliveryFailure.Cause)
    case reported
  }

  /// Bytes of standard output that count; the rest is read and dropped.
  private static let outputLimit = 65_536
  /// Bytes of standard error that are kept.
  private static let errorLimit = 4096

  private let command: HookCommand
  private let poll: DescriptorPoll
  private let grace: Duration
  private let onLine: @Sendable (String) -> Void
  private let completion: @Sendable (DeliveryFailure?) -> Void

  private var state = State.waiting
  private var process: pid_t?
  /// Keeps the run alive while there is a process.
  private var exit: DescriptorPoll.Watch?
  private var pidfd: Int32 = -1
  private var timer: (any DispatchSourceTimer)?
  private var deadline: Duration = .zero
  private var output: ChildOutput?
  private var error: ChildOutput?
  private var lines = LineSplitter(limit: outputLimit)
  private var errorBytes: [UInt8] = []
  private var hasSpoken = false

  /// Starts a command. Calls both handlers on the queue of `poll`, never before this returns. Make and use it on that queue;
  /// it need not be kept.
  ///
  /// - Parameters:
  ///   - grace: the time between SIGTERM and SIGKILL.
  ///   - onLine: called with each line of standard output as it arrives.
  ///   - completion: called once, last, even if nothing could be started: with the reason why the command did not do what
  ///     it was asked for, nil if it ended with code 0.
  @discardableResult public init(
    _ command: HookCommand, on poll: DescriptorPoll, grace: Duration = .seconds(5),
    onLine: @escaping @Sendable (String) -> Void = { _ in },
    completion: @escaping @Sendable (DeliveryFailure?) -> Void
  ) {
    (self.command, self.poll, self.grace) = (command, poll, grace)
    (self.onLine, self.completion) = (onLine, completion)
    do throws(DeliveryFailure.Cause) { try start() } catch {
      let item = DispatchWorkItem { self.report(error) }
      poll.queue.async(execute: item)
    }
  }

  /// Starts a command for what it prints: the completion gets all lines of standard output, and why the command failed, nil
  /// if it ended with code 0.
  @discardableResult public static func lines(
    of command: HookCommand, on poll: DescriptorPoll, grace: Duration = .seconds(5),
    completion: @escaping @Sendable ([String], DeliveryFailure?) -> Void
  ) -> HookRun {
    let lines = Lines()
    return HookRun(command, on: poll, grace: grace) { line in
      lines.all.withLock { $0.append(line) }
    } completion: { failure in
      completion(lines.all.withLock { $0 }, failure)
    }
  }

  private final class Lines: Sendable { let all = Mutex<[String]>([]) }

  /// The process, while there is one.
  public var processIdentifier: pid_t? { process }

  /// Stops it like a missed deadline: SIGTERM to its group, then SIGKILL after the grace. Still calls the completion.
  public func cancel() { cancel(by: SIGTERM) }

  /// Stops it and has it take off the screen what it shows: by its own signal for that.
  public func withdraw() { cancel(by: command.withdrawal) }

  private func cancel(by signal: Int32) {
    guard case .waiting = state else { return }
    end(.cancelled, by: signal)
  }

  // MARK: - Start

  private func start() throws(DeliveryFailure.Cause) {
    let child = try ChildProcess(command)
    func fault(_ code: Int32) -> DeliveryFailure.Cause { .couldNotStart(program: child.path, errno: code) }
    guard let input = inputDescriptor(command.standardInput), let outputPipe = Pipe(), let errorPipe = Pipe()
    else { throw fault(errno) }
    let (process, code) = child.spawn(input: input, output: outputPipe.childs, error: errorPipe.childs)
    guard code == 0 else { throw fault(code) }
    output = ChildOutput(descriptor: outputPipe.ours.release(), on: poll) { [weak self] in
      self?.takeOutput($0)
    }
    error =
      output == nil
      ? nil
      : ChildOutput(descriptor: errorPipe.ours.release(), on: poll) { [weak self] in self?.takeError($0) }
    guard error != nil, watchExit(of: process) else {
      let code = errno
      // It can't be watched, so it must not run. A killed process ends soon.
      kill(-process, SIGKILL)
      while waitpid(process, nil, 0) < 0 && errno == EINTR {}
      throw fault(code)
    }
    self.process = process
    switch command.patience {
    case .exit(let within): setDeadline(within)
    case .answer(let firstLine, _): setDeadline(firstLine)
    }
  }

  /// Returns false, with errno, on failure.
  private func watchExit(of process: pid_t) -> Bool {
    pidfd = linux_pidfd_open(process)
    guard pidfd >= 0 else { return false }
    exit = poll.watch(pidfd, .readable) { self.hasExited() }
    guard exit == nil else { return true }
    let code = errno
    close(pidfd)
    errno = code
    return false
  }

  // MARK: - Output

  private func takeOutput(_ bytes: UnsafeRawBufferPointer) { lines.take(bytes) { hear($0) } }

  private func hear(_ line: String) {
    if !hasSpoken, case .answer(_, let then) = command.patience, case .waiting = state { setDeadline(then) }
    hasSpoken = true
    onLine(line)
  }

  private func takeError(_ bytes: UnsafeRawBufferPointer) {
    errorBytes += bytes.prefix(HookRun.errorLimit - errorBytes.count)
  }

  // MARK: - End

  private func setDeadline(_ duration: Duration) {
    deadline = duration
    let timer = timer ?? DispatchSource.makeTimerSource(queue: poll.queue)
    // In monotonic time, which a suspend doesn't use up.
    timer.schedule(deadline: .now() + duration.dispatch)
    guard self.timer == nil else { return }
    self.timer = timer
    timer.setEventHandler { [weak self] in self?.timeIsOver() }
    timer.activate()
  }

  private func timeIsOver() {
    switch state {
    case .waiting: end(.timedOut(after: deadline))
    case .ending(let cause):
      state = .killed(cause)
      signalGroup(SIGKILL)
      setDeadline(grace)
    // The kernel holds it in a call that nothing interrupts; it is reaped when it returns.
    case .killed(let cause): report(cause)
    case .reported: break
    }
  }

  private func end(_ cause: DeliveryFailure.Cause, by signal: Int32 = SIGTERM) {
    state = .ending(cause)
    guard process != nil else { return }
    signalGroup(signal)
    // A stopped process would not get the signal.
    signalGroup(SIGCONT)
    setDeadline(grace)
  }

  /// Only before the process is reaped: later, another group can have its number.
  private func signalGroup(_ number: Int32) {
    guard let process else { return }
    kill(-process, number)
  }

  private func hasExited() {
    guard let process else { return }
    // Others of the group may have ignored SIGTERM.
    switch state {
    case .ending, .killed: signalGroup(SIGKILL)
    case .waiting, .reported: break
    }
    var status: Int32 = 0
    let reaped = waitpid(process, &status, WNOHANG)
    if reaped == 0 || (reaped < 0 && errno == EINTR) { return }
    self.process = nil
    exit?.cancel()
    exit = nil
    close(pidfd)
    output?.finish()
    error?.finish()
    switch state {
    case .ending(let cause), .killed(let cause): report(cause)
    case .waiting:
      let code = linux_exit_code(status)
      report(code == 0 ? nil : code > 0 ? .exited(code) : .signalled(linux_end_signal(status)))
    case .reported: break
    }
  }

  private func report(_ cause: DeliveryFailure.Cause?) {
    if case .reported = state { return }
    lines.finish { hear($0) }
    state = .reported
    timer?.cancel()
    timer = nil
    output = nil
    error = nil
    let errorLines = String(decoding: errorBytes, as: UTF8.self).split(separator: "\n")
    completion(cause.map { DeliveryFailure($0, lastWords: String(errorLines.last ?? "")) })
  }
}

extension Duration {
  fileprivate var dispatch: DispatchTimeInterval {
    let (seconds, attoseconds) = components
    // 292 years is as good as never.
    guard seconds < 9_000_000_000 else { return .never }
    return .nanoseconds(Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000))
  }
}
