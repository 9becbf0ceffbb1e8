import Dispatch
import Glibc

/// Runs commands.
///
/// With posix_spawn(3), a pidfd and Dispatch sources instead of swift-subprocess, for three reasons: swift-subprocess
/// waits for the end of the output and so for any grandchild that holds it (swift-subprocess#256), its fallback to fork
/// can deadlock in a process with threads (#374), and its tasks would leave the daemon's one queue. Make and use it on
/// the queue that you give it.
public final class HookRunner {
  private let queue: DispatchQueue
  private let limits: Limits
  private var runs: [ObjectIdentifier: HookRun] = [:]

  /// Limits for every command.
  public struct Limits: Sendable {
    /// The time between SIGTERM and SIGKILL.
    public var grace: Duration = .seconds(5)
    /// Bytes of standard output that count; the rest is read and dropped.
    public var output = 65_536
    /// Bytes of standard error that are kept.
    public var error = 4096

    public init() {}
  }

  public init(queue: DispatchQueue, limits: Limits = Limits()) {
    self.queue = queue
    self.limits = limits
  }

  /// How many commands are running.
  public var count: Int { runs.count }

  /// Starts a command. Calls both handlers on the queue, never before this returns.
  /// - Parameters:
  ///   - onLine: called with each line of standard output as it arrives.
  ///   - completion: called once, last, even if nothing could be started.
  /// - Returns: the run, for `cancel`. It need not be kept.
  @discardableResult
  public func start(
    _ command: HookCommand, onLine: @escaping @Sendable (String) -> Void = { _ in },
    completion: @escaping @Sendable (HookResult) -> Void
  ) -> HookRun {
    let run = HookRun(
      command, queue: queue, limits: limits, onLine: onLine, completion: completion,
      ended: { [weak self] run in self?.runs[ObjectIdentifier(run)] = nil })
    runs[ObjectIdentifier(run)] = run
    run.start()
    return run
  }

  /// Cancels all that are running.
  public func cancelAll() {
    for run in Array(runs.values) { run.cancel() }
  }
}

extension Duration {
  /// For a Dispatch timer in monotonic time, which a suspend doesn't use up.
  var dispatch: DispatchTimeInterval {
    let (seconds, attoseconds) = components
    // 292 years is as good as never.
    guard seconds < 9_000_000_000 else { return .never }
    return .nanoseconds(Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000))
  }
}
