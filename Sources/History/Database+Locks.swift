import CSQLite
import Files
import Glibc

/// File systems without record locks, such as NFS without lockd (sqlite.org/vfs.html, "unix-dotfile").
extension Database {
  static func connect(_ name: String, _ flags: Int32, system: String?) -> (OpaquePointer?, Int32) {
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(name, &opened, flags | SQLITE_OPEN_NOMUTEX, system)
    return (opened, code)
  }

  /// Whether reading gets its lock. Other faults show up and are reported later.
  static func canLock(_ handle: OpaquePointer?) -> Bool {
    let code = sqlite3_exec(handle, "PRAGMA schema_version", nil, nil, nil)
    return ![SQLITE_BUSY, SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_PROTOCOL].contains(code & 0xff)
  }

  /// Removes a lock file that a process left behind when it was killed. Whoever has one needs it for less than a second.
  static func removeStaleLock(of path: String) {
    let lock = path + ".lock"
    guard let status = fileStatus(lock, followingLinks: false), time(nil) - status.st_mtim.tv_sec > 30 else {
      return
    }
    if rmdir(lock) != 0 { unlink(lock) }
  }
}
