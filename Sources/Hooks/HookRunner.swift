import Dispatch
import Glibc

/// Starts commands and sees them to their end.
///
/// By posix_spawn(3), a pidfd and Dispatch sources rather than swift-subprocess, for three reasons: that waits for the end of
/// the output and so for any grandchild that holds it (swift-subprocess#256), its fallback by fork can
/// deadlock in a process with threads (#374), and its tasks would leave the one queue that the daemon plans on.
/// To be made and used on the queue it is given.
public final class HookRunner {
  private let queue: DispatchQueue
  private let limits: Limits
  private var runs: [ObjectIdentifier: HookRun] = [:]

  /// Bounds that hold for every command.
  public struct Limits: Sendable {
    /// Between SIGTERM and SIGKILL.
    public var grace: Duration = .seconds(5)
    /// Bytes of standard output that are looked at; what comes beyond is read and dropped.
    public var output = 65_536
    /// Bytes of standard error that are kept.
    public var error = 4096

    public init() {}
  }

  public init(queue: DispatchQueue, limits: Limits = Limits()) {
    self.queue = queue
    self.limits = limits
  }

  /// How many commands are on their way.
  public var count: Int { runs.count }

  /// Starts a command. Both handlers are called on the queue, never before this returns.
  /// - Parameters:
  ///   - onLine: called with each line of standard output as it comes.
  ///   - completion: called once, last, also where nothing could be started.
  /// - Returns: the run, by which it can be cancelled. It need not be kept.
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

  /// Ends all that are on their way, as `HookRun.cancel` does.
  public func cancelAll() {
    for run in Array(runs.values) { run.cancel() }
  }
}

extension Duration {
  /// For a Dispatch timer, which counts monotonic time: a suspend does not use it up.
  var dispatch: DispatchTimeInterval {
    let (seconds, attoseconds) = components
    // 292 years are as good as never.
    guard seconds < 9_000_000_000 else { return .never }
    return .nanoseconds(Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000))
  }
}
