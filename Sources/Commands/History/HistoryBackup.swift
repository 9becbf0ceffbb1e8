import ArgumentParser
import Files
import Glibc
import History
import JSONText
import Wording

/// `kin history`: what happened, and copies of it.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Show what was delivered and answered, or write a copy of it.",
    subcommands: [HistoryEntries.self, HistoryBackup.self], defaultSubcommand: HistoryEntries.self)
}

/// `kin history backup`: writes the whole history to one file.
struct HistoryBackup: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Write a copy of the whole history to a file.",
    discussion: """
      It is one SQLite file that needs no other beside it, whether the daemon runs or not, and it gets its name once it is \
      whole. To restore it: stop the daemon, put the file in the place of history.sqlite in the state folder, delete \
      history.sqlite-wal and history.sqlite-shm there, and start the daemon. What the notebook holds, notes and \
      check-ins, isn't part of it.
      """)

  @Argument(help: ArgumentHelp("The file to write.", valueName: "file"), completion: .file())
  var file: String

  @Flag(help: "Replace a file that is there already.") var force = false

  @Flag(help: "Print JSON: the file, and the number of events in it.") var json = false

  @OptionGroup var files: FileOptions

  func run(in context: Context) throws -> Report {
    let places = context.places(files)
    let path = absolutePath(file)
    if fileStatus(path)?.isFolder == true { throw Failure("\(path) is a folder; name a file in it") }
    let folder = folderPath(of: path)
    guard fileStatus(folder)?.isFolder == true else {
      throw Failure("there is no folder \(folder); make it, or name a file in another one")
    }
    let own = HistoryStore.path(in: places.state)
    if let target = fileStatus(path), fileStatus(own)?.isSameFile(as: target) == true {
      throw Failure("\(path) is the history itself; name another file")
    }
    guard let store = try HistoryStore(reading: places.state) else {
      throw Failure("there is no history yet in \(places.state)")
    }
    do throws(StoreFault) {
      try store.copy(to: path, replacing: force)
    } catch {
      if case .exists = error { throw Failure("\(error); --force replaces it") }
      throw error
    }
    var events = 0
    try store.forEachEvent { _ in events += 1 }
    if json { return Report(["file": .string(path), "events": .integer(events)]) }
    return Report(
      "The history is in \(DisplayText.line(path)), with \(events == 1 ? "one event" : "\(events) events").")
  }
}
