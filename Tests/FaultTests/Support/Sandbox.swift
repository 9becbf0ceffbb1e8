import CivilTime
import Glibc
import History
import Rituals
import TestSupport

/// A place for the real daemon: a folder for its config and state, and a mount namespace in which the test itself is
/// journald and service manager.
final class Sandbox {
  let folder = TemporaryFolder()
  let journal: DatagramSink
  let manager: DatagramSink
  var config: String { folder("config.json") }
  var state: String { folder("state") }
  private var running: [DaemonProcess] = []

  init(config text: String) throws {
    folder.makeFolder("journal", mode: 0o755)
    journal = try DatagramSink(path: folder("journal/socket"))
    manager = try DatagramSink(path: folder("notify"))
    folder.write(text, to: "config.json")
  }

  deinit { for process in running { process.kill() } }

  /// How one start of the daemon differs from the plain one.
  struct Start {
    /// The wall clock that it begins with; nil for the machine's own.
    var clock: Instant?
    /// A file whose seconds are added to the wall clock, in place of `clock`.
    var clockFile: String?
    /// Shell commands in its namespace before it starts.
    var setup = ":"
    /// Options of strace; nil for none.
    var strace: [String]?
    /// Libraries of `Preload` beside the clock's, and further environment.
    var preload: [String] = []
    var environment: [String: String] = [:]
    var arguments: [String]?
  }

