import CSQLite
import Files
import Glibc

extension Database {
  /// Asks SQLite whether the file is whole.
  func check() throws(StoreFault) {
    let doing = "check \(file.path)"
    let answer = try pragma("quick_check(1)", doing: doing)
    guard answer == "ok" else { throw .sqlite(file, doing: doing, code: SQLITE_CORRUPT, message: answer) }
  }

  /// Makes a file for its owner alone, where there is none: SQLite leaves that to the umask, and gives its companions the
  /// file's own mode. A link is refused: whoever can place one could make us write elsewhere.
  static func makePrivate(_ path: String) throws(StoreFault) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    if descriptor >= 0 { close(descriptor) }
    // Not opened where it exists: to close it would end the locks that SQLite has on it in this process (fcntl(2)).
    guard descriptor < 0, let status = fileStatus(path, followingLinks: false) else { return }
    if status.st_mode & S_IFMT == S_IFLNK {
      throw .unavailable(folder: path, why: "it is a link; put the file itself there")
    }
    if status.st_mode & 0o077 != 0 { chmod(path, status.st_mode & 0o700) }
  }

  /// Writes a copy of all that is in it to a new file of its owner's alone, which is whole without a log; none where that
  /// fails, since half a copy on a full disk only makes it fuller.
  func copy(to path: String, doing: String) throws(StoreFault) {
    Database.remove(path)
    do throws(StoreFault) {
      try Database.makePrivate(path)
      try execute("VACUUM INTO '\(path.map { $0 == "'" ? "''" : String($0) }.joined())'", doing: doing)
    } catch {
      Database.remove(path)
      throw error
    }
  }

  /// Moves the log into the file and empties it; false if another program is reading. Never waits.
  func checkpoint() throws(StoreFault) -> Bool {
    let doing = "write into \(file.path)"
    try execute("PRAGMA busy_timeout = 0", doing: doing)
    defer { try? execute("PRAGMA busy_timeout = \(Database.patience)", doing: doing) }
    var isBusy = true
    // TRUNCATE also has the next writer begin at the log's start (sqlite.org/pragma.html#pragma_wal_checkpoint).
    try run("PRAGMA wal_checkpoint(TRUNCATE)", doing: doing) { isBusy = $0.integer(0) != 0 }
    return !isBusy
  }

  /// Removes a file of our own, and what SQLite may have left beside it.
  static func remove(_ path: String) {
    for suffix in ["", "-journal", "-wal", "-shm"] { unlink(path + suffix) }
  }
}
