import CSQLite
import CivilTime
import Glibc

/// Which file a path means: its device and inode.
struct FileIdentity: Hashable {
  private let device: UInt64
  private let inode: UInt64

  /// Nil where there is no such file.
  init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
  }
}

extension HistoryStore {
  /// Asks SQLite whether the file is whole.
  static func check(_ database: Database, _ path: String) throws(HistoryFault) {
    let statement = try database.prepare("PRAGMA quick_check(1)", doing: "check \(path)")
    let answer = try statement.step() ? statement.text(0) ?? "" : ""
    statement.reset()
    guard answer == "ok" else {
      throw .sqlite(doing: "check \(path)", code: SQLITE_CORRUPT, message: answer)
    }
  }

  /// Moves a damaged file and what belongs to it out of the way, and puts the last good backup in its place.
  static func setAside(_ path: String, now: Instant) throws(HistoryFault) -> Repair {
    let stamp = now.description.filter { $0 != ":" && $0 != "-" }
    let aside = "\(path).damaged-\(stamp)"
    for suffix in ["", "-wal", "-shm"] where rename(path + suffix, aside + suffix) != 0 {
      if suffix.isEmpty { throw .cannotSetAside(path: path, errno: errno) }
    }
    var restored = false
    let backup = backupPath(of: path)
    if FileIdentity(of: backup) != nil, let copy = try? Database(path: backup, readOnly: true),
      (try? check(copy, backup)) != nil
    {
      // The copy is written anew, so that the backup itself stays.
      restored = (try? copy.execute("VACUUM INTO '\(quoted(path))'", doing: "restore \(backup)")) != nil
      chmod(path, 0o600)
    }
    return .setAside(path: aside, restoredBackup: restored)
  }

  static func backupPath(of path: String) -> String { path + ".backup" }

  /// Keeps a copy of the whole history beside it, at most once a day. It is written under another name first, so that
  /// there is a good one at any time.
  public func backUp(now: Instant) throws(HistoryFault) {
    let backup = HistoryStore.backupPath(of: path)
    var status = stat()
    if stat(backup, &status) == 0, now.seconds - Int64(status.st_mtim.tv_sec) < 86_400,
      now.seconds >= Int64(status.st_mtim.tv_sec)
    {
      return
    }
    let fresh = backup + ".new"
    unlink(fresh)
    try database.execute("VACUUM INTO '\(HistoryStore.quoted(fresh))'", doing: "back up \(path)")
    chmod(fresh, 0o600)
    rename(fresh, backup)
  }

  private static func quoted(_ path: String) -> String {
    path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
  }
}
