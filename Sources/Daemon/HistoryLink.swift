import CivilTime
import History

/// The daemon's hold on its history: the open store, what waits to be recorded while it cannot be written, and when the
/// next try is.
struct HistoryLink {
  /// Nil while it is out of reach.
  var store: HistoryStore?
  /// Changes with every write of another program.
  var revision = 0
  var backlog = HistoryStore.Backlog()
  /// Whether the history was read since the start. From then on reminders are delivered even while it is out of reach;
  /// before, nobody knows what was delivered already.
  var isKnown = false
  private(set) var tryAgainAt: Instant?
  /// When what lies in its log is to go into the file; nil where nothing does.
  private(set) var restAt: Instant?
  private var failures = 0

  /// The store where it can be written at once: what waits to be recorded comes first.
  var writable: HistoryStore? { backlog.isEmpty ? store : nil }

  /// Nothing waits for it: the next try comes by growing pauses.
  mutating func failed(_ fault: StoreFault, at now: Instant) {
    if fault.asksToReopen { store = nil }
    failures = min(failures + 1, 6)
    tryAgainAt = now.advanced(bySeconds: 5 << Int64(failures - 1))
  }

  mutating func works() {
    failures = 0
    tryAgainAt = nil
  }

  /// Something waits to be recorded.
  mutating func trySoon(after now: Instant) { tryAgainAt = tryAgainAt ?? now.advanced(bySeconds: 5) }

  /// The clock was set: the instant of the next try means nothing.
  mutating func tryNow(at now: Instant) {
    if tryAgainAt != nil { tryAgainAt = now }
    restAt = nil
  }

  /// Moves what was recorded from the log into the file, so that a copy of the file has everything: at most a minute after
  /// the first of it, and earlier if the daemon is awake anyway. Nothing wakes it while the log is empty.
  mutating func rest(at now: Instant) {
    guard let store, store.hasLog else {
      restAt = nil
      return
    }
    let end = restAt ?? now.advanced(bySeconds: 60)
    restAt = end
    guard end <= now.advanced(bySeconds: 30) else { return }
    do throws(StoreFault) {
      restAt = try store.rest() ? nil : now.advanced(bySeconds: 60)
    } catch {
      // Nothing is lost by it: the log has everything. A full disk need not be asked every minute.
      restAt = now.advanced(bySeconds: 600)
    }
  }

  /// True once, when the next try is due.
  mutating func takesTry(at now: Instant) -> Bool {
    guard let at = tryAgainAt, at <= now else { return false }
    tryAgainAt = nil
    return true
  }

  /// Records what waits.
  mutating func catchUp(_ store: HistoryStore, after number: Int, at now: Instant) throws(StoreFault) {
    guard !backlog.isEmpty else { return }
    try store.catchUp(backlog, after: number, at: now)
    backlog = HistoryStore.Backlog()
  }
}
