import Dispatch

/// Calls its handler when the wall clock was set, by hand, by time synchronisation at boot, or by a resume that
/// corrected it. A clock that is slewed tells nothing, and need not.
///
/// A timer far in the future with TFD_TIMER_CANCEL_ON_SET: the kernel cancels it upon a step, and the read fails
/// with ECANCELED (timerfd_create(2)). It wakes the processor for nothing else.
public final class ClockStepWatch {
  private let handler: @Sendable () -> Void
  private var descriptor: TimerDescriptor?

  /// Watches from now on. Fails where the process has no descriptor left.
  public init(queue: DispatchQueue, handler: @escaping @Sendable () -> Void) throws(TimerFault) {
    self.handler = handler
    descriptor = try TimerDescriptor(queue: queue) { [weak self] in self?.stepped() }
    arm()
  }

  /// 2262, the end of the kernel's nanoseconds.
  private func arm() {
    descriptor?.set(nanoseconds: 9_000_000_000_000_000_000, reportsClockSet: true)
  }

  private func stepped() {
    guard case .clockSet = descriptor?.take() else { return }
    arm()
    handler()
  }
}
