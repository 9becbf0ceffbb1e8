import CLinux
import CivilTime
import Dispatch

/// The one timer of a daemon: calls its handler once when the wall clock has reached an instant.
///
/// It follows the wall clock through a suspend and a step forward. A step back leaves the instant where it is, and
/// nothing here tells of a step (`ClockStepWatch` does): whoever plans arms anew then. To be made and used on the
/// queue it is given.
public final class WallTimer {
  private let handler: @Sendable () -> Void
  private var descriptor: TimerDescriptor?
  private var target: Instant?

  /// A timer that is not armed. Fails where the process has no descriptor left.
  public init(queue: DispatchQueue, handler: @escaping @Sendable () -> Void) throws(TimerFault) {
    self.handler = handler
    descriptor = try TimerDescriptor(queue: queue) { [weak self] in self?.expired() }
  }

  /// Sets the instant in place of the one before; nil disarms. One that has passed fires at once, on the queue.
  public func arm(at instant: Instant?) {
    target = instant
    set()
  }

  /// The instant that is waited for.
  public var armedFor: Instant? { target }

  private func expired() {
    // Armed anew since, or rounded: `take` says nothing in the first case, and the clock tells in the second.
    guard case .expired = descriptor?.take(), let target else { return }
    guard WallClock.now() >= target else { return set() }
    self.target = nil
    handler()
  }

  private func set() {
    guard let target else {
      descriptor?.set(nanoseconds: 0)
      return
    }
    descriptor?.set(nanoseconds: KernelTime.nanoseconds(of: target))
  }
}

/// The kernel's wall clock, as opposed to the one that libc tells.
enum KernelTime {
  /// Where a year of 292 lies; the kernel's own clock ends there as well.
  private static let limit: Int64 = 9_000_000_000

  /// What the kernel's clock will show when libc's shows `target`. The two are one clock, unless a library in front
  /// of libc shifts it, as is done to try a step of the clock; then the timer must be shifted back.
  static func nanoseconds(of target: Instant) -> Int64 {
    let shown = WallClock.nowNanoseconds()
    let shift = linux_kernel_realtime() - shown
    let wanted = max(0, min(target.seconds, limit)) * 1_000_000_000
    // Under a tenth of a second the difference is the time between the two readings.
    return max(1, abs(shift) < 100_000_000 ? wanted : wanted + shift)
  }
}
