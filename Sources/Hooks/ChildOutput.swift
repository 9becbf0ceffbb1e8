import Dispatch
import Glibc

/// Reads what a child writes into a pipe, without ever waiting for it, and however much that is.
final class ChildOutput {
  private let descriptor: Int32
  private let source: any DispatchSourceRead
  private let take: (UnsafeRawBufferPointer) -> Void
  private var isOpen = true

  /// Takes over the descriptor, which must not block.
  init(descriptor: Int32, queue: DispatchQueue, take: @escaping (UnsafeRawBufferPointer) -> Void) {
    self.descriptor = descriptor
    self.take = take
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    // Closed only once the source has let go of it.
    source.setCancelHandler { close(descriptor) }
    // One piece a call: what else waits on the queue has its turn in between.
    source.setEventHandler { [weak self] in self?.readOnce() }
    source.activate()
  }

  deinit {
    stop()
  }

  /// Takes what is there now, up to a bound, and closes. A grandchild that holds the other end is not waited for.
  func finish() {
    var rounds = 64
    while isOpen, rounds > 0, readOnce() { rounds -= 1 }
    stop()
  }

  private func stop() {
    guard isOpen else { return }
    isOpen = false
    source.cancel()
  }

  /// False when there is nothing more for now, or ever.
  @discardableResult
  private func readOnce() -> Bool {
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

/// Splits output into lines as it comes, up to a number of bytes in all.
struct LineSplitter {
  private(set) var isCut = false
  private var room: Int
  private var pending: [UInt8] = []

  init(limit: Int) {
    room = limit
  }

  /// Hands out each line that is complete, without its end (LF or CRLF), bad UTF-8 replaced.
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

  /// Hands out the last line where it has no end. One that was cut off by the limit is no line.
  mutating func finish(line: (String) -> Void) {
    guard !pending.isEmpty, !isCut else { return }
    line(text())
    pending = []
  }

  private func text() -> String {
    String(decoding: pending.last == 0x0D ? pending.dropLast() : pending[...], as: UTF8.self)
  }
}
