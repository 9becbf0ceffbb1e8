import CLinux
import Glibc

/// An open descriptor that is closed when it goes out of sight, whichever way.
struct Descriptor: ~Copyable {
  let number: Int32

  /// Takes over a call's answer; nil, with errno, where that is a failure. The number is made 3 or above, since the
  /// lower ones are the child's to be.
  init?(_ number: Int32) {
    guard number >= 0 else { return nil }
    guard number < 3 else {
      self.number = number
      return
    }
    let raised = fcntl(number, F_DUPFD_CLOEXEC, 3)
    let code = errno
    close(number)
    errno = code
    guard raised >= 0 else { return nil }
    self.number = raised
  }

  deinit {
    close(number)
  }

  /// Hands the number to somebody else, who closes it.
  consuming func release() -> Int32 {
    let number = number
    discard self
    return number
  }
}

/// The two ends of a pipe; ours does not block.
struct Pipe: ~Copyable {
  let ours: Descriptor
  let childs: Descriptor

  /// nil with errno.
  init?() {
    var ends: [Int32] = [-1, -1]
    guard linux_pipe(&ends) == 0 else { return nil }
    let ours = Descriptor(ends[0])
    let childs = Descriptor(ends[1])
    guard let ours, let childs else { return nil }
    guard fcntl(ours.number, F_SETFL, O_NONBLOCK) == 0 else { return nil }
    self.ours = ours
    self.childs = childs
  }

  /// Closes the child's end, as must be done once it has it, and hands out ours.
  consuming func releaseOurs() -> Int32 { ours.release() }
}

/// Bytes to be read from their beginning, as a file in memory. Not a pipe: to write to one can block, or end in SIGPIPE
/// where the child does not read; not a socket: `/dev/stdin` cannot be opened where that is one.
func inputDescriptor(_ bytes: [UInt8]) -> Descriptor? {
  guard let file = Descriptor(linux_memfd("standard input")) else { return nil }
  var sent = 0
  while sent < bytes.count {
    let count = bytes.withUnsafeBytes { buffer in
      pwrite(file.number, buffer.baseAddress?.advanced(by: sent), buffer.count - sent, off_t(sent))
    }
    if count < 0 && errno == EINTR { continue }
    guard count > 0 else { return nil }
    sent += count
  }
  return file
}
