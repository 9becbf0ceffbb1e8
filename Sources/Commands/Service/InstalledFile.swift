import Files
import Glibc

/// A file that the installation puts in place, whole or not at all.
struct InstalledFile {
  /// More than a program needs that carries the Swift runtime.
  private static let limit = 1 << 28

  let path: String

  /// Whether anything is there, a dangling link included.
  var exists: Bool { fileStatus(path, followingLinks: false) != nil }

  /// Writes `bytes` unless they are there already with this mode; returns whether it wrote. Replaces a link.
  func put(_ bytes: [UInt8], mode: mode_t) throws(FileFault) -> Bool {
    if let status = fileStatus(path, followingLinks: false), status.isRegular, status.permissions == mode,
      (try? InstalledFile.read(path)) == bytes
    {
      return false
    }
    try writeAtomically(path: path, bytes: bytes, mode: mode, followingLinks: false)
    return true
  }

  /// Removes it; returns whether there was anything.
  func remove() throws(FileFault) -> Bool {
    if unlink(path) == 0 { return true }
    guard errno == ENOENT || errno == ENOTDIR else {
      throw .failed(action: .remove, path: path, errno: errno)
    }
    return false
  }

  static func read(_ path: String) throws(FileFault) -> [UInt8] { try readBounded(path: path, limit: limit) }

  /// Makes the folder and those above it; only the last one gets `mode`.
  static func makeFolder(_ path: String, mode: mode_t = 0o755) throws(FileFault) {
    if fileStatus(path)?.isFolder == true { return }
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      try makeFolder(String(path[..<slash]))
    }
    guard mkdir(path, mode) == 0 || errno == EEXIST else {
      throw .failed(action: .make, path: path, errno: errno)
    }
  }
}
