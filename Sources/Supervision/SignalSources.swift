import Dispatch
import Glibc

/// Delivers the daemon's signals on its queue.
///
/// Dispatch installs its own handler for each, so a `sigaction` for one of them has no effect.
public final class SignalSources {
  /// A signal and what it means.
  public enum Signal: CaseIterable, Hashable, Sendable {
    /// SIGTERM: stop.
    case terminate
    /// SIGINT: stop, from a terminal.
    case interrupt
    /// SIGHUP: read the configuration again.
    case hangUp

    var number: Int32 {
      switch self {
      case .terminate: SIGTERM
      case .interrupt: SIGINT
      case .hangUp: SIGHUP
      }
    }
  }

  private let sources: [any DispatchSourceSignal]

  /// Takes the signals over, which Dispatch does on its own thread. Until `ready` is called, a signal has its default
  /// action and ends the process; if it were ignored, it would be lost.
  /// - Parameter ready: called once on the queue, when all are taken over. Report READY to the service manager only then.
  public init(
    queue: DispatchQueue, handler: @escaping @Sendable (Signal) -> Void,
    ready: @escaping @Sendable () -> Void = {}
  ) {
    let registered = DispatchGroup()
    sources = Signal.allCases.map { kind in
      let source = DispatchSource.makeSignalSource(signal: kind.number, queue: queue)
      source.setEventHandler { handler(kind) }
      registered.enter()
      source.setRegistrationHandler { registered.leave() }
      source.activate()
      return source
    }
    registered.notify(queue: queue, execute: ready)
  }

  deinit {
    for source in sources { source.cancel() }
  }
}
