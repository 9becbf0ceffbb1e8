import CLinux
import Glibc

/// The lock that makes a process the one daemon of a folder: an flock(2), which ends with the process, however that ends.
public final class FolderLock {
  /// Who holds the lock.
  public struct Holder: Hashable, Sendable {
    /// Its number.
    public var process: pid_t
    /// The program's name by /proc, nil where the process cannot be seen.
    public var program: String?
    /// When it took the lock, in seconds since 1970.
    public var since: Int64
  }

  /// What an attempt to take the lock led to.
  public enum Outcome {
    case acquired(FolderLock)
    /// By another process; nil where it hasn't written its name yet.
    case held(by: Holder?)
  }

  private let descriptor: Int32
  private let path: String
  /// Why the folder's file system keeps no locks, as an errno; nil if it does. Without them, the lock is in the runtime
  /// folder or by the number of the process, and only holds on this machine.
  public let weakness: Int32?
  /// The lock in the runtime folder, which stands in.
  private let standIn: Int32?

  private init(descriptor: Int32, path: String, weakness: Int32? = nil, standIn: Int32? = nil) {
    (self.descriptor, self.path, self.weakness, self.standIn) = (descriptor, path, weakness, standIn)
  }

  deinit {
    // The file stays: if it were removed, two processes could each lock a file of that name.
    ftruncate(descriptor, 0)
    close(descriptor)
    if let standIn { close(standIn) }
  }

  /// Takes the lock of an existing folder, or names its holder. Never waits.
  /// - Parameters:
  ///   - since: seconds since 1970, shown to others who want the lock.
  ///   - runtime: the user's runtime folder, for a lock that stands in where the folder's file system has none.
  public static func acquire(
    folder: String, name: String = "lock", since: Int64, runtime: String? = nil
  ) throws(FileFault) -> Outcome {
    let path = "\(folder)/\(name)"
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else {
      if errno == ELOOP { throw .isALink(path: path) }
      throw .failed(action: .lock, path: path, errno: errno)
    }
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let code = errno
      if code == EINTR { continue }
      if FolderLock.isUnsupported(code) {
        return acquireWithoutLocks(descriptor, path, weakness: code, since: since, runtime: runtime)
      }
      defer { close(descriptor) }
      guard code == EWOULDBLOCK else { throw .failed(action: .lock, path: path, errno: code) }
      return .held(by: Holder(lockFile: path))
    }
    sign(descriptor, path, since)
    return .acquired(FolderLock(descriptor: descriptor, path: path))
  }

  /// What flock(2) and fcntl(2) report of a file system without locks, such as NFS without lockd, or Lustre.
  static func isUnsupported(_ code: Int32) -> Bool { [ENOLCK, EOPNOTSUPP, ENOSYS, EINVAL].contains(code) }

  private static func sign(_ descriptor: Int32, _ path: String, _ since: Int64) {
    // Only a courtesy: a full disk must not stop the daemon.
    ftruncate(descriptor, 0)
    try? writeAll(descriptor, Array("\(getpid()) \(since)\n".utf8), path: path)
  }

  /// Allows one daemon on this machine, since other machines can't be seen.
  private static func acquireWithoutLocks(
    _ descriptor: Int32, _ path: String, weakness: Int32, since: Int64, runtime: String?
  ) -> Outcome {
    let holder = Holder(lockFile: path)
    var standIn: Int32 = -1
    if let runtime {
      let name = "\(runtime)/kinkeeper-\(pathHash(path)).lock"
      standIn = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
      if standIn >= 0, flock(standIn, LOCK_EX | LOCK_NB) != 0 {
        let isHeld = errno == EWOULDBLOCK
        close(standIn)
        standIn = -1
        if isHeld {
          close(descriptor)
          return .held(by: holder)
        }
      }
    }
    // Without a lock anywhere, the process that the file names counts while it runs the same program.
    if standIn < 0, let holder, holder.process != getpid(), let program = holder.program,
      program == Holder.program(of: getpid())
    {
      close(descriptor)
      return .held(by: holder)
    }
    sign(descriptor, path, since)
    return .acquired(
      FolderLock(descriptor: descriptor, path: path, weakness: weakness, standIn: standIn < 0 ? nil : standIn)
    )
  }

  /// Whether the locked file is still the one at its path; false after somebody removed or replaced it.
  public var stands: Bool {
    var held = stat()
    return fstat(descriptor, &held) == 0 && fileStatus(path)?.isSameFile(as: held) == true
  }

  /// The process of this program that keeps a folder, by the lock's file alone: to try the lock could stop one that
  /// is just starting. Nil where none does.
  public static func keeper(of folder: String, program: String, name: String = "lock") -> Holder? {
    // A process that was killed leaves its number behind, which may be another's by now.
    Holder(lockFile: "\(folder)/\(name)").flatMap { $0.program == program ? $0 : nil }
  }
}

extension FolderLock.Holder {
  /// From a lock's file: the process and the second at which it took the lock.
  fileprivate init?(lockFile path: String) {
    guard let bytes = try? readBounded(path: path, limit: 64) else { return nil }
    let fields = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard fields.count == 2, let process = pid_t(fields[0]), let since = Int64(fields[1]) else { return nil }
    self.process = process
    self.since = since
    program = FolderLock.Holder.program(of: process)
  }

  /// proc_pid_comm(5): at most 15 bytes of a program's name.
  fileprivate static func program(of process: pid_t) -> String? {
    (try? readBounded(path: "/proc/\(process)/comm", limit: 256)).map {
      String(decoding: $0.prefix { $0 != 0x0A }, as: UTF8.self)
    }
  }
}

/// Why a folder's file system keeps no record locks (fcntl(2)), as an errno; nil if it does, or if that can't be found
/// out. Tries one on a file of its own.
public func recordLockWeakness(of folder: String) -> Int32? {
  // Closing a database's file would end the locks that this process has on it.
  var descriptor: Int32 = -1
  let made = uniquePath("\(folder)/lock-probe-XXXXXX") { name in
    descriptor = linux_temporary_file(&name)
    return descriptor >= 0
  }
  guard let made else { return nil }
  defer {
    close(descriptor)
    unlink(made)
  }
  var lock = flock()
  lock.l_type = Int16(F_WRLCK)
  lock.l_whence = Int16(SEEK_SET)
  guard fcntl(descriptor, F_SETLK, &lock) != 0, FolderLock.isUnsupported(errno) else { return nil }
  return errno
}
