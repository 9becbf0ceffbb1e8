import Dispatch
import Synchronization

/// Takes down what a handler was called with, and lets a test wait for it, never longer than a deadline.
public final class Recorder<Value: Sendable>: Sendable {
  private let values = Mutex<[Value]>([])
  private let arrivals = DispatchSemaphore(value: 0)

  /// An empty recorder.
  public init() {}

  /// Appends a value and wakes who waits.
  public func record(_ value: Value) {
    values.withLock { $0.append(value) }
    arrivals.signal()
  }

  /// What has been recorded so far.
  public var all: [Value] { values.withLock { $0 } }

  /// Waits until the values satisfy a condition; false when the deadline came first.
  public func wait(seconds: Double = 30, until isEnough: ([Value]) -> Bool) -> Bool {
    let deadline = DispatchTime.now() + seconds
    while !isEnough(all) {
      if arrivals.wait(timeout: deadline) == .timedOut { return isEnough(all) }
    }
    return true
  }

  /// Waits for a number of values; the first ones, or fewer when the deadline came first.
  public func first(_ count: Int, seconds: Double = 30) -> [Value] {
    _ = wait(seconds: seconds) { $0.count >= count }
    return Array(all.prefix(count))
  }
}
