import Glibc

/// Writes a file that was read before, unless somebody else has changed it since.
///
/// As `writeAtomically` does it: a reader, or a machine that loses its power, has the old bytes or all the new ones, and a
/// link stays while what it points to is replaced. Mode and owner stay too. A file that this user may not write is
/// left alone, though its folder would let it be replaced.
///
/// - Parameters:
///   - read: what it held when it was read; nil where there was none, and then there must be none still.
///   - mode: the mode of one that is new.
public func replaceFile(
  path: String, read: [UInt8]?, with bytes: [UInt8], mode: mode_t = 0o600
) throws(FileFault) {
  let target = try linkTarget(of: path)
  guard let read else { return try makeFile(target, bytes, mode: mode, named: path) }
  let descriptor = open(target, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
  guard descriptor >= 0 else {
    throw errno == ENOENT ? .changedMeanwhile(path: path) : openFault(path: path, errno: errno)
  }
  // Closing it frees the lock.
  defer { close(descriptor) }
  // Two of us cannot write at once: whoever comes second finds the first one's bytes.
  guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
    throw .changedMeanwhile(path: path)
  }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw .failed(action: .examine, path: path, errno: errno) }
  guard access(target, W_OK) == 0 else { throw .failed(action: .write, path: path, errno: errno) }
  try checkUnchanged(target, read, named: path)
  let temporary = try writeTemporary(
    beside: target, bytes, mode: status.st_mode & 0o7777, owner: (status.st_uid, status.st_gid), named: path)
  do throws(FileFault) {
    // Writing took its time.
    try checkUnchanged(target, read, named: path)
  } catch {
    unlink(temporary)
    throw error
  }
  try move(temporary, to: target, named: path)
}

/// Puts a file where there is none; link(2) sees to that, where the file system has it.
private func makeFile(
  _ target: String, _ bytes: [UInt8], mode: mode_t, named path: String
) throws(FileFault) {
  let temporary = try writeTemporary(beside: target, bytes, mode: mode, named: path)
  if link(temporary, target) == 0 {
    unlink(temporary)
    return try syncFolder(folderPath(of: target))
  }
  let code = errno
  guard code != EEXIST, access(target, F_OK) != 0 else {
    unlink(temporary)
    throw .changedMeanwhile(path: path)
  }
  try move(temporary, to: target, named: path)
}

private func checkUnchanged(_ target: String, _ read: [UInt8], named path: String) throws(FileFault) {
  let present = try? readBounded(path: target, limit: read.count)
  guard present == read else { throw .changedMeanwhile(path: path) }
}
