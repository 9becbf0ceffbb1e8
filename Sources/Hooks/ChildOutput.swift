import Files
import Glibc

/// Reads everything that a child writes to a pipe, without waiting for it.
final class ChildOutput {
  private let descriptor: Int32
  private var watch: DescriptorPoll.Watch?
  private let take: (UnsafeRawBufferPointer) -> Void
  private var isOpen = true

  /// Takes over the descriptor, which must not block. Nil, with errno, if it can't be watched.
  init?(descriptor: Int32, on poll: DescriptorPoll, take: @escaping (UnsafeRawBufferPointer) -> Void) {
    self.descriptor = descriptor
    self.take = take
    // One read per call, so that other work on the queue gets its turn.
    watch = poll.watch(descriptor, .readable) { [weak self] in _ = self?.readOnce() }
    guard watch != nil else {
      let code = errno
      stop()
      errno = code
      return nil
    }
  }

  deinit { stop() }

  /// Reads what is there now, up to a limit, and closes. Doesn't wait for a grandchild that holds the other end.
  func finish() {
    var rounds = 64
    while isOpen, rounds > 0, readOnce() { rounds -= 1 }
    stop()
  }

  private func stop() {
    guard isOpen else { return }
    isOpen = false
    watch?.cancel()
    close(descriptor)
  }

  /// False when there is nothing more to read now.
  @discardableResult private func readOnce() -> Bool {
    guard isOpen else { return false }
    return withUnsafeTemporaryAllocation(byteCount: 16384, alignment: 1) { buffer in
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      if count > 0 {
        take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        return true
      }
      if count < 0 && errno == EINTR { return true }
      if count == 0 || errno != EAGAIN { stop() }
      return false
    }
  }
}

/// Splits output into lines as it arrives, up to a total number of bytes.
struct LineSplitter {
  private var isCut = false
  private var room: Int
  private var pending: [UInt8] = []

  init(limit: Int) { room = limit }

  /// Calls `line` with each complete line, without its end (LF or CRLF) and with bad UTF-8 replaced.
  mutating func take(_ bytes: UnsafeRawBufferPointer, line: (String) -> Void) {
    if bytes.count > room { isCut = true }
    for byte in bytes.prefix(room) {
      if byte == 0x0A {
        line(text())
        pending.removeAll(keepingCapacity: true)
      } else {
        pending.append(byte)
      }
    }
    room -= min(room, bytes.count)
  }

  /// Calls `line` with a last line that has no end, unless the limit cut it off.
  mutating func finish(line: (String) -> Void) {
    guard !pending.isEmpty, !isCut else { return }
    line(text())
    pending = []
  }

  private func text() -> String {
    String(decoding: pending.last == 0x0D ? pending.dropLast() : pending[...], as: UTF8.self)
  }
}
