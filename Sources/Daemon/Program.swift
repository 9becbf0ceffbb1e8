import Bus
import CivilTime
import Clock
import Dispatch
import Files
import Glibc
import Journal
import RitualFile
import Rituals
import Supervision
import Zones

/// The program: reads its arguments, puts the edges together and never returns.
public enum Program {
  /// sysexits.h: another daemon has the folder; try later.
  static let temporaryFailure: Int32 = 75

  /// Runs the daemon until a signal ends it.
  @MainActor public static func main(_ arguments: [String]) -> Never {
    switch Settings.read(arguments.dropFirst()) {
    case .help: finish(0, Settings.usage)
    case .version: finish(0, "kinkeeperd \(kinkeeperVersion)")
    case .wrong(let what): finish(64, "kinkeeperd: \(what)\n\(Settings.usage)")
    case .run(let settings):
      umask(0o077)
      do throws(FileFault) {
        let host = Host(settings, try DescriptorPoll(queue: .main))
        host.start()
        withExtendedLifetime(host) { dispatchMain() }
      } catch { finish(1, "kinkeeperd: cannot start: \(error)") }
    }
  }

  static func finish(_ code: Int32, _ text: String) -> Never {
    let bytes = Array((text + "\n").utf8)
    _ = write(code == 0 ? STDOUT_FILENO : STDERR_FILENO, bytes, bytes.count)
    exit(code)
  }
}

/// The loop and its edges, all on the main queue.
@MainActor private final class Host {
  private let settings: Settings
  private let poll: DescriptorPoll
  private let terminal = TerminalLines()
  private lazy var hooks: HookRuns = HookRuns(on: poll) { stimulus in
    DispatchQueue.main.async { self.receive(stimulus) }
  } begin: { key, environment in
    MainActor.assumeIsolated { self.hooks.begin(key, in: environment) }
  }
  private lazy var bus = SessionBus(on: poll)
  private lazy var notifications = NotificationServer<DeliveryKey>(
    on: bus, patience: Channel.desktopPatience
  ) { key, event in
    // Later, since some of it is known at once, in the middle of what asked for it.
    DispatchQueue.main.async { self.receive(.notification(key, event)) }
  } came: {
    DispatchQueue.main.async { self.receive(.notificationServerCame) }
  }
  private lazy var object = BusObject(
    on: bus, name: Kinkeeper1.name, path: Kinkeeper1.path, Kinkeeper1.interface
  ) { call in
    guard let request = Kinkeeper1.Request(call.method, call.arguments) else { return }
    DispatchQueue.main.async { self.receive(.call(call.number, request)) }
  }
  private lazy var explanations = Explanations(on: poll, settings) { stimulus in
    DispatchQueue.main.async { self.receive(stimulus) }
  }
  private lazy var files = FileWatch(queue: .main) { paths in
    MainActor.assumeIsolated { self.changed(paths) }
  }
  private var loop: Loop?
  /// Kept alive for as long as the program runs.
  private var sources: [Any] = []
  private var isStopping = false

  init(_ settings: Settings, _ poll: DescriptorPoll) { (self.settings, self.poll) = (settings, poll) }

  /// What a source calls on the queue.
  nonisolated private func receive(_ stimulus: Stimulus) { MainActor.assumeIsolated { handle(stimulus) } }

  func start() {
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
    do {
      let timer = WallTimer(queue: .main) { self.receive(.timer) }
      sources.append(try ClockStepWatch(queue: .main) { self.receive(.clockStepped) })
      let (terminal, files, journal) = (terminal, files, JournalSocket())
      loop = Loop(
        World(
          now: WallClock.now, arm: timer.arm, history: history, stateFolder: settings.state,
          journal: { fields in
            terminal?.show(fields)
            let fault = journal.send(fields)
            // In a container there is no journal, but the terminal has shown the entry.
            return fault == .journalAbsent(errno: ENOENT) && terminal != nil ? nil : fault
          }, hooks: hooks, notifications: notifications, bus: object,
          explanations: explanations, report: { Systemd().notify($0) },
          zones: SystemZones(),
          config: ConfigOnDisk(
            path: settings.config, limit: settings.configLimit,
            lastGood: settings.state + "/" + RitualFile.lastGoodName), watch: { files.watch($0) },
          rested: { releaseMemory() },
          leave: { code, why in Program.finish(code, "kinkeeperd: \(why)") }))
    } catch { Program.finish(1, "kinkeeperd: cannot start: \(error)") }
    feedWatchdog()
    terminal?.line("kinkeeperd uses \(settings.config); history in \(settings.state); Ctrl-C ends it")
    // READY comes only once signals are handled: one that came earlier would end the process.
    sources.append(
      SignalSources([SIGTERM, SIGINT, SIGHUP], queue: .main) { signal in
        self.receive(signal == SIGHUP ? .reload : .stop)
      } ready: {
        MainActor.assumeIsolated { self.begin() }
      })
  }

  /// Reports to the service manager that the planning queue is alive, from that queue itself, so that a loop that hangs
  /// is noticed.
  private func feedWatchdog() {
    guard let interval = Systemd().watchdogInterval else { return }
    let timer = DispatchSource.makeTimerSource(queue: .main)
    timer.schedule(deadline: .now(), repeating: .microseconds(Int(interval / 2)))
    timer.setEventHandler { Systemd().notify(.alive) }
    timer.activate()
    sources.append(timer)
  }

  private func begin() {
    handle(.start)
    bus.open()
    if let terminal, let loop { terminal.line(loop.statusText(next: loop.lastNext)) }
    // Most of what a start needs, waiting never needs again.
    releaseMemory()
  }

  private func handle(_ stimulus: Stimulus) {
    if case .hookEnded(let key, _) = stimulus { hooks.ended(key) }
    if case .explained(let call, _, _) = stimulus { explanations.ended(call) }
    if !isStopping {
      loop?.handle(stimulus)
      if stimulus == .stop { stop() }
    }
    if isStopping, hooks.isIdle, notifications.isIdle { leave() }
  }

  /// Hooks have been asked to end; who has not after half a second is ended, so that nobody is left behind.
  private func stop() {
    isStopping = true
    explanations.stop()
    DispatchQueue.main.asyncAfter(deadline: .now() + .milliseconds(500)) {
      MainActor.assumeIsolated {
        self.hooks.kill()
        self.leave()
      }
    }
  }

  private func leave() -> Never {
    bus.flush()
    exit(0)
  }

  /// Which of the watched files changed decides what happened.
  private func changed(_ paths: [String]) {
    let inState = { (path: String) in path.hasPrefix(self.settings.state + "/") }
    let others = paths.filter { $0 != settings.config }
    if others.count < paths.count { handle(.configChanged) }
    if others.contains(where: inState) { handle(.historyChanged) }
    if !others.allSatisfy(inState) { handle(.zonesChanged) }
  }
}
