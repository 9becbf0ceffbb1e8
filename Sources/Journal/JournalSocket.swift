import Glibc

/// The way to systemd's journal, by its native protocol (systemd.io/JOURNAL_NATIVE_PROTOCOL): one datagram an entry.
///
/// Not sd_journal_sendv(3), for two reasons: it blocks for as long as journald is stuck with its queue full, and it
/// answers success where there is no journald at all. Here neither waits nor lies. Nothing is connected, so that a journald
/// that was restarted is found again by the next entry.
public final class JournalSocket {
  /// What became of an entry.
  public enum Outcome: Hashable, Sendable {
    /// Handed over. Not on disk yet: journald syncs by itself.
    case sent
    /// journald does not read at the moment: keep the entry and try again.
    case busy
    /// Nobody listens there, or the socket cannot be used.
    case absent(errno: Int32)
    /// The fields cannot be cut to the limit.
    case tooLarge
    /// journald would drop this field without a word (systemd.journal-fields(7)).
    case invalidField(String)
  }

  /// The most bytes an entry may have.
  public let limit: Int
  private let path: String
  private var descriptor: Int32 = -1

  /// - Parameters:
  ///   - path: the socket of journald; a plain user may send to it.
  ///   - limit: bytes an entry may have before values are cut.
  public init(path: String = "/run/systemd/journal/socket", limit: Int = 4096) {
    self.path = path
    self.limit = limit
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Hands an entry over. Never waits. An entry over the limit has its `MESSAGE` cut, then its longest values.
  public func send(_ fields: [(String, String)]) -> Outcome {
    if let wrong = fields.first(where: { !JournalEntry.isValid(name: $0.0) }) {
      return .invalidField(wrong.0)
    }
    guard let entry = JournalEntry.bytes(of: fields, limit: limit) else { return .tooLarge }
    return send(entry)
  }

  private func send(_ entry: [UInt8]) -> Outcome {
    if descriptor < 0 {
      descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
      guard descriptor >= 0 else { return .absent(errno: errno) }
    }
    guard var address = sockaddr_un(path: path) else { return .absent(errno: ENAMETOOLONG) }
    while true {
      let sent = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
          sendto(
            descriptor, entry, entry.count, Int32(MSG_DONTWAIT | MSG_NOSIGNAL), generic,
            socklen_t(MemoryLayout<sockaddr_un>.size))
        }
      }
      if sent >= 0 { return .sent }
      switch errno {
      case EINTR: continue
      case EAGAIN, ENOBUFS, ENOMEM: return .busy
      case EMSGSIZE: return .tooLarge
      default: return .absent(errno: errno)
      }
    }
  }
}

extension sockaddr_un {
  /// nil where the path is too long for a socket's name: 107 bytes (unix(7)).
  fileprivate init?(path: String) {
    self.init()
    sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    let fits = withUnsafeMutableBytes(of: &sun_path) { room in
      guard bytes.count < room.count else { return false }
      room.copyBytes(from: bytes)
      return true
    }
    guard fits else { return nil }
  }
}
