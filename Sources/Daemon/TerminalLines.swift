import CivilTime
import Clock
import Files
import Glibc
import Rituals
import Zones

/// What the daemon does, as lines for somebody who started it in a terminal. Under systemd the journal has it all.
struct TerminalLines {
  private let zone: Zone

  /// Nil under a service manager.
  init?() {
    guard environmentValue("NOTIFY_SOCKET") == nil, environmentValue("INVOCATION_ID") == nil else {
      return nil
    }
    zone = SystemZones().systemZone().zone
  }

  func show(_ fields: [(String, String)]) { if let text = Self.text(of: fields) { line(text) } }

  /// The message of a journal entry, and below it the reason, unless the message ends with that.
  static func text(of fields: [(String, String)]) -> String? {
    guard let message = fields.first(where: { $0.0 == "MESSAGE" })?.1 else { return nil }
    let reason = fields.first { $0.0 == "KIN_REASON" && !message.hasSuffix($0.1) }
    return message + (reason.map { "\n          \($0.1)" } ?? "")
  }

  func line(_ text: String) {
    let shown = zone.local(at: WallClock.now()).time.description
    let stamp = shown.utf8.count == 5 ? shown + ":00" : shown
    let bytes = Array("\(stamp)  \(text)\n".utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
  }
}
