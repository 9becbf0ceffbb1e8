import ArgumentParser
import Glibc
import JSONText
import RitualFile
import Rituals
import Zones

/// `kin config`: the config file itself.
struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check the config, edit it, print its JSON Schema, or print its path.",
    subcommands: [Check.self, EditCommand.self, SchemaCommand.self, Path.self])

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check the config and report everything wrong with it; exit code 78 if there is an error.",
      discussion: """
        With warnings only, the config is good (exit code 0). It warns you if a ritual falls into the night or the quiet \
        hours of somebody who takes part, during the coming year or a part of it, and if its reminders always wait for \
        the end of your own.
        """)

    @Argument(help: ArgumentHelp("The file; without it, the one that is in use.", valueName: "file"))
    var file: String?

    @Flag(name: .long, help: "Print JSON: an array of file, line, column, severity, message, suggestion.")
    var json = false

    @OptionGroup var files: FileOptions

    func run() throws {
      let zones = SystemZones()
      let config = try ConfigFile.read(file ?? files.configPath, zones: zones)
      let diagnostics = try config.reading.diagnostics + config.quietWarnings(zones: zones)
      if json {
        printLine(JSON(diagnostics).text(.pretty))
      } else if !diagnostics.isEmpty {
        printLine(config.text(of: diagnostics, for: Terminal()))
      }
      guard let household = config.reading.household else { throw ExitCode(EX_CONFIG) }
      // A file that is only looked at may be anybody's.
      if file == nil, let distrust = config.distrust {
        printMessage("kin: \(distrust)")
        throw ExitCode(EX_CONFIG)
      }
      if !json {
        let count = household.rituals.count
        printLine("\(config.path) is good: \(count) ritual\(count == 1 ? "" : "s")")
      }
    }
  }

  struct EditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "edit", abstract: "Open the config in your editor; only a good one is saved.",
      discussion: """
        You edit a copy ($VISUAL, $EDITOR, else an editor that is there). It shows errors, and you may edit again; \
        what you typed is never lost.
        """)

    @OptionGroup var files: FileOptions

    func run() throws { try EditingSession(path: files.configPath).run() }
  }

  struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "schema", abstract: "Print the JSON Schema (2020-12) of the config, for editors.")

    func run() throws { printLine(ConfigSchema.text.trimmedEnd) }
  }

  struct Path: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print the path of the config.")

    @OptionGroup var files: FileOptions

    func run() throws { printLine(files.configPath) }
  }
}
