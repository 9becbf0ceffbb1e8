import CSystemd
import Glibc

/// What a daemon tells its service manager (sd_notify(3)).
public enum ServiceState: Hashable, Sendable {
  /// Started, or done with reloading.
  case ready(status: String)
  /// Reading the configuration anew; `ready` must follow.
  case reloading
  case stopping
  /// One line for `systemctl status`.
  case status(String)
  /// The planning loop is alive; to be told from that loop alone (sd_watchdog_enabled(3)).
  case alive
}

/// Whoever watches over the daemon. Narrow, so that a test can put something that only takes notes in its place.
public protocol ServiceManager {
  /// Tells it; false where it could not be told, true also where nobody watches.
  @discardableResult
  func notify(_ state: ServiceState) -> Bool
  /// Microseconds within which `alive` is expected, nil where nobody waits for it. Tell it twice as often.
  var watchdogInterval: UInt64? { get }
}

/// systemd, by the socket named in `NOTIFY_SOCKET`. Where that is not set, nothing is told, and that is no error.
public struct Systemd: ServiceManager {
  /// Looks into the environment at each call.
  public init() {}

  /// Sends it at once; false where the manager is not there.
  @discardableResult
  public func notify(_ state: ServiceState) -> Bool {
    sd_notify(0, Systemd.text(of: state)) >= 0
  }

  /// `WATCHDOG_USEC`, where it is meant for this process.
  public var watchdogInterval: UInt64? {
    var microseconds: UInt64 = 0
    // Answers 0 as well where `WATCHDOG_PID` names another process.
    return sd_watchdog_enabled(0, &microseconds) > 0 ? microseconds : nil
  }

  static func text(of state: ServiceState) -> String {
    switch state {
    case .ready(let status): "READY=1\nSTATUS=\(line(status))"
    // The time is what tells this reload from an earlier one (sd_notify(3), Type=notify-reload).
    case .reloading: "RELOADING=1\nMONOTONIC_USEC=\(monotonicMicroseconds())"
    case .stopping: "STOPPING=1"
    case .status(let status): "STATUS=\(line(status))"
    case .alive: "WATCHDOG=1"
    }
  }

  /// A newline in a title would begin an assignment of its own.
  private static func line(_ text: String) -> String {
    String(decoding: text.utf8.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
  }

  private static func monotonicMicroseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }
}
