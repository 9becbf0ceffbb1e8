import Dispatch
import Glibc

/// The signals a daemon answers, delivered on its queue rather than in the middle of whatever runs.
///
/// Dispatch installs a handler of its own for each: a `sigaction` for one of them goes dead.
public final class SignalSources {
  /// A signal and what it asks for.
  public enum Signal: CaseIterable, Hashable, Sendable {
    /// SIGTERM: stop.
    case terminate
    /// SIGINT: stop, from a terminal.
    case interrupt
    /// SIGHUP: read the configuration anew.
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

  /// Takes over, which Dispatch does on a thread of its own: until `ready` is called a signal has its default action
  /// and ends the process, rather than being lost as it would be if it were ignored meanwhile.
  /// - Parameter ready: called once on the queue, when all are taken over; only then tell the service manager READY.
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
