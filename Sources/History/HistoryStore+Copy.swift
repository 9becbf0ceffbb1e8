import CSQLite
import Files
import Glibc

extension HistoryStore {
  /// Whether a part of it is in its log alone, the file beside it that SQLite writes first. A copy of the file would lack
  /// that part.
  public var hasLog: Bool { (fileStatus(path + "-wal")?.st_size ?? 0) > 0 }

  /// Moves what lies in the log into the file; false where another program reads it at this moment.
  @discardableResult public func rest() throws(StoreFault) -> Bool { try database.checkpoint() }

  /// Writes a copy of the whole history, for its owner alone. It appears under its name once it is whole and on the disk.
  /// - Parameter replacing: whether it may take the place of a file that is there.
  public func copy(to path: String, replacing: Bool) throws(StoreFault) {
    let fresh = "\(path).new-\(getpid())"
    try database.copy(to: fresh, doing: "write \(path)")
    guard HistoryStore.placeSynced(fresh, at: path, replacing: replacing) else {
      let code = errno
      unlink(fresh)
      if code == EEXIST { throw .exists(path: path) }
      throw .unavailable(folder: path, why: String(cString: strerror(code)))
    }
  }

  private static func placeSynced(_ fresh: String, at path: String, replacing: Bool) -> Bool {
    let descriptor = open(fresh, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { return false }
    if replacing { return rename(fresh, path) == 0 }
    if link(fresh, path) == 0 {
      unlink(fresh)
      return true
    }
    // Some file systems, as on a memory stick, have no links.
    guard errno != EEXIST, access(path, F_OK) != 0 else {
      errno = EEXIST
      return false
    }
    return rename(fresh, path) == 0
  }
}
