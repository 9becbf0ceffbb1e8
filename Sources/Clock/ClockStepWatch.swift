import CLinux
import Dispatch
import Glibc

/// Calls its handler when the wall clock is set: by hand, by time synchronization at boot, or by a resume that corrects
/// it. A clock that is slewed reports nothing, and needs no new plan.
///
/// A timerfd far in the future with TFD_TIMER_CANCEL_ON_SET, which Dispatch's own timers don't have: the kernel cancels
/// it when the clock is set, and the read fails with ECANCELED (timerfd_create(2)). It causes no other wake-up.
public final class ClockStepWatch {
  /// The process has no descriptor left.
  public struct Fault: Error, CustomStringConvertible {
    let code: Int32

    public var description: String { "cannot watch the clock: \(String(cString: strerror(code)))" }
  }

  private let source: any DispatchSourceRead

  public init(queue: DispatchQueue, handler: @escaping @Sendable () -> Void) throws(Fault) {
    let descriptor = timerfd_create(CLOCK_REALTIME, Int32(TFD_CLOEXEC | TFD_NONBLOCK))
    guard descriptor >= 0 else { throw Fault(code: errno) }
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    source.setEventHandler {
      guard ClockStepWatch.wasSet(descriptor) else { return }
      ClockStepWatch.arm(descriptor)
      handler()
    }
    // Closed only once the source has let go of it.
    source.setCancelHandler { close(descriptor) }
    ClockStepWatch.arm(descriptor)
    source.activate()
  }

  deinit { source.cancel() }

  /// In 2255, near the end of the kernel's nanoseconds.
  private static func arm(_ descriptor: Int32) {
    var expiry = itimerspec()
    expiry.it_value.tv_sec = 9_000_000_000
    timerfd_settime(descriptor, Int32(TFD_TIMER_ABSTIME) | Int32(TFD_TIMER_CANCEL_ON_SET), &expiry, nil)
  }

  private static func wasSet(_ descriptor: Int32) -> Bool {
    var expirations: UInt64 = 0
    while read(descriptor, &expirations, MemoryLayout<UInt64>.size) < 0 {
      if errno != EINTR { return errno == ECANCELED }
    }
    return false
  }
}
