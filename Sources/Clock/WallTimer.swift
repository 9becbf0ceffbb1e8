import CivilTime
import Dispatch
import Glibc

/// The daemon's one timer: calls its handler once when the wall clock reaches an instant.
///
/// A Dispatch timer with a wall deadline, which the kernel counts on CLOCK_REALTIME: it follows that clock through a
/// suspend and a step forward. A step back leaves the instant where it is, and Dispatch doesn't report steps
/// (`ClockStepWatch` does): the planner then arms again. Make and use it on the queue that you give it.
public final class WallTimer {
  /// Where Dispatch's wall times end, in the year 2115. Whatever is later is never reached.
  private static let lastSecond: Int64 = 4_600_000_000

  private let source: any DispatchSourceTimer
  /// The instant that the timer waits for.
  public private(set) var armedFor: Instant?

  public init(queue: DispatchQueue, handler: @escaping @Sendable () -> Void) {
    source = DispatchSource.makeTimerSource(queue: queue)
    source.setEventHandler { [weak self] in
      guard let self, let target = armedFor else { return }
      // The clock may have been set back since Dispatch looked.
      guard WallClock.now() >= target else { return arm(at: target) }
      armedFor = nil
      handler()
    }
    source.activate()
  }

  deinit { source.cancel() }

  /// Replaces the instant before; nil disarms. An instant that has passed fires at once, on the queue.
  public func arm(at instant: Instant?) {
    armedFor = instant
    var deadline = DispatchWallTime.distantFuture
    if let instant, instant.seconds <= WallTimer.lastSecond {
      // Dispatch takes the epoch and what lies before it for "never".
      deadline = DispatchWallTime(timespec: timespec(tv_sec: Int(max(1, instant.seconds)), tv_nsec: 0))
    }
    source.schedule(wallDeadline: deadline)
  }
}
