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

  /// Makes a file for its owner alone, where there is none: SQLite leaves that to the umask, and gives its companions the
  /// file's own mode. A link is refused: whoever can place one could make us write elsewhere.
  static func makePrivate(_ path: String) throws(HistoryFault) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor < 0 else {
      close(descriptor)
      return
    }
    // Not opened where it exists: to close it would end the locks that SQLite has on it in this process (fcntl(2)).
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFLNK {
      throw .unavailable(folder: path, why: "it is a link; put the file itself there")
    }
    if status.st_mode & 0o077 != 0 { chmod(path, status.st_mode & 0o700) }
  }

  /// True where there is no history at a path, or one of no length, as a file system may leave it after a power cut.
  static func isGone(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return errno == ENOENT }
    return status.st_size == 0
  }

  /// Moves a damaged file and what belongs to it out of the way; returns where the file lies now.
  static func setAside(_ path: String, now: Instant) throws(HistoryFault) -> String {
    let stamp = now.description.filter { $0 != ":" && $0 != "-" }
    var aside = "\(path).damaged-\(stamp)"
    var count = 1
    while FileIdentity(of: aside) != nil {
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
    guard FileIdentity(of: backup) != nil else { return false }
    remove(fresh)
    do throws(HistoryFault) {
      let good = try Database(path: backup, readOnly: true)
      try check(good, backup)
      try makePrivate(fresh)
      try good.execute("VACUUM INTO '\(quoted(fresh))'", doing: "restore \(backup)")
      try letGo(in: fresh, now: now)
    } catch {
      remove(fresh)
      return false
    }
    for suffix in ["-wal", "-shm"] { unlink(path + suffix) }
    return moveSynced(fresh, to: path)
  }

  /// In a function of its own, at the end of which the file is closed and whole without a log.
  private static func letGo(in path: String, now: Instant) throws(HistoryFault) {
    try HistoryStore(path: path, checked: true, repair: nil).releaseAll(at: now)
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

  private static func quoted(_ path: String) -> String {
    path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
  }
}
