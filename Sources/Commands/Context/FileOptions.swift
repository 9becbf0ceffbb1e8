import ArgumentParser
import Files
import RitualFile

/// Options of every command that reads the config and the history.
struct FileOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The config file.", valueName: "file"), completion: .file()) var config: String?

  @Option(help: ArgumentHelp("The folder of the history.", valueName: "folder"), completion: .directory)
  var state: String?
}

/// Options of a command that reads and shows.
struct ReadingOptions: ParsableArguments {
  @OptionGroup var files: FileOptions

  @Flag(help: "Print JSON.") var json = false

  @Option(
    help: ArgumentHelp(
      "Look from this time on instead of now: 2026-12-05T10:00, or with Z or an offset.", valueName: "time"))
  var at: String?
}

/// Where the config and the history are.
struct Places {
  /// The config file.
  let config: String
  /// The folder of the history.
  let state: String
  /// The last good config that a daemon kept beside the history; nil where that may be of another config.
  let lastGood: String?

  /// The daemon that keeps the state folder; nil if none runs.
  var daemon: FolderLock.Holder? { FolderLock.keeper(of: state, program: "kinkeeperd") }
}

extension Context {
  /// The files that the options name, else the usual ones.
  func places(_ files: FileOptions) -> Places { places(config: files.config, state: files.state) }

  func places(config: String?, state: String? = nil) -> Places {
    let (path, folder) = (config ?? usualConfig, state ?? paths.state + "/kinkeeper")
    let belongs = state != nil || path == usualConfig
    return Places(
      config: path, state: folder, lastGood: belongs ? folder + "/" + RitualFile.lastGoodName : nil)
  }

  var usualConfig: String { paths.configuration + "/kinkeeper/config.json" }

  func situation(_ options: ReadingOptions) throws -> Situation {
    try forProgram(if: options.json).situation(options.files, at: options.at)
  }

  /// Reads the config and the history. A time given as `at` stands for now.
  func situation(_ files: FileOptions, at: String? = nil) throws -> Situation {
    let places = places(files)
    let situation = try Situation(ConfigFile.usable(at: places, in: self), places: places, at: at)
    keep(situation.planner)
    return situation
  }
}
