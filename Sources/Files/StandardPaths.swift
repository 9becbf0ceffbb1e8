import Glibc

/// The folders of a user's files, by the XDG Base Directory Specification 0.8.
public struct StandardPaths: Hashable, Sendable {
  /// `HOME`, else the account's home, else `/`.
  public var home: String
  /// `XDG_CONFIG_HOME`, else `~/.config`.
  public var configuration: String
  /// `XDG_STATE_HOME`, else `~/.local/state`.
  public var state: String
  /// `XDG_DATA_HOME`, else `~/.local/share`.
  public var data: String
  /// `XDG_RUNTIME_DIR`, else `/run/user/UID` if it exists.
  public var runtime: String?

  /// - Parameters:
  ///   - variable: reads the environment; nil or "" for what isn't set.
  ///   - runtimeRoot: the folder with every user's runtime folder.
  public init(variable: (String) -> String? = environmentValue, runtimeRoot: String = "/run/user") {
    // "All paths set in these environment variables must be absolute. If an implementation encounters a relative
    // path … it should consider the path invalid and ignore it."
    func absolute(_ name: String) -> String? {
      guard var value = variable(name), value.hasPrefix("/") else { return nil }
      while value.count > 1 && value.hasSuffix("/") { value.removeLast() }
      return value
    }
    home = absolute("HOME") ?? StandardPaths.homeByAccount() ?? "/"
    let prefix = home == "/" ? "" : home
    configuration = absolute("XDG_CONFIG_HOME") ?? prefix + "/.config"
    state = absolute("XDG_STATE_HOME") ?? prefix + "/.local/state"
    data = absolute("XDG_DATA_HOME") ?? prefix + "/.local/share"
    let usual = "\(runtimeRoot)/\(getuid())"
    runtime = absolute("XDG_RUNTIME_DIR") ?? (fileStatus(usual)?.st_uid == getuid() ? usual : nil)
  }

  private static func homeByAccount() -> String? {
    guard let entry = getpwuid(getuid()), let folder = entry.pointee.pw_dir else { return nil }
    let path = String(cString: folder)
    return path.hasPrefix("/") ? path : nil
  }
}
