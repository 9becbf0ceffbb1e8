import History
import Rituals

/// What can be wrong with the daemon's surroundings.
enum Trouble: String, CaseIterable { case config, history, locks, journal, zone }

/// What was reported last, so that everything is reported once.
struct Reported {
  /// What is wrong at present, by subject; the status shows it.
  var troubles: [Trouble: String] = [:]
  var troublesInStatus: [Trouble: String] = [:]
  /// Why the last backup failed.
  var backupFault: StoreFault?
  /// Why the notebook could not be read.
  var notebookFault: StoreFault?
  /// The diagnostics of the config.
  var configDetails = ""
  /// The warnings about a config in use.
  var configWarnings = ""
  /// The reminders that are held.
  var holds: Set<ReminderID> = []
}
