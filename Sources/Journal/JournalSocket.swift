import Glibc
import Rituals

/// Sends entries to systemd's journal with its native protocol (systemd.io/JOURNAL_NATIVE_PROTOCOL), one datagram each.
///
/// Not with sd_journal_sendv(3), which blocks while journald is stuck with its queue full, and reports success where
/// there is no journald. The socket isn't connected, so the next entry finds a journald that was restarted.
public final class JournalSocket {
  /// The most bytes an entry may have.
  public let limit: Int
  private let path: String
  private var descriptor: Int32 = -1

  /// - Parameters:
  ///   - path: journald's socket, which any user may send to.
  ///   - limit: the most bytes of an entry; values are cut to fit.
  public init(path: String = "/run/systemd/journal/socket", limit: Int = 4096) {
    self.path = path
    self.limit = limit
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Sends an entry. Never waits. In an entry over the limit, `MESSAGE` is cut first, then the longest values. Returns why
  /// journald doesn't have it, nil once it has. It may not be on disk yet, since journald syncs later.
  public func send(_ fields: [(String, String)]) -> DeliveryFailure.Cause? {
    if let wrong = fields.first(where: { !JournalEntry.isValid(name: $0.0) }) {
      return .invalidField(wrong.0)
    }
    guard let entry = JournalEntry.bytes(of: fields, limit: limit) else { return .entryTooLarge }
    if descriptor < 0 {
      descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
      guard descriptor >= 0 else { return .journalAbsent(errno: errno) }
    }
    guard var address = sockaddr_un(path: path) else { return .journalAbsent(errno: ENAMETOOLONG) }
    while true {
      let sent = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
          sendto(
            descriptor, entry, entry.count, Int32(MSG_DONTWAIT | MSG_NOSIGNAL), generic,
            socklen_t(MemoryLayout<sockaddr_un>.size))
        }
      }
      if sent >= 0 { return nil }
      switch errno {
      case EINTR: continue
      case EAGAIN, ENOBUFS, ENOMEM: return .journalBusy
      case EMSGSIZE: return .entryTooLarge
      default: return .journalAbsent(errno: errno)
      }
    }
  }
}

extension sockaddr_un {
  /// nil if the path is longer than 107 bytes (unix(7)).
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
