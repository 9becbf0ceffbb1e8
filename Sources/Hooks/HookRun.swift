import CLinux
import Dispatch
import Glibc

/// One command on its way.
///
/// | state      | what happened                    | what follows                                        |
/// |------------|----------------------------------|-----------------------------------------------------|
/// | `waiting`  | not started, or running          | exit, or the deadline, or `cancel` → `ending`       |
/// | `ending`   | SIGTERM to the whole group       | exit, or the grace is over → `killed`               |
/// | `killed`   | SIGKILL to the whole group       | exit, or, where the kernel holds it, told without   |
/// | `told`     | the completion has been called   | exit, if that is still to come, then it is forgotten|
public final class HookRun {
  private enum State {
    case waiting
    case ending(HookResult.Outcome)
    case killed(HookResult.Outcome)
    case told
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

  /// Ends it as a missed deadline does: SIGTERM, or another signal, to its group, SIGKILL after the grace. The completion
  /// is still called.
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
      // It cannot be watched, so it must not live. Killed, it is soon over.
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
    let item = DispatchWorkItem { self.tell(outcome) }
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
    // The kernel holds it in some call that nothing interrupts; it is reaped whenever it comes out.
    case .killed(let outcome): tell(outcome)
    case .told: break
    }
  }

  private func end(_ outcome: HookResult.Outcome, by signal: Int32 = SIGTERM) {
    state = .ending(outcome)
    guard process != nil else { return }
    signalGroup(signal)
    // A stopped process would not hear it.
    signalGroup(SIGCONT)
    setDeadline(limits.grace)
  }

  /// Only while the process is not reaped, so that the group's number cannot have been given to another.
  private func signalGroup(_ number: Int32) {
    guard let process else { return }
    kill(-process, number)
  }

  private func hasExited() {
    guard let process else { return }
    // Who does not go upon SIGTERM is not spared because the first of the group went.
    switch state {
    case .ending, .killed: signalGroup(SIGKILL)
    case .waiting, .told: break
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
    case .ending(let outcome), .killed(let outcome): tell(outcome)
    case .waiting:
      let code = linux_exit_code(status)
      tell(code >= 0 ? .exited(code) : .signalled(linux_end_signal(status)))
    case .told: ended(self)
    }
  }

  private func tell(_ outcome: HookResult.Outcome) {
    if case .told = state { return }
    // A run that was cancelled before it was found out that it could not start tells of that.
    lines.finish { hear($0) }
    state = .told
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
