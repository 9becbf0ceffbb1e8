import CSystemd
import Glibc

/// What a daemon reports to its service manager (sd_notify(3)).
public enum ServiceState: Hashable, Sendable {
  /// Started or reloaded.
  case ready(status: String)
  /// Reading the configuration again; `ready` must follow.
  case reloading
  case stopping
  /// One line for `systemctl status`.
  case status(String)
  /// The planning loop is alive. Report it only from that loop (sd_watchdog_enabled(3)).
  case alive
}

/// systemd, through the socket in `NOTIFY_SOCKET`. Without that variable, reports go nowhere, which is no error.
public struct Systemd {
  /// Looks into the environment at each call.
  public init() {}

  /// Sends a report at once; false if the manager isn't there.
  @discardableResult public func notify(_ state: ServiceState) -> Bool {
    sd_notify(0, Systemd.text(of: state)) >= 0
  }

  /// The microseconds within which `alive` is expected, `WATCHDOG_USEC`; nil if there is no watchdog for this process.
  /// Report twice as often.
  public var watchdogInterval: UInt64? {
    var microseconds: UInt64 = 0
    // Returns 0 too if `WATCHDOG_PID` names another process.
    return sd_watchdog_enabled(0, &microseconds) > 0 ? microseconds : nil
  }

  static func text(of state: ServiceState) -> String {
    switch state {
    case .ready(let status): "READY=1\nSTATUS=\(line(status))"
    // The time distinguishes this reload from an earlier one (sd_notify(3), Type=notify-reload).
    case .reloading: "RELOADING=1\nMONOTONIC_USEC=\(monotonicMicroseconds())"
    case .stopping: "STOPPING=1"
    case .status(let status): "STATUS=\(line(status))"
    case .alive: "WATCHDOG=1"
    }
  }

  /// A newline in a title would start another assignment.
  private static func line(_ text: String) -> String {
    String(decoding: text.utf8.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
  }

  private static func monotonicMicroseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }
}
