import Glibc

/// Where a user's files lie, by the XDG Base Directory Specification 0.8.
public struct StandardPaths: Hashable, Sendable {
  /// The user's home by `HOME`, else by the account, else `/`.
  public var home: String
  /// `XDG_CONFIG_HOME`, else `~/.config`.
  public var configuration: String
  /// `XDG_STATE_HOME`, else `~/.local/state`.
  public var state: String
  /// `XDG_RUNTIME_DIR`, else `/run/user/UID` where that is there, else nil.
  public var runtime: String?

  /// - Parameters:
  ///   - variable: reads the environment, nil or "" for what is not set.
  ///   - runtimeRoot: the folder of all users' runtime folders.
  public init(
    variable: (String) -> String? = { getenv($0).map { String(cString: $0) } },
    runtimeRoot: String = "/run/user"
  ) {
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
    runtime = absolute("XDG_RUNTIME_DIR")
    if runtime == nil {
      let usual = "\(runtimeRoot)/\(getuid())"
      var status = stat()
      if stat(usual, &status) == 0, status.st_uid == getuid() { runtime = usual }
    }
  }

  private static func homeByAccount() -> String? {
    guard let entry = getpwuid(getuid()), let folder = entry.pointee.pw_dir else { return nil }
    let path = String(cString: folder)
    return path.hasPrefix("/") ? path : nil
  }
}
