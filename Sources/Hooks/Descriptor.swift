import CLinux
import Files
import Glibc

/// An open descriptor that is closed when its scope ends.
struct Descriptor: ~Copyable {
  let number: Int32

  /// Takes over the result of a call; nil, with errno, if the call failed. Raises the number to 3 or above, since the
  /// child gets the lower ones.
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

  deinit { close(number) }

  /// Returns the number to a caller who closes it.
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
    guard let ours, let childs, fcntl(ours.number, F_SETFL, O_NONBLOCK) == 0 else { return nil }
    self.ours = ours
    self.childs = childs
  }
}

/// A memory file with this text. Not a pipe, because writing to one can block, or cause SIGPIPE if the child
/// doesn't read; not a socket, because a child can't open that as `/dev/stdin`.
func inputDescriptor(_ text: String) -> Descriptor? {
  guard let file = Descriptor(linux_memfd("standard input")) else { return nil }
  guard (try? writeAll(file.number, Array(text.utf8), path: "standard input")) != nil,
    lseek(file.number, 0, SEEK_SET) == 0
  else { return nil }
  return file
}
