import Glibc

/// Where the project's sources and its built programs lie, for the tests that look at them.
public enum Project {
  /// The folder of Package.swift.
  public static let root = folder(of: folder(of: folder(of: #filePath)))

  /// The build folder that the running tests come from; the built `kin` and `kinkeeperd` stand in it too.
  public static let programs: String = {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &bytes, bytes.count)
    return folder(of: String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self))
  }()

  /// The text of a file of the project; `path` is relative to the root.
  public static func text(of path: String) throws -> String {
    try TextFile.read(root + "/" + path)
  }

  /// Every file the project keeps under version control, or would keep, relative to the root.
  public static func trackedFiles() throws -> [String] {
    let listing = try Command(["git", "-C", root, "ls-files", "-z", "-co", "--exclude-standard"]).run()
    guard listing.status == 0 else { throw TextFile.Fault(path: root, reason: listing.error) }
    // One that is deleted but not yet committed is listed too.
    return listing.output.split(separator: "\0").map(String.init).filter {
      access(root + "/" + $0, F_OK) == 0
    }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return String(path[..<slash])
  }
}

/// Whole text files, read and written.
public enum TextFile {
  /// A file that could not be read or written.
  public struct Fault: Error, CustomStringConvertible {
    /// The file.
    public let path: String
    /// The system's words for why.
    public let reason: String

    /// A file, and why it could not be read or written.
    public init(path: String, reason: String) {
      self.path = path
      self.reason = reason
    }

    /// Path and reason.
    public var description: String { "\(path): \(reason)" }
  }

  /// Reads the file whole; bytes that are no UTF-8 are replaced.
  public static func read(_ path: String) throws -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Fault(path: path, reason: String(cString: strerror(errno))) }
    defer { close(descriptor) }
    return try read(from: descriptor, named: path)
  }

  /// Reads what is left of an open file.
  static func read(from descriptor: Int32, named path: String) throws -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Fault(path: path, reason: String(cString: strerror(errno))) }
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }

  /// Writes the file as an editor does that saves by renaming.
  public static func write(_ text: String, to path: String, mode: UInt32 = 0o644) throws {
    let beside = path + ".new"
    let descriptor = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw Fault(path: beside, reason: String(cString: strerror(errno))) }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else {
        close(descriptor)
        throw Fault(path: beside, reason: String(cString: strerror(errno)))
      }
      bytes = bytes.dropFirst(count)
    }
    close(descriptor)
    guard rename(beside, path) == 0 else { throw Fault(path: path, reason: String(cString: strerror(errno))) }
  }
}
