import Glibc

/// Writes a file that can't be replaced, because its folder is closed or it is a bind mount. Keeps the old bytes beside
/// it, or else in a folder of the user, until the new ones are on the disk.
public struct InPlaceWriting: Sendable {
  /// For the old bytes if they can't be kept beside the file: the state folder, which is made if it is missing.
  let folder: String
  let home: String

  public init(folder: String, home: String) { (self.folder, self.home) = (folder, home) }

  /// Replaces the bytes of a file. A crash leaves the old ones in a copy, which `interrupted` finds.
  func write(_ bytes: [UInt8], over old: [UInt8], to target: String, named path: String) throws(FileFault) {
    let descriptor = open(target, O_WRONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw .failed(action: .write, path: path, errno: errno) }
    defer { close(descriptor) }
    let copy = try keep(old, of: target, named: path)
    do throws(FileFault) {
      try overwrite(descriptor, bytes, named: path)
    } catch {
      // A disk that is full now had room for the old bytes.
      if (try? overwrite(descriptor, old, named: path)) != nil { unlink(copy) }
      throw error
    }
    unlink(copy)
  }

  /// The copy that an interrupted write has left, and its bytes; nil if there is none.
  public func interrupted(_ path: String) -> (copy: String, bytes: [UInt8])? {
    guard let target = try? linkTarget(of: path) else { return nil }
    for copy in copies(of: target) {
      guard let bytes = try? readBounded(path: copy, limit: Int(Int32.max), trust: .ownerOnly) else {
        continue
      }
      // Whoever writes at this moment has the file's lock.
      let descriptor = open(target, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
      defer { if descriptor >= 0 { close(descriptor) } }
      if descriptor >= 0, flock(descriptor, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK { return nil }
      return (copy, bytes)
    }
    return nil
  }

  /// Restores what a file held before an interrupted write, and deletes the copy.
  public func restore(_ path: String, from copy: String, _ bytes: [UInt8]) throws(FileFault) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw .failed(action: .write, path: path, errno: errno) }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
      throw .changedMeanwhile(path: path)
    }
    try overwrite(descriptor, bytes, named: path)
    unlink(copy)
  }

  private func overwrite(_ descriptor: Int32, _ bytes: [UInt8], named path: String) throws(FileFault) {
    guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw .failed(action: .write, path: path, errno: errno) }
    try writeAll(descriptor, bytes, path: path)
    guard ftruncate(descriptor, off_t(bytes.count)) == 0, fsync(descriptor) == 0 else {
      throw .failed(action: .write, path: path, errno: errno)
    }
  }

  private func keep(_ old: [UInt8], of target: String, named path: String) throws(FileFault) -> String {
    let places = copies(of: target)
    if (try? writeAtomically(path: places[0], bytes: old, followingLinks: false)) != nil { return places[0] }
    try PrivateFolder.make(folder, home: home)
    try writeAtomically(path: places[1], bytes: old, followingLinks: false)
    return places[1]
  }

  /// Where a copy may be: beside the file, or in the folder under a name that only this file has.
  private func copies(of target: String) -> [String] {
    [target + ".before-write", "\(folder)/config-\(pathHash(target)).before-write"]
  }
}
