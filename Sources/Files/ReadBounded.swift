import Glibc

/// Reads a regular file of at most `limit` bytes. Never waits: a FIFO, a device or a folder is a fault.
public func readBounded(path: String, limit: Int, trust: Trust = .anyone) throws(FileFault) -> [UInt8] {
  try readBounded(path: path, limit: limit, trust: trust, accounts: Accounts())
}

func readBounded(path: String, limit: Int, trust: Trust, accounts: Accounts) throws(FileFault) -> [UInt8] {
  // O_NONBLOCK: otherwise opening a FIFO waits for its writer.
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
  guard descriptor >= 0 else { throw openFault(path: path, errno: errno) }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw .failed(action: .examine, path: path, errno: errno) }
  guard status.isRegular else {
    throw .notARegularFile(path: path, kind: FileFault.Kind(mode: status.st_mode))
  }
  if trust == .ownerOnly { try accounts.checkTrust(status, path: path) }
  guard status.st_size <= limit else {
    throw .tooLarge(path: path, size: Int64(status.st_size), limit: limit)
  }
  return try readAll(descriptor, expecting: Int(status.st_size), limit: limit, path: path)
}

/// The first bytes of a regular file; nil where it can't be read.
public func readStart(of path: String, bytes count: Int) -> [UInt8]? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0, status.isRegular else { return nil }
  var bytes = [UInt8](repeating: 0, count: count)
  let got = max(0, read(descriptor, &bytes, count))
  return Array(bytes.prefix(got))
}

/// Reads to the end: a file can have grown since fstat, and files in /proc report no size.
private func readAll(
  _ descriptor: Int32, expecting expected: Int, limit: Int, path: String
) throws(FileFault) -> [UInt8] {
  // One byte more than expected, to find the end in the same round. Files in /proc/sys must be read in one go.
  var capacity = min(expected == 0 ? 4095 : expected, limit) + 1
  var bytes: [UInt8] = []
  while true {
    var failure: Int32 = 0
    var ended = false
    let part = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      while count < capacity {
        let got = read(descriptor, buffer.baseAddress?.advanced(by: count), capacity - count)
        if got < 0 && errno == EINTR { continue }
        if got < 0 { failure = errno }
        if got <= 0 {
          ended = true
          break
        }
        count += got
      }
    }
    guard failure == 0 else { throw .failed(action: .read, path: path, errno: failure) }
    if bytes.isEmpty { bytes = part } else { bytes += part }
    guard bytes.count <= limit else { throw .tooLarge(path: path, size: nil, limit: limit) }
    if ended { return bytes }
    capacity = min(max(4096, bytes.count), limit + 1 - bytes.count)
  }
}

func openFault(path: String, errno code: Int32) -> FileFault {
  switch code {
  case ENOENT, ENOTDIR: .notFound(path: path)
  // That is what open(2) reports for a socket.
  case ENXIO: .notARegularFile(path: path, kind: .socket)
  default: .failed(action: .open, path: path, errno: code)
  }
}
