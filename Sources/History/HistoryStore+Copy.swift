import Files
import Glibc

extension HistoryStore {
  /// Whether some of it is only in the log, the file beside it that SQLite writes first. A copy of the file would lack it.
  public var hasLog: Bool { (fileStatus(path + "-wal")?.st_size ?? 0) > 0 }

  /// Moves the log into the file; false if another program is reading it.
  @discardableResult public func rest() throws(StoreFault) -> Bool { try database.checkpoint() }

  /// Writes a copy of the whole history, for its owner alone. It appears under its name once it is whole and on the disk.
  /// - Parameter replacing: whether it may take the place of a file that is there.
  public func copy(to path: String, replacing: Bool) throws(StoreFault) {
    let fresh = "\(path).new-\(getpid())"
    try database.copy(to: fresh, doing: "write \(path)")
    guard HistoryStore.moveSynced(fresh, to: path, replacing: replacing) else {
      let code = errno
      if code == EEXIST { throw .exists(path: path) }
      throw .unavailable(folder: path, why: String(cString: strerror(code)))
    }
  }
}