  /// Starts the daemon.
  func start(_ start: Start = Start()) throws -> DaemonProcess {
    var environment = [
      "NOTIFY_SOCKET": manager.path, "HOME": folder.path, "PATH": "/usr/local/bin:/usr/bin:/bin",
    ]
    environment.merge(start.environment) { $1 }
    var libraries = try start.preload.map { try Machine.preload($0) }
    if let clock = start.clock {
      environment["FAULT_WALL"] = String(clock.seconds - Int64(Glibc.time(nil)))
      libraries.append(try Machine.preload("wall"))
    }
    if let file = start.clockFile {
      environment["FAULT_WALL_FILE"] = file
      libraries.append(try Machine.preload("wall"))
    }
    if !libraries.isEmpty { environment["LD_PRELOAD"] = libraries.joined(separator: " ") }
    let settings = environment.map { "\($0.key)=\($0.value)" }.sorted()
    let program =
      [Project.programs + "/kinkeeperd"] + (start.arguments ?? ["--config", config, "--state", state])
    let command =
      if let strace = start.strace {
        // The tracer stands aside, so that the process that was started is the daemon.
        ["strace", "-D", "-f", "-qq", "-o", "/dev/null"] + strace + settings.flatMap { ["-E", $0] } + program
      } else {
        ["env"] + settings + program
      }
    let script = """
      set -e
      mount -t tmpfs -o mode=755 faults /run
      mkdir -p /run/systemd/journal
      mount --bind "$1" /run/systemd/journal
      shift
      \(start.setup)
      exec "$@"
      """
    let unshare =
      ["unshare", "--mount", "--propagation", "private"] + (geteuid() == 0 ? [] : ["--map-root-user"])
    let words = Glibc.open(folder("words"), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    let nothing = Glibc.open("/dev/null", O_RDONLY | O_CLOEXEC)
    defer {
      close(words)
      close(nothing)
    }
    let before = told.count
    let process = DaemonProcess(
      try Command.spawn(
        unshare + ["sh", "-c", script, "sh", folder("journal")] + command,
        environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"], input: nothing, output: words, error: words),
      readyAfter: before)
    running.append(process)
    return process
  }

  /// Starts the daemon, waits until it is ready, and asks it to end: what was due at its start is done by then.
  func runOnce(_ start: Start = Start()) throws {
    let process = try self.start(start)
    try waitUntilReady(process)
    try process.stop()
  }

  /// Runs shell commands in a daemon's namespace.
  @discardableResult
  func inside(_ process: DaemonProcess, _ script: String) throws -> Command.Outcome {
    let user = geteuid() == 0 ? [] : ["--user", "--preserve-credentials"]
    let outcome = try Command(
      ["nsenter", "--target", String(process.identifier), "--mount"] + user + ["sh", "-c", script]
    ).run()
    guard outcome.status == 0 else { throw InVain(what: script, words: outcome.error) }
    return outcome
  }

  /// The events of a history that is in use. Another connection's end is what the daemon listens for, so this one
  /// reads a copy.
  func liveEvents() throws -> [Event] {
    let copy = TemporaryFolder()
    let copied = try Command([
      "sh", "-c", "cp '\(state)/history.sqlite' '\(state)/history.sqlite-wal' '\(copy.path)'",
    ]).run()
    guard copied.status == 0 else { throw TextFile.Fault(path: state, reason: copied.error) }
    return try history(in: copy.path).events
  }

  /// Everything that was told to the service manager.
  var told: [String] { manager.datagrams.all.map { String(decoding: $0, as: UTF8.self) } }

  /// Waits for the readiness that belongs to this start.
  func waitUntilReady(_ process: DaemonProcess) throws {
    try wait("the daemon to be ready") { _ in
      self.told.dropFirst(process.readyAfter).contains { $0.contains("READY=1") }
    }
  }

  /// Waits until the latest status satisfies a condition.
  func waitForStatus(_ what: String, seconds: Double = 60, _ condition: (String) -> Bool) throws {
    try wait("a status with \(what)", seconds: seconds) { _ in self.status.map(condition) ?? false }
  }

  /// The status that was told last.
  var status: String? {
    told.reversed().lazy.compactMap { message in
      message.split(separator: "\n").first { $0.hasPrefix("STATUS=") }.map { String($0.dropFirst(7)) }
    }.first
  }

  /// All that the journal got.
  var entries: [[String: String]] { journal.datagrams.all.map(JournalDatagram.fields) }
  /// The reminders among them; what tells of a hook's failure names its reminder, but is none.
  var reminders: [[String: String]] { entries.filter { $0["KIN_KIND"] != nil } }
  /// The name of each reminder that the journal got; of a digest those of its members.
  var given: [String] { reminders.flatMap(Verdict.names) }
  /// The `MESSAGE` of each entry that is no reminder.
  var notes: [String] { entries.filter { $0["KIN_KIND"] == nil }.compactMap { $0["MESSAGE"] } }

  func waitForReminder(_ id: String, seconds: Double = 60) throws {
    try wait("the reminder \(id)", seconds: seconds) { _ in self.given.contains(id) }
  }

  /// Waits for a condition; with its words and the daemon's own where it does not come true.
  func wait(_ what: String, seconds: Double = 60, until condition: (Sandbox) throws -> Bool) throws {
    var isTrue = false
    var fault: (any Error)?
    _ = eventually(seconds: seconds) {
      do { isTrue = try condition(self) } catch { fault = error }
      return isTrue || fault != nil
    }
    if let fault { throw fault }
    guard !isTrue else { return }
    let words = (try? TextFile.read(folder("words"))) ?? ""
    throw InVain(
      what: what,
      words:
        "it said: \(words); told: \(told.suffix(5)); journal: \(entries.suffix(5).map { $0["MESSAGE"] ?? "" })"
    )
  }

  struct InVain: Error, CustomStringConvertible {
    var what: String
    var words: String
    var description: String { "waited in vain for \(what); \(words)" }
  }

  /// The events of the history, which must be whole, and what it holds of reminders that are not given yet.
  func history(in folder: String? = nil) throws -> (
    events: [Event], pending: Int, repair: HistoryStore.Repair?
  ) {
    let store = try HistoryStore(folder: folder ?? state, now: Household.due)
    var events: [Event] = []
    try store.forEachEvent { events.append($0.event) }
    return (events, try store.pending().count, store.repair)
  }

  /// Whether the promise was kept for these reminders, which are those that came since an instant.
  func verdict(due: [String], since: Instant = .distantPast) throws -> Verdict {
    let (all, pending, repair) = try history()
    let events = all.filter { $0.at >= since }
    var verdict = Verdict(due: due, journal: reminders, events: events)
    if pending > 0 { verdict.misrecorded.append("\(pending) still pending") }
    if let repair { verdict.misrecorded.append("the history was damaged: \(repair)") }
    return verdict
  }
}

/// One run of the daemon.
final class DaemonProcess {
  let identifier: pid_t
  fileprivate let readyAfter: Int
  /// How it ended: the exit code, or 128 and the signal.
  private(set) var end: Int32?

  fileprivate init(_ identifier: pid_t, readyAfter: Int) {
    self.identifier = identifier
    self.readyAfter = readyAfter
  }

  var hasEnded: Bool {
    if end == nil { end = Command.waitForEnd(of: identifier, seconds: 0) }
    return end != nil
  }

  /// The way to a file as the daemon sees it, in its namespace.
  func path(_ path: String) -> String { "/proc/\(identifier)/root\(path)" }

  func send(_ signal: Int32) { if !hasEnded { Glibc.kill(identifier, signal) } }

  /// Asks it to end and waits for that.
  func stop(within seconds: Double = 60) throws {
    send(SIGTERM)
    guard eventually(seconds: seconds, { self.hasEnded }) else {
      throw Sandbox.InVain(what: "the daemon's end after SIGTERM", words: "")
    }
  }

  func kill() {
    guard !hasEnded else { return }
    Glibc.kill(identifier, SIGKILL)
    _ = eventually { self.hasEnded }
  }
}
