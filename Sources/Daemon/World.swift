import CivilTime
import Files
import History
import Hooks
import Journal
import Planning
import RitualFile

/// Everything outside that the loop touches, as one value: the real edges in the program, their twins in a test that
/// runs years in a second.
public struct World {
  /// The wall clock.
  public var now: () -> Instant
  /// The one timer.
  public var timer: any TimerArming
  /// The way to the history.
  public var history: any HistoryOpening
  /// What there is to ask people about.
  public var notebook: any DetailKeeping
  /// The journal.
  public var journal: any JournalSending
  /// Whoever runs commands.
  public var hooks: any HookStarting
  /// The service manager.
  public var service: any ServiceTelling
  /// The time zones.
  public var zones: any ZoneFinding
  /// The config file.
  public var config: any ConfigReading
  /// Sets what is to be watched for changes, beside the history.
  public var watch: ([String]) -> Void
  /// Ends the program: an exit code of sysexits.h, and why.
  public var leave: (Int32, String) -> Void

  public init(
    now: @escaping () -> Instant, timer: any TimerArming, history: any HistoryOpening,
    notebook: any DetailKeeping, journal: any JournalSending, hooks: any HookStarting,
    service: any ServiceTelling,
    zones: any ZoneFinding, config: any ConfigReading, watch: @escaping ([String]) -> Void,
    leave: @escaping (Int32, String) -> Void
  ) {
    self.now = now
    self.timer = timer
    self.history = history
    self.notebook = notebook
    self.journal = journal
    self.hooks = hooks
    self.service = service
    self.zones = zones
    self.config = config
    self.watch = watch
    self.leave = leave
  }
}

/// The one timer; nil disarms it.
public protocol TimerArming {
  func arm(at instant: Instant?)
}

/// The way to the history, which may not be there yet, or may vanish and come back.
public protocol HistoryOpening {
  func open(now: Instant) throws(HistoryFault) -> HistoryStore
  /// What it says, where it cannot be opened for writing; nil where that cannot be known.
  func fold() -> Chronicle?
}

/// The journal: never blocks.
public protocol JournalSending {
  /// True where the entry was handed over.
  func send(_ fields: [(String, String)]) -> JournalOutcome
}

/// How the journal took an entry.
public enum JournalOutcome: Hashable, Sendable {
  case sent
  /// It was not taken; the words say why.
  case refused(String)
}

/// Commands that run beside the loop; what they print and how they end comes back as a `Stimulus`.
public protocol HookStarting {
  func start(_ run: HookRunRequest)
  /// Ends it; what it shows may stay.
  func cancel(_ key: DeliveryKey)
  /// Ends it since nobody is to see it any more: what it shows goes with it.
  func withdraw(_ key: DeliveryKey)
}

/// What the service manager is told.
public protocol ServiceTelling {
  func ready(status: String)
  func reloading()
  func stopping()
  func status(_ text: String)
}

/// Zones by name, and the machine's own.
public protocol ZoneFinding: ZoneDirectory {
  func zone(_ name: String) throws -> Zone
  func systemZone() -> (zone: Zone, fault: String?)
  /// Drops what has changed on the disk; true where anything had.
  func reload() -> Bool
  var watchedPaths: [String] { get }
}

/// The config file and the copy of the last good one.
public protocol ConfigReading {
  var path: String { get }
  func read() throws(ConfigUnreadable) -> [UInt8]
  func readLastGood() -> [UInt8]?
  func keepLastGood(_ bytes: [UInt8])
}

/// Why the config file could not be read at all.
public struct ConfigUnreadable: Error, Hashable, Sendable {
  /// What is wrong, and with which file.
  public var message: String
  /// True where there is simply no file.
  public var isAbsent: Bool

  public init(message: String, isAbsent: Bool) {
    self.message = message
    self.isAbsent = isAbsent
  }
}
