import CSQLite
import CivilTime
import Files
import Glibc

extension HistoryStore {
  /// Asks SQLite whether the file is whole.
  static func check(_ database: Database, _ path: String) throws(HistoryFault) {
    let doing = "check \(path)"
    let answer = try database.first("PRAGMA quick_check(1)", doing: doing) { $0.text(0) ?? "" } ?? ""
    guard answer == "ok" else { throw .sqlite(doing: doing, code: SQLITE_CORRUPT, message: answer) }
  }

  /// Makes a file for its owner alone, where there is none: SQLite leaves that to the umask, and gives its companions the
  /// file's own mode. A link is refused: whoever can place one could make us write elsewhere.
  static func makePrivate(_ path: String) throws(HistoryFault) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    if descriptor >= 0 { close(descriptor) }
    // Not opened where it exists: to close it would end the locks that SQLite has on it in this process (fcntl(2)).
    guard descriptor < 0, let status = fileStatus(path, followingLinks: false) else { return }
    if status.st_mode & S_IFMT == S_IFLNK {
      throw .unavailable(folder: path, why: "it is a link; put the file itself there")
    }
    if status.st_mode & 0o077 != 0 { chmod(path, status.st_mode & 0o700) }
  }

  /// True where there is no history at a path, or one of no length, as a file system may leave it after a power cut.
  static func isGone(_ path: String) -> Bool {
    guard let status = fileStatus(path) else { return errno == ENOENT }
    return status.st_size == 0
  }

  /// Moves a damaged file and what belongs to it out of the way; returns where the file lies now.
  static func setAside(_ path: String, now: Instant) throws(HistoryFault) -> String {
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
  /// something given since would be given again.
  static func restoreBackup(of path: String, now: Instant) -> Bool {
    let backup = backupPath(of: path)
    let fresh = path + ".restored"
    guard fileStatus(backup) != nil else { return false }
    remove(fresh)
    do throws(HistoryFault) {
      let good = try Database(path: backup, readOnly: true)
      try check(good, backup)
      try makePrivate(fresh)
      try good.execute("VACUUM INTO '\(quoted(fresh))'", doing: "restore \(backup)")
      // Closed at the end of the statement, so that it is whole without a log.
      try HistoryStore(path: fresh, checked: true, repair: nil).releaseAll(at: now)
    } catch {
      remove(fresh)
      return false
    }
    for suffix in ["-wal", "-shm"] { unlink(path + suffix) }
    return moveSynced(fresh, to: path)
  }

  static func backupPath(of path: String) -> String { path + ".backup" }

  /// Keeps a copy of the whole history beside it, at most once a day. It is written under another name first, so that
  /// there is a good one at any time.
  public func backUp(now: Instant) throws(HistoryFault) {
    let backup = HistoryStore.backupPath(of: path)
    if let status = fileStatus(backup) {
      let made = Int64(status.st_mtim.tv_sec)
      if now.seconds >= made, now.seconds - made < 86_400 { return }
    }
    let fresh = backup + ".new"
    HistoryStore.remove(fresh)
    do throws(HistoryFault) {
      try HistoryStore.makePrivate(fresh)
      try database.execute("VACUUM INTO '\(HistoryStore.quoted(fresh))'", doing: "back up \(path)")
    } catch {
      // Half a copy on a full disk only makes it fuller.
      HistoryStore.remove(fresh)
      throw error
    }
    guard HistoryStore.moveSynced(fresh, to: backup) else {
      throw .unavailable(folder: backup, why: String(cString: strerror(errno)))
    }
  }

  /// Removes a file of our own that was not finished, and what SQLite may have left beside it.
  private static func remove(_ path: String) {
    for suffix in ["", "-journal", "-wal", "-shm"] { unlink(path + suffix) }
  }

  /// Renames a finished file once its bytes are on the disk.
  private static func moveSynced(_ path: String, to target: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0, rename(path, target) == 0 else {
      let code = errno
      unlink(path)
      errno = code
      return false
    }
    return true
  }

  private static func quoted(_ path: String) -> String { path.map { $0 == "'" ? "''" : String($0) }.joined() }
}
