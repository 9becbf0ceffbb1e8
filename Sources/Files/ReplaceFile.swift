import Glibc

/// Writes a file that was read before, unless it has changed since.
///
/// Like `writeAtomically`, and mode and owner stay too. Doesn't replace a file that this user may not write, even where
/// the folder would allow it. Writes a file in place if this user may write it but can't replace it.
///
/// - Parameters:
///   - read: what the file held when it was read; nil if there was none, and then there must still be none.
///   - mode: the mode of a new file.
///   - inPlace: how to write in place; nil forbids that.
public func replaceFile(
  path: String, read: [UInt8]?, with bytes: [UInt8], mode: mode_t = 0o600, inPlace: InPlaceWriting? = nil
) throws(FileFault) {
  let target = try linkTarget(of: path)
  guard let read else { return try makeFile(target, bytes, mode: mode, named: path) }
  let descriptor = open(target, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
  guard descriptor >= 0 else {
    throw errno == ENOENT ? .changedMeanwhile(path: path) : openFault(path: path, errno: errno)
  }
  // Closing releases the lock.
  defer { close(descriptor) }
  // Two of us can't write at once: the second one then finds the first one's bytes.
  guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
    throw .changedMeanwhile(path: path)
  }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw .failed(action: .examine, path: path, errno: errno) }
  try checkWritable(target, status, named: path)
  try checkUnchanged(target, read, named: path)
  do throws(FileFault) {
    try writeTemporary(
      beside: target, bytes, mode: status.permissions, owner: (status.st_uid, status.st_gid), named: path
    ) { temporary throws(FileFault) in
      // Writing took a while.
      try checkUnchanged(target, read, named: path)
      try move(temporary, to: target, named: path)
    }
  } catch {
    guard let inPlace, error.forbidsReplacing else { throw error }
    try inPlace.write(bytes, over: read, to: target, named: path)
  }
}

/// Fails as `replaceFile` does if this user may not write a file. What isn't there passes.
public func checkWritable(_ path: String) throws(FileFault) {
  let target = try linkTarget(of: path)
  var status = stat()
  guard stat(target, &status) == 0 else { return }
  try checkWritable(target, status, named: path)
}

private func checkWritable(_ target: String, _ status: stat, named path: String) throws(FileFault) {
  guard access(target, W_OK) == 0 else {
    throw .notWritable(path: path, NotWritable(path, target, status, errno))
  }
}

extension FileFault {
  /// Whether a file can't be replaced, though it may well be written: its folder is closed, it is a mount of its own or in
  /// a folder with the sticky bit, or the new one would have another owner.
  fileprivate var forbidsReplacing: Bool {
    switch self {
    case .cannotKeepOwner: true
    case .failed(_, _, let code): [EACCES, EPERM, EROFS, EBUSY, EXDEV].contains(code)
    default: false
    }
  }
}

/// Puts a file where there is none; link(2) makes sure of that on file systems that have it.
private func makeFile(
  _ target: String, _ bytes: [UInt8], mode: mode_t, named path: String
) throws(FileFault) {
  let folder = folderPath(of: target)
  guard access(folder, W_OK) == 0 || errno == ENOENT else {
    throw .notWritable(path: path, .folder(folder, errno: errno))
  }
  try writeTemporary(beside: target, bytes, mode: mode, named: path) { temporary throws(FileFault) in
    if link(temporary, target) == 0 {
      unlink(temporary)
      return try syncFolder(folderPath(of: target))
    }
    guard errno != EEXIST, access(target, F_OK) != 0 else { throw .changedMeanwhile(path: path) }
    try move(temporary, to: target, named: path)
  }
}

private func checkUnchanged(_ target: String, _ read: [UInt8], named path: String) throws(FileFault) {
  let present = try? readBounded(path: target, limit: read.count)
  guard present == read else { throw .changedMeanwhile(path: path) }
}
