import Glibc

/// A folder of a test's own, removed with all that is in it when the test lets go of it.
public final class TemporaryFolder: Sendable {
  /// The absolute path, without links.
  public let path: String

  /// Makes the folder with mode 0700.
  public init() {
    var template = Array("/tmp/kinkeeper-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { fatalError("cannot make a folder in /tmp: errno \(errno)") }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit {
    remove(path)
  }

  /// The path of something in it.
  public func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file in place, as a careless editor does, and returns its path.
  @discardableResult
  public func write(_ text: String, to name: String, mode: mode_t = 0o600) -> String {
    write(Array(text.utf8), to: name, mode: mode)
  }

  /// Writes a file in place and returns its path.
  @discardableResult
  public func write(_ bytes: [UInt8], to name: String, mode: mode_t = 0o600) -> String {
    let file = self(name)
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else { fatalError("cannot write \(file): errno \(errno)") }
    defer { close(descriptor) }
    fchmod(descriptor, mode)
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress! + sent, bytes.count - sent)
      }
      guard count > 0 else { fatalError("cannot write \(file): errno \(errno)") }
      sent += count
    }
    return file
  }

  /// Makes a folder in it and returns its path.
  @discardableResult
  public func makeFolder(_ name: String, mode: mode_t = 0o700) -> String {
    mkdir(self(name), mode)
    return self(name)
  }

  private func remove(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      unlink(path)
      return
    }
    chmod(path, 0o700)
    if let stream = opendir(path) {
      while let entry = readdir(stream) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != "." && name != ".." { remove("\(path)/\(name)") }
      }
      closedir(stream)
    }
    rmdir(path)
  }
}
