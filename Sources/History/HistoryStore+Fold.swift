import CSQLite
import Dispatch
import Files
import Planning
import Synchronization

extension HistoryStore {
  /// What the history says, all of it.
  public func fold() throws(StoreFault) -> Chronicle { try fold(onto: Chronicle()) }

  /// The same, while `work` is done: a long history is read on a thread of its own meanwhile. What others record until
  /// `work` is done is in it.
  public func fold(during work: (() -> Void)?) throws(StoreFault) -> Chronicle {
    guard let work else { return try fold() }
    let reading = size < HistoryStore.worthAThread || weakness != nil ? nil : Reading(of: database.file)
    work()
    return try fold(onto: reading?.result() ?? Chronicle())
  }

  /// Takes in what happened after the last event of a chronicle.
  private func fold(onto chronicle: consuming Chronicle) throws(StoreFault) -> Chronicle {
    latestRead = max(latestRead, chronicle.last)
    try forEachEvent(after: chronicle.last) { chronicle.apply($0.event, number: $0.number) }
    return chronicle
  }

  var size: Int { Int(fileStatus(path)?.st_size ?? 0) }

  /// In bytes: some 8,000 events. Fewer are read before a thread has begun.
  static let worthAThread = 1_000_000

  /// The reading of a history by a second connection, on a thread of its own.
  private final class Reading: Sendable {
    private let found = Mutex<Chronicle?>(nil)
    private let group = DispatchGroup()

    init(of file: StoreFile) {
      DispatchQueue.global().async(group: group) { [self] in
        // Whatever is wrong, the store that waits finds it again, and says so.
        let chronicle = try? HistoryStore(Database(file, flags: SQLITE_OPEN_READONLY)).fold()
        found.withLock { $0 = chronicle }
      }
    }

    /// Waits for its end; nil where the history could not be read.
    func result() -> Chronicle? {
      group.wait()
      return found.withLock { $0.take() }
    }
  }
}
