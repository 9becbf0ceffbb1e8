import Dispatch
import Glibc
import TestSupport

/// A datagram socket that takes whatever comes, as journald or a service manager would.
final class DatagramSink {
  let path: String
  /// What came, in its order.
  let datagrams = Recorder<[UInt8]>()
  private let source: any DispatchSourceRead

  init(path: String) throws {
    self.path = path
    let descriptor = socket(
      AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard bound == 0 else { throw TextFile.Fault(path: path, reason: String(cString: strerror(errno))) }
    chmod(path, 0o777)
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: DispatchQueue(label: path))
    let datagrams = datagrams
    source.setEventHandler {
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while case let count = recv(descriptor, &buffer, buffer.count, 0), count > 0 {
        datagrams.record(Array(buffer[..<count]))
      }
    }
    source.setCancelHandler { close(descriptor) }
    source.activate()
  }

  deinit { source.cancel() }
}

/// Entries in journald's native protocol (systemd.io/JOURNAL_NATIVE_PROTOCOL).
enum JournalDatagram {
  static func fields(_ bytes: [UInt8]) -> [String: String] {
    var fields: [String: String] = [:]
    var rest = bytes[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let line = rest[..<end]
      rest = rest[(end + 1)...]
      if let equals = line.firstIndex(of: UInt8(ascii: "=")) {
        fields[String(decoding: line[..<equals], as: UTF8.self)] = String(
          decoding: line[(equals + 1)...], as: UTF8.self)
      } else if rest.count >= 8 {
        let length = rest.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        let value = rest.dropFirst(8).prefix(length)
        fields[String(decoding: line, as: UTF8.self)] = String(decoding: value, as: UTF8.self)
        rest = rest.dropFirst(8 + length + 1)
      }
    }
    return fields
  }
}
