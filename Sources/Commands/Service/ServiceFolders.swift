import Files

/// Where the parts of the service come from and go to. All are absolute paths without a slash at the end.
struct ServiceFolders: Sendable, Equatable {
  /// The user's home.
  let home: String
  /// `$XDG_CONFIG_HOME`: the unit goes to `systemd/user` in it, the config to `kinkeeper`.
  let configHome: String
  /// `$XDG_STATE_HOME`: the history is in `kinkeeper`.
  let stateHome: String
  /// `$XDG_DATA_HOME`: the manual goes to `man` in it, completions to where each shell looks.
  let dataHome: String
  /// Where the built `kin` and `kinkeeperd` are.
  let built: String
  /// Where they are to be.
  let programs: String

  /// The programs go to `~/.local/bin` unless told otherwise; nil stands for the usual places (XDG Base Directory 0.8).
  init(
    home: String, configHome: String? = nil, stateHome: String? = nil, dataHome: String? = nil,
    built: String, programs: String? = nil
  ) {
    self.home = home
    self.configHome = configHome ?? home + "/.config"
    self.stateHome = stateHome ?? home + "/.local/state"
    self.dataHome = dataHome ?? home + "/.local/share"
    self.built = built
    self.programs = programs ?? home + "/.local/bin"
  }

  /// Those of this process: its environment, and the folder that its program stands in.
  static func ofThisProcess() throws(ServiceFault) -> ServiceFolders {
    guard environmentValue("HOME")?.hasPrefix("/") == true else { throw .noHome }
    let paths = StandardPaths()
    guard let program = linkText(of: "/proc/self/exe"), let slash = program.lastIndex(of: "/") else {
      throw .noProgram(path: "/proc/self/exe")
    }
    return ServiceFolders(
      home: paths.home, configHome: paths.configuration, stateHome: paths.state, dataHome: paths.data,
      built: String(program[..<slash]))
  }

  /// Whether these programs belong to a package.
  var isPackaged: Bool { built == PackageTree.programs && fileStatus(PackageTree.unit) != nil }

  /// The config file.
  var config: String { configHome + "/kinkeeper/config.json" }
  /// The folder of the history.
  var state: String { stateHome + "/kinkeeper" }
  /// The unit file.
  var unit: String { configHome + "/systemd/user/" + UnitFile.name }
  /// The link by which `systemctl --user enable` starts it with the session.
  var wish: String { configHome + "/systemd/user/default.target.wants/" + UnitFile.name }

  /// A path as its user would write it.
  func shown(_ path: String) -> String {
    path.hasPrefix(home + "/") ? "~" + path.dropFirst(home.count) : path
  }
}
