import Glibc

/// Shows how far a long run has come and how long it still takes, on standard error, every few seconds.
public struct ProgressLine {
  private let name: String
  private let total: Int
  private let interval: Duration
  private let clock = ContinuousClock()
  private let begin: ContinuousClock.Instant
  private var shown: ContinuousClock.Instant

  /// A line that begins with a name, of work in so many parts.
  public init(_ name: String, of total: Int, every interval: Duration = .seconds(5)) {
    (self.name, self.total, self.interval) = (name, total, interval)
    begin = clock.now
    shown = begin
  }

  /// Shows that `done` of the total are done, unless a line came just before.
  public mutating func show(_ done: Int, _ detail: @autoclosure () -> String = "") {
    let now = clock.now
    guard done > 0, now - shown >= interval else { return }
    shown = now
    let passed = (now - begin).components.seconds
    let left = passed * Int64(max(total - done, 0)) / Int64(done)
    let text = "\(name): \(done) of \(total), \(passed) s, about \(left) s left\(detail())\n"
    _ = text.withCString { write(STDERR_FILENO, $0, strlen($0)) }
  }
}
