import Dispatch
import Glibc

/// The signals a daemon answers, delivered on its queue rather than in the middle of whatever runs.
///
/// They are taken over from this process for good: with the sources gone they are ignored (dispatch_source_create(3)).
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

  /// Takes over from now on; to be made before the service manager is told that all is ready.
  public init(queue: DispatchQueue, handler: @escaping @Sendable (Signal) -> Void) {
    sources = Signal.allCases.map { kind in
      // A Dispatch source only looks on: the default action would still end the process.
      signal(kind.number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: kind.number, queue: queue)
      source.setEventHandler { handler(kind) }
      source.activate()
      return source
    }
  }

  deinit {
    for source in sources { source.cancel() }
  }
}
