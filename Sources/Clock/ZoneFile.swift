import Glibc

/// Reading a zone's file, whatever lies in its place.
enum ZoneFile {
  /// The largest zones of the tz database, in the old "fat" form, have under 4 kB.
  static let limit = 262_144

  /// What tells that a file is another one or has been written since.
  struct Print: Hashable {
    var device: UInt = 0
    var inode: UInt = 0
    var size: Int64 = 0
    var modified: [Int] = []

    /// nil where there is no such file.
    init?(path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      self.init(status)
    }

    init(_ status: stat) {
      device = UInt(status.st_dev)
      inode = UInt(status.st_ino)
      size = Int64(status.st_size)
      modified = [
        status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec,
      ]
    }
  }

  /// The bytes of a regular file of at most `limit` bytes. Never blocks on a FIFO.
  static func read(_ path: String, name: String) throws(ZoneFault) -> (bytes: [UInt8], print: Print) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      let code = errno
      throw code == ENOENT || code == ENOTDIR
        ? .notFound(name: name, path: path) : .couldNotRead(path: path, errno: code)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .couldNotRead(path: path, errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notARegularFile(path: path) }
    guard status.st_size <= limit else {
      throw .tooLarge(path: path, size: Int64(status.st_size), limit: limit)
    }
    var failure: Int32 = 0
    let wanted = Int(status.st_size)
    let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
      while count < wanted {
        let got = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), wanted - count)
        if got < 0 && errno == EINTR { continue }
        if got < 0 { failure = errno }
        if got <= 0 { break }
        count += got
      }
    }
    guard failure == 0 else { throw .couldNotRead(path: path, errno: failure) }
    return (bytes, Print(status))
  }

  /// Whether a name may be looked up in the database's folder: relative, without `.` or `..` as a part, printable
  /// ASCII (the tz database's own rule allows less).
  static func isValid(name: String) -> Bool {
    let bytes = name.utf8
    guard !bytes.isEmpty, bytes.count <= 255, bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      return false
    }
    return name.split(separator: "/", omittingEmptySubsequences: false)
      .allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
  }

  /// Where a link points to, made absolute; nil where there is no link.
  static func destination(ofLink path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &buffer, buffer.count)
    guard count > 0 else { return nil }
    let text = String(decoding: buffer.prefix(count).lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
    guard !text.hasPrefix("/") else { return text }
    guard let slash = path.lastIndex(of: "/") else { return text }
    return path[...slash] + text
  }

  /// A file of nothing but rules: version 2, no transition, one unused type, and the rules as its footer, which then
  /// hold for all time (RFC 9636 §3.3).
  static func bytes(rules: String) -> [UInt8] {
    // Counts of 0 but for one type and four letters; the type: UTC, not daylight saving, letters from 0.
    let block =
      Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15 + 16) + [0, 0, 0, 1, 0, 0, 0, 4]
      + [0, 0, 0, 0, 0, 0] + Array("UTC\0".utf8)
    return block + block + Array("\n\(rules)\n".utf8)
  }
}
