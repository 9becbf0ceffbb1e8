import Bus
import CivilTime
import Dispatch
import Files
import Glibc
import History
import Hooks
import Planning
import Rituals
import Zones

// The real edges, each fitted to the narrow shape that the loop knows.

extension SystemZones: ZoneFinding {}

extension NotificationServer<DeliveryKey>: NotificationShowing {}

extension BusObject: BusAnswering {}

/// The history of a state folder. The folder is made and its lock taken before anything in it is opened, and the lock
/// is kept: one daemon for each folder.
final class HistoryFolder: HistoryOpening {
  let folder: String
  private var lock: FolderLock?

  init(_ folder: String) { self.folder = folder }

  /// Takes the folder's lock; returns who else has it, nil once it is ours.
  func takeLock(now: Instant) throws(FileFault) -> FolderLock.Holder?? {
    guard lock?.stands != true else { return .none }
    // The folder was taken away while it was in use: a new one wants a new lock.
    lock = nil
    try PrivateFolder.make(folder, home: StandardPaths().home)
    switch try FolderLock.acquire(
      folder: folder, since: now.seconds, runtime: StandardPaths().runtime)
    {
    case .acquired(let taken):
      lock = taken
      return .none
    case .held(let holder): return .some(holder)
    }
  }

  func open(now: Instant) throws(StoreFault) -> HistoryStore {
    do {
      if case .some(let holder) = try takeLock(now: now) {
        throw FileFault.failed(action: .lock, path: folder, errno: holder == nil ? EAGAIN : EBUSY)
      }
    } catch { throw .unavailable(folder: folder, why: "\(error)") }
    return try HistoryStore(folder: folder, now: now)
  }

  var weakness: Int32? { lock?.weakness }

  /// Only for who has the lock: two daemons with the same history would deliver everything twice.
  func fold() -> Chronicle? { lock?.stands == true ? HistoryStore.foldInPlace(folder: folder) : nil }
}

/// Commands that run on a queue.
final class HookRuns: HookStarting {
  private let poll: DescriptorPoll
  private let send: @Sendable (Stimulus) -> Void
  private let begin: @Sendable (DeliveryKey, [String: String]) -> Void
  private var runs: [DeliveryKey: HookRun] = [:]
  /// Commands whose environment is being asked for.
  private var awaited: [DeliveryKey: HookCommand] = [:]

  /// - Parameter begin: is to call `begin` on the queue.
  init(
    on poll: DescriptorPoll, send: @escaping @Sendable (Stimulus) -> Void,
    begin: @escaping @Sendable (DeliveryKey, [String: String]) -> Void
  ) {
    (self.poll, self.send, self.begin) = (poll, send, begin)
  }

  func start(_ command: HookCommand, for key: DeliveryKey) {
    guard ManagerEnvironment.isThere else { return run(command, for: key) }
    awaited[key] = command
    ManagerEnvironment.ask(on: poll) { [begin] in begin(key, $0) }
  }

  /// Runs a command in the manager's present environment.
  func begin(_ key: DeliveryKey, in environment: [String: String]) {
    // It may have been cancelled meanwhile.
    guard var command = awaited.removeValue(forKey: key) else { return }
    command.environment = environment.merging(command.environment) { $1 }
    run(command, for: key)
  }

  private func run(_ command: HookCommand, for key: DeliveryKey) {
    let send = send
    runs[key] = HookRun(command, on: poll) { line in
      send(.hookLine(key, line))
    } completion: { failure in
      send(.hookEnded(key, failure))
    }
  }

  func cancel(_ key: DeliveryKey) {
    if awaited.removeValue(forKey: key) != nil { return send(.hookEnded(key, DeliveryFailure(.cancelled))) }
    runs[key]?.cancel()
  }

  func withdraw(_ key: DeliveryKey) {
    if awaited.removeValue(forKey: key) != nil { return send(.hookEnded(key, DeliveryFailure(.cancelled))) }
    runs[key]?.withdraw()
  }

  func ended(_ key: DeliveryKey) { runs[key] = nil }

  var isIdle: Bool { runs.isEmpty && awaited.isEmpty }

  /// Ends whoever did not go when asked to.
  func kill() {
    for run in runs.values { if let process = run.processIdentifier { Glibc.kill(-process, SIGKILL) } }
  }
}

/// The config file, and the copy of the last good one in the state folder.
struct ConfigOnDisk: ConfigReading {
  let path: String
  let limit: Int
  let lastGood: String

  func read() throws(FileFault) -> [UInt8] { try readBounded(path: path, limit: limit, trust: .ownerOnly) }

  func readLastGood() -> [UInt8]? { try? readBounded(path: lastGood, limit: limit, trust: .ownerOnly) }

  func keepLastGood(_ bytes: [UInt8]) {
    guard readLastGood() != bytes else { return }
    // Best effort: without the copy only a start with a broken config is the poorer.
    try? writeAtomically(path: lastGood, bytes: bytes)
  }
}
