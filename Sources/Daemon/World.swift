import CivilTime
import Files
import History
import Hooks
import Journal
import Planning
import RitualFile

/// Everything outside that the loop touches, as one value: the real edges in the program, their twins in a test that
/// runs years in a second.
struct World {
  var now: () -> Instant
  var timer: any TimerArming
  var history: any HistoryOpening
  var notebook: any DetailKeeping
  var journal: any JournalSending
  var hooks: any HookStarting
  var service: any ServiceNotifying
  var zones: any ZoneFinding
  var config: any ConfigReading
  /// Sets what is to be watched for changes, beside the history.
  var watch: ([String]) -> Void
  /// Ends the program: an exit code of sysexits.h, and why.
  var leave: (Int32, String) -> Void
}

/// The one timer; nil disarms it.
protocol TimerArming {
  func arm(at instant: Instant?)
}

/// The way to the history, which may not be there yet, or may vanish and come back.
protocol HistoryOpening {
  func open(now: Instant) throws(HistoryFault) -> HistoryStore
  /// What it says, where it cannot be opened for writing; nil where that cannot be known.
  func fold() -> Chronicle?
}

/// The journal: never blocks.
protocol JournalSending {
  /// True where the entry was handed over.
  func send(_ fields: [(String, String)]) -> JournalOutcome
}

/// How the journal took an entry.
enum JournalOutcome: Hashable, Sendable {
  case sent
  /// It was not taken; the words say why.
  case refused(String)
}

/// Commands that run beside the loop; what they print and how they end comes back as a `Stimulus`.
protocol HookStarting {
  func start(_ run: HookRunRequest)
  /// Ends it; what it shows may stay.
  func cancel(_ key: DeliveryKey)
  /// Ends it since nobody is to see it any more: what it shows goes with it.
  func withdraw(_ key: DeliveryKey)
}

/// What the service manager hears.
protocol ServiceNotifying {
  func ready(status: String)
  func reloading()
  func stopping()
  func status(_ text: String)
}

/// Zones by name, and the machine's own.
protocol ZoneFinding: ZoneDirectory {
  func zone(_ name: String) throws -> Zone
  func systemZone() -> (zone: Zone, fault: String?)
  /// Drops what has changed on the disk; true where anything had.
  func reload() -> Bool
  var watchedPaths: [String] { get }
}

/// The config file and the copy of the last good one.
protocol ConfigReading {
  var path: String { get }
  func read() throws(ConfigUnreadable) -> [UInt8]
  func readLastGood() -> [UInt8]?
  func keepLastGood(_ bytes: [UInt8])
}

/// Why the config file could not be read at all.
struct ConfigUnreadable: Error, Hashable, Sendable {
  /// What is wrong, and with which file.
  var message: String
  /// True where there is simply no file.
  var isAbsent: Bool
}
