import History
import Rituals

/// Somebody else has written to the history since it was read: nothing was recorded.
private struct Overtaken: Error {}

extension Situation {
  /// Records events that were decided by what the history said, as `record` does, in `Context.deciding`. Where the daemon
  /// or another `kin` has written since it was read, nothing is recorded, and it is decided anew.
  func recordDecided(_ events: [Event]) throws -> [HistoryStore.Entry] {
    guard let entries = try record(events, ifLatest: store?.latestRead ?? 0) else { throw Overtaken() }
    return entries
  }
}

extension Context {
  /// How often it is decided anew at most.
  private static let mostDecisions = 20

  /// Runs what reads the history, decides, and records: again where somebody else has written in between, so that an answer
  /// never stands on less than what was in the history before it.
  func deciding(_ body: () throws -> Report) throws -> Report {
    for _ in 0..<Context.mostDecisions {
      do { return try body() } catch is Overtaken {}
    }
    throw Failure(
      "something else keeps writing to the history, so nothing was recorded; try again in a moment")
  }
}
