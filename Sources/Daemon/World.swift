import Bus
import CivilTime
import Files
import History
import Hooks
import Planning
import RitualFile
import Rituals
import Supervision
import Zones

/// Everything outside that the loop touches, as one value: the real edges in the program, their twins in a test that
/// runs years in a second.
struct World {
  var now: () -> Instant
  /// Arms the one timer; nil disarms it.
  var arm: (Instant?) -> Void
  var history: any HistoryOpening
  /// The folder of the notebook, which is open only while it is read or written.
  var stateFolder: String
  /// Sends the journal an entry, without ever waiting; returns why it did not take it.
  var journal: ([(String, String)]) -> DeliveryFailure.Cause?
  var hooks: any HookStarting
  var notifications: any NotificationShowing
  var bus: any BusAnswering
  var explanations: any ExplanationStarting
  /// Reports to the service manager.
  var report: (ServiceState) -> Void
  var zones: any ZoneFinding
  var config: any ConfigReading
  /// Sets what is to be watched for changes, beside the history.
  var watch: ([String]) -> Void
  /// Called when the daemon becomes idle, to release memory.
  var rested: () -> Void
  /// Ends the program: an exit code of sysexits.h, and why.
  var leave: (Int32, String) -> Void
}

/// The way to the history, which may not be there yet, or may vanish and come back.
protocol HistoryOpening {
  func open(now: Instant) throws(StoreFault) -> HistoryStore
  /// What it says, where it cannot be opened for writing; nil where that cannot be known.
  func fold() -> Chronicle?
  /// Why the folder's file system keeps no locks, as an errno; nil if it does.
  var weakness: Int32? { get }
}

/// Commands that run beside the loop; what they print and how they end comes back as a `Stimulus`.
protocol HookStarting {
  func start(_ command: HookCommand, for key: DeliveryKey)
  /// Ends it; what it shows may stay.
  func cancel(_ key: DeliveryKey)
  /// Ends it since nobody is to see it any more: what it shows goes with it.
  func withdraw(_ key: DeliveryKey)
}

/// Desktop notifications. Whatever happens to one comes back as a `Stimulus`.
protocol NotificationShowing {
  func show(_ notification: Notification, for key: DeliveryKey)
  /// Removes it from the screen.
  func takeOff(_ key: DeliveryKey)
}

/// The daemon's object on the session bus. Method calls arrive as a `Stimulus` with a number for the reply.
protocol BusAnswering {
  func answer(_ call: Int, _ values: [BusValue])
  func refuse(_ call: Int, _ fault: BusFault)
  func set(_ properties: [BusProperty])
  func emit(_ signal: String, _ values: [BusValue])
}

/// Explanations of rituals and occurrences. Each arrives as a `Stimulus`.
protocol ExplanationStarting {
  /// False if too many wait already.
  func start(_ name: String, for call: Int) -> Bool
}

/// Zones by name, and the machine's own.
protocol ZoneFinding: ZoneDirectory {
  func zone(_ name: String) throws(ZoneFault) -> Zone
  func systemZone() -> (zone: Zone, fault: ZoneFault?)
  /// Drops what has changed on the disk; true where anything had.
  func reload() -> Bool
  var watchedPaths: [String] { get }
}

/// The config file and the copy of the last good one.
protocol ConfigReading {
  var path: String { get }
  func read() throws(FileFault) -> [UInt8]
  func readLastGood() -> [UInt8]?
  func keepLastGood(_ bytes: [UInt8])
}
