import CLinux
import Glibc

/// Writes a file so that a reader finds either the old bytes or all the new ones, even after a power cut.
///
/// Writes a new file in the same folder, syncs it, renames it and syncs the folder. A link stays, and the file that it
/// points to is replaced, unless `followingLinks` is false. The file gets `mode`, whatever it had before.
public func writeAtomically(
  path: String, bytes: [UInt8], mode: mode_t = 0o600, followingLinks: Bool = true
) throws(FileFault) {
  let target = followingLinks ? try linkTarget(of: path) : path
  try writeTemporary(beside: target, bytes, mode: mode, named: path) { temporary throws(FileFault) in
    try move(temporary, to: target, named: path)
  }
}

/// Writes and syncs a new file beside `target`, which `place` then moves there. Faults name it `path`.
func writeTemporary(
  beside target: String, _ bytes: [UInt8], mode: mode_t, owner: (user: uid_t, group: gid_t)? = nil,
  named path: String, place: (String) throws(FileFault) -> Void
) throws(FileFault) {
  let (descriptor, temporary) = try makeTemporary(beside: target)
  var isOpen = true
  do throws(FileFault) {
    try writeAll(descriptor, bytes, path: path)
    // Before the mode, since a change of owner clears setuid, and the mode was meant for that owner.
    if let owner { try give(descriptor, to: owner, named: path) }
    // fchmod, since the umask must not change this mode.
    guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else {
      throw .failed(action: .write, path: path, errno: errno)
    }
    isOpen = false
    guard close(descriptor) == 0 else { throw .failed(action: .write, path: path, errno: errno) }
    try place(temporary)
  } catch {
    if isOpen { close(descriptor) }
    unlink(temporary)
    throw error
  }
}

/// Renames a temporary file to `target` and syncs the folder.
func move(_ temporary: String, to target: String, named path: String) throws(FileFault) {
  guard rename(temporary, target) == 0 else { throw .failed(action: .rename, path: path, errno: errno) }
  try syncFolder(folderPath(of: target))
}

private func give(
  _ descriptor: Int32, to owner: (user: uid_t, group: gid_t), named path: String
) throws(FileFault) {
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw .failed(action: .examine, path: path, errno: errno) }
  if status.st_uid == owner.user && status.st_gid == owner.group { return }
  guard fchown(descriptor, owner.user, owner.group) == 0 else {
    throw .cannotKeepOwner(path: path, owner: owner.user)
  }
}

/// Follows links to the file to replace, which need not exist.
func linkTarget(of path: String) throws(FileFault) -> String {
  var current = path
  for _ in 0..<40 {
    guard let next = linkDestination(of: current) else { return current }
    current = next
  }
  throw .failed(action: .open, path: path, errno: ELOOP)
}

private func makeTemporary(beside path: String) throws(FileFault) -> (Int32, String) {
  var descriptor: Int32 = -1
  let temporary = uniquePath("\(path).XXXXXX") { name in
    descriptor = linux_temporary_file(&name)
    return descriptor >= 0
  }
  guard let temporary else { throw .failed(action: .write, path: path, errno: errno) }
  return (descriptor, temporary)
}

/// Writes all bytes to a descriptor. Faults name it `path`.
public func writeAll(_ descriptor: Int32, _ bytes: [UInt8], path: String) throws(FileFault) {
  var failure: Int32 = 0
  bytes.withUnsafeBytes { buffer in
    var sent = 0
    while sent < buffer.count, let base = buffer.baseAddress {
      let count = write(descriptor, base + sent, buffer.count - sent)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        failure = count < 0 ? errno : ENOSPC
        return
      }
      sent += count
    }
  }
  guard failure == 0 else { throw .failed(action: .write, path: path, errno: failure) }
}

func syncFolder(_ folder: String) throws(FileFault) {
  let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { throw .failed(action: .open, path: folder, errno: errno) }
  defer { close(descriptor) }
  // EINVAL: this file system can't sync folders.
  guard fsync(descriptor) == 0 || errno == EINVAL else {
    throw .failed(action: .write, path: folder, errno: errno)
  }
}

/// The path that mkstemp(3), mkdtemp(3) or the like makes of a template by replacing its X; nil if `make` could not, with
/// its reason in `errno`.
public func uniquePath(_ template: String, _ make: (inout [CChar]) -> Bool) -> String? {
  var name = Array(template.utf8CString)
  guard make(&name) else { return nil }
  return String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
}
