import CLinux
import Glibc

/// Writes a file so that a reader, or a machine that loses its power, has either the old bytes or all the new ones.
///
/// A new file in the same folder, fsync, rename, fsync of the folder. Where `path` is a link, what it points to is
/// written and the link stays. An existing file's mode is not kept: `mode` rules.
public func writeAtomically(path: String, bytes: [UInt8], mode: mode_t = 0o600) throws(FileFault) {
  let target = try linkTarget(of: path)
  let folder = folderPath(of: target)
  let (descriptor, temporary) = try makeTemporary(beside: target)
  var isOpen = true
  do throws(FileFault) {
    try writeAll(descriptor, bytes, path: path)
    // fchmod: the umask has no say in a mode that was asked for.
    guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else {
      throw .failed(action: .write, path: path, errno: errno)
    }
    isOpen = false
    guard close(descriptor) == 0 else { throw .failed(action: .write, path: path, errno: errno) }
    guard rename(temporary, target) == 0 else { throw .failed(action: .rename, path: path, errno: errno) }
  } catch {
    if isOpen { close(descriptor) }
    unlink(temporary)
    throw error
  }
  try syncFolder(folder)
}

/// Follows links to the file that is to be replaced, which need not exist.
private func linkTarget(of path: String) throws(FileFault) -> String {
  var current = path
  for _ in 0..<40 {
    guard let next = linkDestination(of: current) else { return current }
    current = next
  }
  throw .failed(action: .open, path: path, errno: ELOOP)
}

private func makeTemporary(beside path: String) throws(FileFault) -> (Int32, String) {
  var template = Array("\(path).XXXXXX".utf8CString)
  let descriptor = linux_temporary_file(&template)
  guard descriptor >= 0 else { throw .failed(action: .write, path: path, errno: errno) }
  return (descriptor, String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self))
}

func writeAll(_ descriptor: Int32, _ bytes: [UInt8], path: String) throws(FileFault) {
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

private func syncFolder(_ folder: String) throws(FileFault) {
  let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { throw .failed(action: .open, path: folder, errno: errno) }
  defer { close(descriptor) }
  // EINVAL: a file system whose folders cannot be synced.
  guard fsync(descriptor) == 0 || errno == EINVAL else {
    throw .failed(action: .write, path: folder, errno: errno)
  }
}
