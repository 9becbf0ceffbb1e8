import CivilTime
import Files
import Glibc

/// The daemon that keeps a state folder, as its lock file names it.
struct DaemonProcess {
  var process: pid_t
  /// When it started.
  var since: Instant

  /// Nil where none runs. Reads the lock's file and never takes the lock, so as not to stand in a starting daemon's way.
  static func find(in folder: String) -> DaemonProcess? {
    guard let bytes = try? readBounded(path: folder + "/lock", limit: 256) else { return nil }
    let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard words.count == 2, let process = pid_t(words[0]), let since = Int64(words[1]),
      let name = try? readBounded(path: "/proc/\(process)/comm", limit: 256),
      String(decoding: name, as: UTF8.self).hasPrefix("kinkeeperd")
    else { return nil }
    return DaemonProcess(process: process, since: Instant(seconds: since))
  }
}
