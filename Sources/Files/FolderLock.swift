import Glibc

/// The right to be the one daemon of a folder: an flock(2), which ends with the process however that ends.
public final class FolderLock {
  /// Who has the lock.
  public struct Holder: Hashable, Sendable {
    /// The process, as it called itself.
    public var process: pid_t
    /// The program's name by /proc, nil where the process cannot be seen.
    public var program: String?
    /// Seconds since 1970 when it took the lock.
    public var since: Int64
  }

  /// What came of asking.
  public enum Outcome {
    case acquired(FolderLock)
    /// By another process; nil where that has not written its name yet.
    case held(by: Holder?)
  }

  private let descriptor: Int32
  private let path: String

  private init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit {
    // The file stays: to remove it would let two processes each lock a file of that name.
    ftruncate(descriptor, 0)
    close(descriptor)
  }

  /// Takes the lock of an existing folder, or says who has it. Never waits.
  /// - Parameter since: seconds since 1970, told to whoever asks in vain.
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
      return .held(by: holder(descriptor))
    }
    let lock = FolderLock(descriptor: descriptor, path: path)
    // Only a courtesy: a full disk must not keep the daemon from its work.
    ftruncate(descriptor, 0)
    try? writeAll(descriptor, Array("\(getpid()) \(since)\n".utf8), path: path)
    return .acquired(lock)
  }

  /// Whether the file that is locked is still the one at its path; false when somebody removed or replaced it.
  public var stands: Bool {
    var held = stat()
    var there = stat()
    return fstat(descriptor, &held) == 0 && stat(path, &there) == 0 && held.st_ino == there.st_ino
      && held.st_dev == there.st_dev
  }

  private static func holder(_ descriptor: Int32) -> Holder? {
    var buffer = [UInt8](repeating: 0, count: 64)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { return nil }
    let fields = String(decoding: buffer.prefix(count), as: UTF8.self).split { $0 == " " || $0 == "\n" }
    guard fields.count == 2, let process = pid_t(fields[0]), let since = Int64(fields[1]) else { return nil }
    return Holder(process: process, program: program(of: process), since: since)
  }

  /// proc_pid_comm(5): at most 15 bytes of the program's name.
  private static func program(of process: pid_t) -> String? {
    guard let bytes = try? readBounded(path: "/proc/\(process)/comm", limit: 256) else { return nil }
    return String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
  }
}
