import Files

/// The command line of the daemon: where its files are.
struct Settings: Equatable, Sendable {
  /// The path of the config.
  var config: String
  /// The folder of the history.
  var state: String
  /// The largest config that is read, in bytes.
  var configLimit: Int

  /// What the command line asks for.
  enum Request: Equatable, Sendable {
    case run(Settings)
    case help
    case version
    /// The words say what is wrong.
    case wrong(String)
  }

  /// What `--help` prints.
  static let usage = """
    usage: kinkeeperd [--config FILE] [--state FOLDER]

    Plans the rituals of a config and reminds you of them. Usually it runs as a user service
    (kin service install); in a terminal, Ctrl-C ends it.

      --config FILE    the config (default: ~/.config/kinkeeper/config.json)
      --state FOLDER   the folder of the history (default: ~/.local/state/kinkeeper)
      --version        print the version
      --help           print this

    KINKEEPER_CONFIG_LIMIT sets the largest config that is read, in bytes (default: 1048576).
    """

  /// Reads the arguments behind the program's name.
  static func read(_ arguments: some Sequence<String>) -> Request {
    let paths = StandardPaths()
    var settings = Settings(
      config: paths.configuration + "/kinkeeper/config.json", state: paths.state + "/kinkeeper",
      configLimit: environmentValue("KINKEEPER_CONFIG_LIMIT").flatMap { Int($0) } ?? 1 << 20)
    var rest = Array(arguments)[...]
    while let option = rest.popFirst() {
      let splits = option.hasPrefix("--") ? 1 : 0
      let parts = option.split(separator: "=", maxSplits: splits, omittingEmptySubsequences: false)
      let name = String(parts[0])
      switch name {
      case "--help", "-h": return .help
      case "--version": return .version
      case "--config", "--state":
        guard let value = parts.count > 1 ? String(parts[1]) : rest.popFirst() else {
          return .wrong("\(name) needs a path behind it")
        }
        if name == "--config" { settings.config = value } else { settings.state = value }
      default: return .wrong("unknown option \"\(option)\"")
      }
    }
    return .run(settings)
  }
}
