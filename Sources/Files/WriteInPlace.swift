import Glibc

/// Writing a file that can't be replaced: nobody may write to its folder, or it is a mount of its own. Its old bytes are
/// kept beside it, else in a folder of the user's, until the new ones are on the disk.
public struct InPlaceWriting: Sendable {
  /// Where the old bytes are kept if that can't be beside the file: the state folder, which is made if it isn't there.
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

  /// What a file held before a write that was interrupted, and the copy of it; nil where there is none.
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

  /// Gives a file back what it held before a write that was interrupted.
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

  /// Where a copy may be: beside the file, and in the folder under a name that only this file has (FNV-1a).
  private func copies(of target: String) -> [String] {
    return [target + ".before-write", "\(folder)/config-\(pathHash(target)).before-write"]
  }
}
