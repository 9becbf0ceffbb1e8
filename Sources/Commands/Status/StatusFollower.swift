import CLinux
import CivilTime
import Clock
import Dispatch
import Files
import Glibc
import History

/// Prints a status line, and again whenever it changes, until the reader closes. Nothing is polled: inotify, the daemon's
/// pidfd, the clock and one timer tell when to look again.
final class StatusFollower {
  private let options: ReadingOptions
  private let format: StatusLine.Format
  private let context: Context
  private let places: Places
  private let queue = DispatchQueue(label: "status")
  private let poll: DescriptorPoll
  private let news = News()
  private let watch: FileWatch
  private let timer: WallTimer
  private let steps: ClockStepWatch
  private var daemon: (process: pid_t, watch: DescriptorPoll.Watch?, pidfd: Int32)?
  private var reader: DescriptorPoll.Watch?
  /// Kept open, since opening and closing it changes its files.
  private var store: HistoryStore?

  /// How many seconds to wait after a history that can't be read.
  private static let pause: Int64 = 10

  /// Wakes the printing thread.
  private final class News: Sendable {
    private let signal = DispatchSemaphore(value: 0)
    func come() { signal.signal() }
    func wait() {
      signal.wait()
      while signal.wait(timeout: .now()) == .success {}
    }
    /// Waits so many seconds and ignores all news.
    func rest(seconds: Int64) {
      let end = DispatchTime.now() + .seconds(Int(seconds))
      while signal.wait(timeout: end) == .success {}
    }
  }

  init(_ options: ReadingOptions, _ format: StatusLine.Format, _ context: Context) throws {
    (self.options, self.format, self.context) = (options, format, context)
    places = context.places(options.files)
    poll = try DescriptorPoll(queue: queue)
    let news = news
    watch = FileWatch(queue: queue, noticesWrites: true) { _ in news.come() }
    timer = WallTimer(queue: queue) { news.come() }
    steps = try ClockStepWatch(queue: queue) { news.come() }
  }

  func follow() throws {
    let history = HistoryStore.path(in: places.state)
    let paths =
      [places.config, history, history + "-wal", places.state + "/lock"] + context.zones.watchedPaths
    queue.sync {
      watch.watch(paths)
      // Only its end matters.
      reader = poll.watch(STDOUT_FILENO, []) { exit(0) }
    }
    var last: String?
    while true {
      _ = context.zones.reload()
      queue.sync { watchDaemon() }
      if store?.isInPlace != true { store = try? HistoryStore(reading: places.state) }
      do {
        let line = StatusLine(try StatusReport(options, in: context, store))
        let text = line.text(format)
        if text != last { context.write(text + "\n") }
        last = text
        queue.sync { timer.arm(at: line.changes) }
      } catch {
        // A failure that passes changes nothing on the screen.
        guard last != nil else { throw error }
      }
      linux_release_memory()
      // Opening an unreadable history changes its files, which isn't news.
      if store == nil, fileStatus(history) != nil {
        news.rest(seconds: StatusFollower.pause)
      } else {
        news.wait()
      }
    }
  }

  /// The end of a process changes no file.
  private func watchDaemon() {
    let process = places.daemon?.process
    guard process != daemon?.process else { return }
    daemon?.watch?.cancel()
    if let pidfd = daemon?.pidfd, pidfd >= 0 { close(pidfd) }
    daemon = process.map { process in
      let pidfd = linux_pidfd_open(process)
      let watch = pidfd < 0 ? nil : poll.watch(pidfd, .readable) { [weak self] in self?.daemonEnded() }
      return (process, watch, pidfd)
    }
  }

  private func daemonEnded() {
    // A pidfd stays readable.
    daemon?.watch?.cancel()
    news.come()
  }
}
