import CSQLite
import CivilTime
import Files
import Glibc

extension HistoryStore {
  /// True where there is no history at a path, or one of no length, as a file system may leave it after a power cut.
  static func isGone(_ path: String) -> Bool {
    guard let status = fileStatus(path) else { return errno == ENOENT }
    return status.st_size == 0
  }

  /// Moves a damaged file and what belongs to it out of the way; returns where the file lies now.
  static func setAside(_ path: String, now: Instant) throws(StoreFault) -> String {
    let stamp = now.description.filter { $0 != ":" && $0 != "-" }
    var aside = "\(path).damaged-\(stamp)"
    var count = 1
    while fileStatus(aside) != nil {
      count += 1
      aside = "\(path).damaged-\(stamp)-\(count)"
    }
    guard rename(path, aside) == 0 else { throw .cannotSetAside(path: path, errno: errno) }
    // A log that stays behind would be played into the next file of this name: SQLite or `restoreBackup` removes it.
    for suffix in ["-wal", "-shm"] { rename(path + suffix, aside + suffix) }
    return aside
  }

  /// Puts a copy of the last good backup in a missing file's place; false where there is none that is whole.
  ///
  /// The copy lets go of every ritual before it gets its name, so that at no moment a history stands there by which
  /// something delivered since would be delivered again.
  static func restoreBackup(of path: String, now: Instant) -> Bool {
    let backup = backupPath(of: path)
    let fresh = path + ".restored"
    guard fileStatus(backup) != nil else { return false }
    do throws(StoreFault) {
      let good = try Database(.history(backup), flags: SQLITE_OPEN_READONLY)
      try good.check()
      try good.copy(to: fresh, doing: "restore \(backup)")
      // Closed at the end of the statement, so that it is whole without a log.
      try HistoryStore(.history(fresh), isChecked: true).releaseAll(at: now)
    } catch {
      Database.remove(fresh)
      return false
    }
    for suffix in ["-wal", "-shm"] { unlink(path + suffix) }
    return moveSynced(fresh, to: path)
  }

  static func backupPath(of path: String) -> String { path + ".backup" }

  /// Keeps a copy of the whole history beside it, at most once a day. It is written under another name first, so that
  /// there is a good one at any time.
  public func backUp(now: Instant) throws(StoreFault) {
    let backup = HistoryStore.backupPath(of: path)
    if let status = fileStatus(backup) {
      let made = Int64(status.st_mtim.tv_sec)
      if now.seconds >= made, now.seconds - made < 86_400 { return }
    }
    let fresh = backup + ".new"
    try database.copy(to: fresh, doing: "back up \(path)")
    guard HistoryStore.moveSynced(fresh, to: backup) else {
      throw .unavailable(folder: backup, why: String(cString: strerror(errno)))
    }
  }

  /// Renames a finished file once its bytes are on the disk, and deletes it if that fails.
  /// - Parameter replacing: whether it may take the place of a file that is there.
  static func moveSynced(_ path: String, to target: String, replacing: Bool = true) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    guard descriptor >= 0, fsync(descriptor) == 0,
      replacing ? rename(path, target) == 0 : moveIfFree(path, to: target)
    else {
      let code = errno
      unlink(path)
      errno = code
      return false
    }
    return true
  }

  /// Renames a file unless there is one of the new name, and then says so in `errno`.
  private static func moveIfFree(_ path: String, to target: String) -> Bool {
    if link(path, target) == 0 {
      unlink(path)
      return true
    }
    // Some file systems, as on a memory stick, have no links.
    guard errno != EEXIST, access(target, F_OK) != 0 else {
      errno = EEXIST
      return false
    }
    return rename(path, target) == 0
  }
}
