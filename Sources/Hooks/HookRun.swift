import CLinux
import Dispatch
import Glibc

/// One run of a command.
///
/// | state      | what happened              | what follows                                                  |
/// |------------|----------------------------|---------------------------------------------------------------|
/// | `waiting`  | not started, or running    | exit → `reported`; the deadline or `cancel` → `ending`        |
/// | `ending`   | SIGTERM to the whole group | exit → `reported`; the end of the grace → `killed`            |
/// | `killed`   | SIGKILL to the whole group | exit, or another grace if the kernel holds it, → `reported`   |
/// | `reported` | the completion was called  | after the exit, the runner drops it                           |
public final class HookRun {
  private enum State {
    case waiting
    case ending(HookResult.Outcome)
    case killed(HookResult.Outcome)
    case reported
  }

  private let command: HookCommand
  private let queue: DispatchQueue
  private let limits: HookRunner.Limits
  private let onLine: @Sendable (String) -> Void
  private let completion: @Sendable (HookResult) -> Void
  private let ended: (HookRun) -> Void

  private var state = State.waiting
  private var process: pid_t?
  private var exit: (any DispatchSourceRead)?
  private var timer: (any DispatchSourceTimer)?
  private var deadline: Duration = .zero
  private var output: ChildOutput?
  private var error: ChildOutput?
  private var lines: LineSplitter
  private var errorBytes: [UInt8] = []
  private var hasSpoken = false

  init(
    _ command: HookCommand, queue: DispatchQueue, limits: HookRunner.Limits,
    onLine: @escaping @Sendable (String) -> Void, completion: @escaping @Sendable (HookResult) -> Void,
    ended: @escaping (HookRun) -> Void
  ) {
    self.command = command
    self.queue = queue
    self.limits = limits
    self.onLine = onLine
    self.completion = completion
    self.ended = ended
    lines = LineSplitter(limit: limits.output)
  }

  /// The process, while there is one.
  public var processIdentifier: pid_t? { process }

  /// Stops it like a missed deadline: SIGTERM, or another signal, to its group, then SIGKILL after the grace. Still calls
  /// the completion.
  public func cancel(by signal: Int32 = SIGTERM) {
    guard case .waiting = state else { return }
    end(.cancelled, by: signal)
  }

  // MARK: - Start

  func start() {
    switch ChildProcess.prepare(command) {
    case .failed(let outcome): failLater(outcome)
    case .ready(let child): start(child)
    }
  }

  private func start(_ child: ChildProcess) {
    guard let input = inputDescriptor(command.standardInput), let outputPipe = Pipe(), let errorPipe = Pipe()
    else {
      return failLater(.couldNotStart(program: child.path, errno: errno))
    }
    let (process, fault) = child.spawn(input: input, output: outputPipe.childs, error: errorPipe.childs)
    guard fault == 0 else { return failLater(.couldNotStart(program: child.path, errno: fault)) }
    let descriptor = linux_pidfd_open(process)
    guard descriptor >= 0 else {
      let code = errno
      // It can't be watched, so it must not run. A killed process ends soon.
      kill(-process, SIGKILL)
      while waitpid(process, nil, 0) < 0 && errno == EINTR {}
      return failLater(.couldNotStart(program: child.path, errno: code))
    }
    self.process = process
    output = ChildOutput(descriptor: outputPipe.releaseOurs(), queue: queue) { [weak self] in
      self?.takeOutput($0)
    }
    error = ChildOutput(descriptor: errorPipe.releaseOurs(), queue: queue) { [weak self] in
      self?.takeError($0)
    }
    watchExit(descriptor)
    switch command.patience {
    case .exit(let within): setDeadline(within)
    case .answer(let firstLine, _): setDeadline(firstLine)
    }
  }

  private func failLater(_ outcome: HookResult.Outcome) {
    let item = DispatchWorkItem { self.report(outcome) }
    queue.async(execute: item)
  }

  private func watchExit(_ descriptor: Int32) {
    let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    source.setEventHandler { [weak self] in self?.hasExited() }
    source.setCancelHandler { close(descriptor) }
    exit = source
    source.activate()
  }

  // MARK: - Output

  private func takeOutput(_ bytes: UnsafeRawBufferPointer) {
    lines.take(bytes) { line in
      hear(line)
    }
  }

  private func hear(_ line: String) {
    if !hasSpoken, case .answer(_, let then) = command.patience, case .waiting = state { setDeadline(then) }
    hasSpoken = true
    onLine(line)
  }

  private func takeError(_ bytes: UnsafeRawBufferPointer) {
    errorBytes += bytes.prefix(limits.error - errorBytes.count)
  }

  // MARK: - End

  private func setDeadline(_ duration: Duration) {
    deadline = duration
    let timer = timer ?? DispatchSource.makeTimerSource(queue: queue)
    timer.schedule(deadline: .now() + duration.dispatch)
    guard self.timer == nil else { return }
    self.timer = timer
    timer.setEventHandler { [weak self] in self?.timeIsOver() }
    timer.activate()
  }

  private func timeIsOver() {
    switch state {
    case .waiting: end(.timedOut(after: deadline))
    case .ending(let outcome):
      state = .killed(outcome)
      signalGroup(SIGKILL)
      setDeadline(limits.grace)
    // The kernel holds it in a call that nothing interrupts; it is reaped when it returns.
    case .killed(let outcome): report(outcome)
    case .reported: break
    }
  }

  private func end(_ outcome: HookResult.Outcome, by signal: Int32 = SIGTERM) {
    state = .ending(outcome)
    guard process != nil else { return }
    signalGroup(signal)
    // A stopped process would not get the signal.
    signalGroup(SIGCONT)
    setDeadline(limits.grace)
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
    output?.finish()
    error?.finish()
    switch state {
    case .ending(let outcome), .killed(let outcome): report(outcome)
    case .waiting:
      let code = linux_exit_code(status)
      report(code >= 0 ? .exited(code) : .signalled(linux_end_signal(status)))
    case .reported: ended(self)
    }
  }

  private func report(_ outcome: HookResult.Outcome) {
    if case .reported = state { return }
    lines.finish { hear($0) }
    state = .reported
    timer?.cancel()
    timer = nil
    output = nil
    error = nil
    completion(
      HookResult(
        outcome, errorText: String(decoding: errorBytes, as: UTF8.self), isOutputCut: lines.isCut))
    if process == nil { ended(self) }
  }
}
