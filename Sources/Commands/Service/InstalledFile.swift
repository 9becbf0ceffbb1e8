import Glibc

/// A file that the installation puts in its place, whole or not at all.
struct InstalledFile {
  let path: String

  /// Whether anything stands there, a dangling link included.
  var exists: Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Puts `bytes` there unless just these stand there already with these rights; says whether it wrote.
  func put(_ bytes: [UInt8], mode: mode_t) throws(ServiceFault) -> Bool {
    if let present = try? InstalledFile.read(path), present == bytes, rights == mode { return false }
    let beside = path + ".new"
    unlink(beside)
    // O_EXCL: never through somebody's link.
    let descriptor = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw fault("write", at: beside) }
    var left = bytes[...]
    var whole = true
    while whole && !left.isEmpty {
      let count = left.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 { left = left.dropFirst(count) } else { whole = count < 0 && errno == EINTR }
    }
    whole = whole && fchmod(descriptor, mode) == 0 && fsync(descriptor) == 0
    let number = errno
    close(descriptor)
    guard whole, rename(beside, path) == 0 else {
      let number = whole ? errno : number
      unlink(beside)
      errno = number
      throw fault("write", at: path)
    }
    return true
  }

  /// Removes it; says whether there was anything.
  func remove() throws(ServiceFault) -> Bool {
    if unlink(path) == 0 { return true }
    guard errno == ENOENT || errno == ENOTDIR else { throw fault("remove", at: path) }
    return false
  }

  /// The bytes of a whole file.
  static func read(_ path: String) throws(ServiceFault) -> [UInt8] {
    let file = InstalledFile(path: path)
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw file.fault("read", at: path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw file.fault("read", at: path) }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        Glibc.read(descriptor, $0.baseAddress.map { $0 + filled }, $0.count - filled)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw file.fault("read", at: path) }
      filled += count
    }
    return bytes
  }

  /// Makes the folder and those above it; only the last one's rights are `mode`'s.
  static func makeFolder(_ path: String, mode: mode_t = 0o755) throws(ServiceFault) {
    var status = stat()
    if stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR { return }
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      try makeFolder(String(path[..<slash]))
    }
    guard mkdir(path, mode) == 0 || errno == EEXIST else {
      throw InstalledFile(path: path).fault("make", at: path)
    }
  }

  private var rights: mode_t? {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? status.st_mode & 0o7777 : nil
  }

  private func fault(_ doing: String, at path: String) -> ServiceFault {
    .file(path: path, doing: doing, reason: String(cString: strerror(errno)))
  }
}
