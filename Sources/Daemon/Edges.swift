import CivilTime
import Clock
import Dispatch
import Files
import Glibc
import History
import Hooks
import Journal
import Planning
import RitualFile
import Supervision
import Zones

// The real edges, each fitted to the narrow shape that the loop knows.

extension WallTimer: TimerArming {}

/// The history of a state folder. The folder is made and its lock taken before anything in it is opened, and the lock
/// is kept: one daemon for each folder.
final class HistoryFolder: HistoryOpening {
  let folder: String
  private var lock: FolderLock?

  init(_ folder: String) {
    self.folder = folder
  }

  /// Takes the folder's lock; returns who else has it, nil once it is ours.
  func takeLock(now: Instant) throws(FileFault) -> FolderLock.Holder?? {
    guard lock?.stands != true else { return .none }
    // The folder was taken away while it was in use: a new one wants a new lock.
    lock = nil
    try PrivateFolder.make(folder, home: StandardPaths().home)
    switch try FolderLock.acquire(folder: folder, since: now.seconds) {
    case .acquired(let taken):
      lock = taken
      return .none
    case .held(let holder): return .some(holder)
    }
  }

  func open(now: Instant) throws(HistoryFault) -> HistoryStore {
    do {
      if case .some(let holder) = try takeLock(now: now) {
        throw FileFault.failed(action: .lock, path: folder, errno: holder == nil ? EAGAIN : EBUSY)
      }
    } catch {
      throw .unavailable(folder: folder, why: "\(error)")
    }
    return try HistoryStore(folder: folder, now: now)
  }

  /// Only for who has the lock: two daemons with the same history would deliver everything twice.
  func fold() -> Chronicle? {
    lock?.stands == true ? HistoryStore.foldInPlace(folder: folder) : nil
  }
}

/// The journal's socket. Where nobody listens, as in a container, entries go to standard error as plain lines.
struct JournalOrTerminal: JournalSending {
  let socket: JournalSocket
  let terminal: TerminalLines?

  func send(_ fields: [(String, String)]) -> JournalOutcome {
    terminal?.show(fields)
    switch socket.send(fields) {
    case .sent: return .sent
    // No journal on this machine, and somebody looks at the terminal: there it was shown.
    case .absent(ENOENT) where terminal != nil: return .sent
    case let outcome: return .refused("\(outcome)")
    }
  }
}

/// Commands that are run by the queue's own runner.
final class HookRuns: HookStarting {
  private let runner: HookRunner
  private let send: @Sendable (Stimulus) -> Void
  private var runs: [DeliveryKey: (run: HookRun, withdrawal: Int32)] = [:]

  init(queue: DispatchQueue, send: @escaping @Sendable (Stimulus) -> Void) {
    runner = HookRunner(queue: queue)
    self.send = send
  }

  func start(_ request: HookRunRequest) {
    let deadline = Duration.seconds(request.deadline)
    let command = HookCommand(
      arguments: request.arguments, environment: request.environment,
      standardInput: Array(request.standardInput.utf8),
      patience: request.answerWindow > 0
        ? .answer(firstLine: deadline, then: .seconds(request.answerWindow)) : .exit(within: deadline))
    let key = request.key
    let send = send
    let run = runner.start(command) { line in
      send(.hookLine(key, line))
    } completion: { result in
      let details = result.errorText.split(separator: "\n").last.map { ": \($0)" } ?? ""
      send(.hookEnded(key, result.isSuccess ? .succeeded : .failed("\(result.outcome)\(details)")))
    }
    runs[key] = (run, request.withdrawal)
  }

  func cancel(_ key: DeliveryKey) { runs[key]?.run.cancel() }

  func withdraw(_ key: DeliveryKey) {
    guard let (run, withdrawal) = runs[key] else { return }
    run.cancel(by: withdrawal)
  }

  func ended(_ key: DeliveryKey) { runs[key] = nil }

  var isIdle: Bool { runs.isEmpty }

  /// Ends whoever did not go when asked to.
  func kill() {
    for (run, _) in runs.values { if let process = run.processIdentifier { Glibc.kill(-process, SIGKILL) } }
  }
}

/// systemd, as the loop speaks to it.
struct SystemdService: ServiceNotifying {
  let systemd = Systemd()

  func ready(status: String) { systemd.notify(.ready(status: status)) }
  func reloading() { systemd.notify(.reloading) }
  func stopping() { systemd.notify(.stopping) }
  func status(_ text: String) { systemd.notify(.status(text)) }
}

/// The zones of this machine.
final class MachineZones: ZoneFinding {
  private let zones = SystemZones()

  func contains(_ identifier: String) -> Bool { zones.contains(identifier) }
  var identifiers: [String] { zones.identifiers }
  func zone(_ name: String) throws -> Zone { try zones.zone(name) }

  func systemZone() -> (zone: Zone, fault: String?) {
    let (zone, fault) = zones.systemZone()
    return (zone, fault.map { "\($0)" })
  }

  func reload() -> Bool { zones.reload() }
  var watchedPaths: [String] { zones.watchedPaths }
}

/// The config file, and the copy of the last good one in the state folder.
struct ConfigOnDisk: ConfigReading {
  let path: String
  let limit: Int
  let lastGood: String

  func read() throws(ConfigUnreadable) -> [UInt8] {
    do {
      return try readBounded(path: path, limit: limit, trust: .ownerOnly)
    } catch {
      var isAbsent = false
      if case .notFound = error { isAbsent = true }
      throw ConfigUnreadable(message: "\(error)", isAbsent: isAbsent)
    }
  }

  func readLastGood() -> [UInt8]? { try? readBounded(path: lastGood, limit: limit, trust: .ownerOnly) }

  func keepLastGood(_ bytes: [UInt8]) {
    guard readLastGood() != bytes else { return }
    // Best effort: without the copy only a start with a broken config is the poorer.
    try? writeAtomically(path: lastGood, bytes: bytes)
  }
}
