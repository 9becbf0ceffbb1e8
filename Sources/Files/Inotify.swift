import Dispatch
import Glibc

/// An inotify instance that is read on a queue (inotify(7)).
final class Inotify {
  /// One event: its watch, what happened, and the entry's name if there is one.
  struct Event {
    var watch: Int32
    var mask: UInt32
    var name: String?
  }

  private let descriptor: Int32
  private let source: any DispatchSourceRead

  init(queue: DispatchQueue, handler: @escaping (Event) -> Void) throws(FileFault) {
    let descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
    guard descriptor >= 0 else { throw .failed(action: .watch, path: "files", errno: errno) }
    self.descriptor = descriptor
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    source.setEventHandler { Inotify.drain(descriptor, handler) }
    // Closed only after the source has released it.
    source.setCancelHandler { close(descriptor) }
    source.activate()
  }

  deinit { source.cancel() }

  /// Watches a path for these events in addition to earlier ones; returns the watch, or nil with errno.
  func add(_ path: String, mask: UInt32) -> Int32? {
    let watch = inotify_add_watch(descriptor, path, mask | UInt32(IN_MASK_ADD))
    return watch >= 0 ? watch : nil
  }

  private static func drain(_ descriptor: Int32, _ handler: (Event) -> Void) {
    withUnsafeTemporaryAllocation(byteCount: 16384, alignment: 8) { buffer in
      while true {
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return }
        let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        var offset = 0
        // struct inotify_event: wd, mask, cookie, len, then the name, padded with NUL.
        while offset + 16 <= bytes.count {
          let length = Int(bytes.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self))
          let end = min(offset + 16 + length, bytes.count)
          let name = bytes[(offset + 16)..<end].prefix { $0 != 0 }
          handler(
            Event(
              watch: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self),
              mask: bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self),
              name: name.isEmpty ? nil : String(decoding: name, as: UTF8.self)))
          offset = end
        }
      }
    }
  }
}
