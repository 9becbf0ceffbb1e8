import Dispatch

/// Delivers signals on a queue.
///
/// Dispatch installs its own handler for each, so a `sigaction` for one of them has no effect.
public final class SignalSources {
  private let sources: [any DispatchSourceSignal]

  /// Takes the signals over, which Dispatch does on its own thread. Until `ready` is called, a signal has its default
  /// action and ends the process; if it were ignored, it would be lost.
  /// - Parameter ready: called once on the queue, when all are taken over. Report READY to the service manager only then.
  public init(
    _ signals: [Int32], queue: DispatchQueue, handler: @escaping @Sendable (Int32) -> Void,
    ready: @escaping @Sendable () -> Void = {}
  ) {
    let registered = DispatchGroup()
    sources = signals.map { signal in
      let source = DispatchSource.makeSignalSource(signal: signal, queue: queue)
      source.setEventHandler { handler(signal) }
      registered.enter()
      source.setRegistrationHandler { registered.leave() }
      source.activate()
      return source
    }
    registered.notify(queue: queue, execute: ready)
  }

  deinit { for source in sources { source.cancel() } }
}
