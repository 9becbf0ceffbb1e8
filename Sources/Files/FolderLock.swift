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

  private init(descriptor: Int32, path: String) { (self.descriptor, self.path) = (descriptor, path) }

  deinit {
    // The file stays: if it were removed, two processes could each lock a file of that name.
    ftruncate(descriptor, 0)
    close(descriptor)
  }

  /// Takes the lock of an existing folder, or names its holder. Never waits.
  /// - Parameter since: seconds since 1970, shown to others who want the lock.
  public static func acquire(
    folder: String, name: String = "lock", since: Int64
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
      defer { close(descriptor) }
      guard code == EWOULDBLOCK else { throw .failed(action: .lock, path: path, errno: code) }
      return .held(by: Holder(lockFile: path))
    }
    let lock = FolderLock(descriptor: descriptor, path: path)
    // Only a courtesy: a full disk must not stop the daemon.
    ftruncate(descriptor, 0)
    try? writeAll(descriptor, Array("\(getpid()) \(since)\n".utf8), path: path)
    return .acquired(lock)
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
    // proc_pid_comm(5): at most 15 bytes of the program's name.
    program = (try? readBounded(path: "/proc/\(process)/comm", limit: 256)).map {
      String(decoding: $0.prefix { $0 != 0x0A }, as: UTF8.self)
    }
  }
}
