import CivilTime
import Clock
import Dispatch
import Files
import Glibc
import Journal
import Rituals
import Supervision
import Zones

/// The program: reads its arguments, puts the edges together and never returns.
public enum Program {
  /// sysexits.h: another daemon has the folder; try later.
  static let temporaryFailure: Int32 = 75

  /// Runs the daemon until a signal ends it.
  public static func main(_ arguments: [String]) -> Never {
    switch Settings.read(arguments.dropFirst()) {
    case .help: finish(0, Settings.usage)
    case .version: finish(0, "kinkeeperd \(kinkeeperVersion)")
    case .wrong(let what): finish(64, "kinkeeperd: \(what)\n\(Settings.usage)")
    case .run(let settings):
      umask(0o077)
      let queue = DispatchQueue(label: "kinkeeperd")
      let host = Host(queue: queue)
      queue.sync { host.assumeIsolated { $0.start(settings) } }
      withExtendedLifetime(host) { dispatchMain() }
    }
  }

  static func finish(_ code: Int32, _ text: String) -> Never {
    let bytes = Array((text + "\n").utf8)
    _ = write(code == 0 ? STDOUT_FILENO : STDERR_FILENO, bytes, bytes.count)
    exit(code)
  }
}

/// The loop and its edges, all on one serial queue.
actor Host {
  nonisolated private let executor: QueueExecutor
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private var loop: Loop?
  private var hooks: HookRuns?
  private var files: FileWatch?
  /// Kept alive for as long as the program runs.
  private var sources: [Any] = []
  private var settings: Settings?
  private var isStopping = false

  init(queue: DispatchQueue) { executor = QueueExecutor(queue) }

  /// What a source calls on the queue.
  nonisolated private func receive(_ stimulus: Stimulus) { assumeIsolated { $0.handle(stimulus) } }

  func start(_ settings: Settings) {
    self.settings = settings
    let queue = executor.queue
    let history = HistoryFolder(settings.state)
    do {
      if case .some(let holder) = try history.takeLock(now: WallClock.now()) {
        let who =
          holder.map { "process \($0.process)" + ($0.program.map { " (\($0))" } ?? "") } ?? "another process"
        Program.finish(
          Program.temporaryFailure,
          "kinkeeperd: \(settings.state) is in use by \(who); stop that one first, or name another --state")
      }
    } catch {
      // The folder may come later, as a home that is mounted at login: the loop tries again.
    }
    let terminal = TerminalLines()
    do {
      let timer = WallTimer(queue: queue) { self.receive(.timer) }
      sources.append(try ClockStepWatch(queue: queue) { self.receive(.clockStepped) })
      let hooks = HookRuns(queue: queue) { stimulus in queue.async { self.receive(stimulus) } }
      let files = FileWatch(queue: queue) { changed in self.assumeIsolated { $0.changed(changed) } }
      self.hooks = hooks
      self.files = files
      let journal = JournalSocket()
      loop = Loop(
        World(
          now: WallClock.now, arm: timer.arm, history: history,
          notebook: NotebookFolder(folder: settings.state),
          journal: { fields in
            terminal?.show(fields)
            let fault = journal.send(fields)
            // In a container there is no journal, but the terminal has shown the entry.
            return fault == .journalAbsent(errno: ENOENT) && terminal != nil ? nil : fault
          }, hooks: hooks, report: { Systemd().notify($0) }, zones: SystemZones(),
          config: ConfigOnDisk(
            path: settings.config, limit: settings.configLimit,
            lastGood: settings.state + "/config.last-good.json"), watch: { files.watch($0) },
          leave: { code, why in Program.finish(code, "kinkeeperd: \(why)") }))
    } catch { Program.finish(1, "kinkeeperd: cannot start: \(error)") }
    if let watchdog = Watchdog(queue: queue) { sources.append(watchdog) }
    terminal?.line("kinkeeperd uses \(settings.config); history in \(settings.state); Ctrl-C ends it")
    // READY comes only once signals are handled: one that came earlier would end the process.
    sources.append(
      SignalSources(queue: queue) { signal in
        self.receive(signal == .hangUp ? .reload : .stop)
      } ready: {
        self.assumeIsolated { $0.begin(terminal) }
      })
  }

  private func begin(_ terminal: TerminalLines?) {
    handle(.start)
    if let terminal, let loop { terminal.line(loop.statusText(next: loop.lastNext)) }
    // Most of what a start needs, waiting never needs again.
    releaseMemory()
  }

  private func handle(_ stimulus: Stimulus) {
    if case .hookEnded(let key, _) = stimulus { hooks?.ended(key) }
    if isStopping {
      if hooks?.isIdle ?? true { exit(0) }
      return
    }
    loop?.handle(stimulus)
    if stimulus == .stop { stop() }
  }

  /// Hooks have been asked to end; who has not after half a second is ended, so that nobody is left behind.
  private func stop() {
    isStopping = true
    if hooks?.isIdle ?? true { exit(0) }
    executor.queue.asyncAfter(deadline: .now() + .milliseconds(500)) {
      self.assumeIsolated { $0.hooks?.kill() }
      exit(0)
    }
  }

  /// Which of the watched files changed decides what happened.
  private func changed(_ paths: [String]) {
    guard let settings else { return }
    var stimuli: [Stimulus] = []
    for path in paths {
      let stimulus: Stimulus =
        if path == settings.config {
          .configChanged
        } else if path.hasPrefix(settings.state + "/") {
          .historyChanged
        } else {
          .zonesChanged
        }
      if !stimuli.contains(stimulus) { stimuli.append(stimulus) }
    }
    for stimulus in stimuli { handle(stimulus) }
  }
}

/// Reports to the service manager that the planning queue is alive, from that queue itself, so that a loop that hangs is
/// noticed.
private final class Watchdog {
  private let timer: any DispatchSourceTimer

  /// Nil where nobody waits for it.
  init?(queue: DispatchQueue) {
    guard let interval = Systemd().watchdogInterval else { return nil }
    timer = DispatchSource.makeTimerSource(queue: queue)
    timer.schedule(deadline: .now(), repeating: .microseconds(Int(interval / 2)))
    timer.setEventHandler { Systemd().notify(.alive) }
    timer.activate()
  }
}
