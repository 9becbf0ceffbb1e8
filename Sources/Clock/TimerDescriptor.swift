import CLinux
import Dispatch
import Glibc

/// A timerfd on CLOCK_REALTIME, read on a queue. The kernel allows one for each reason to wake.
///
/// It is used in place of a Dispatch wall timer for two reasons: Dispatch does not set TFD_TIMER_CANCEL_ON_SET, and
/// it compares the kernel's timer with libc's clock, which spins where the two differ (timerfd_create(2)).
final class TimerDescriptor {
  /// What a read of the descriptor said.
  enum Report {
    case expired
    case clockSet
    case nothing
  }

  private let descriptor: Int32
  private let source: any DispatchSourceRead

  /// Fails with errno where the process has no descriptor left.
  init(queue: DispatchQueue, handler: @escaping () -> Void) throws(TimerFault) {
    let descriptor = timerfd_create(CLOCK_REALTIME, Int32(TFD_CLOEXEC | TFD_NONBLOCK))
    guard descriptor >= 0 else { throw .couldNotCreate(errno: errno) }
    self.descriptor = descriptor
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    source.setEventHandler(handler: handler)
    // Closed only once the source has let go of it.
    source.setCancelHandler { close(descriptor) }
    source.activate()
  }

  deinit {
    source.cancel()
  }

  /// Sets the one expiry, in nanoseconds of the kernel's clock; 0 disarms.
  func set(nanoseconds: Int64, reportsClockSet: Bool = false) {
    var flags = Int32(TFD_TIMER_ABSTIME)
    if reportsClockSet { flags |= Int32(TFD_TIMER_CANCEL_ON_SET) }
    var expiry = itimerspec()
    expiry.it_value.tv_sec = time_t(nanoseconds / 1_000_000_000)
    expiry.it_value.tv_nsec = Int(nanoseconds % 1_000_000_000)
    timerfd_settime(descriptor, flags, &expiry, nil)
  }

  /// Takes what is there to be read; without it the source would call again and again.
  func take() -> Report {
    var expirations: UInt64 = 0
    while true {
      let count = read(descriptor, &expirations, MemoryLayout<UInt64>.size)
      if count > 0 { return .expired }
      switch errno {
      case EINTR: continue
      case ECANCELED: return .clockSet
      default: return .nothing
      }
    }
  }
}

/// Why a timer could not be made.
public enum TimerFault: Error, Hashable, Sendable {
  case couldNotCreate(errno: Int32)
}
