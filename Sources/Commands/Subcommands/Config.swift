import ArgumentParser
import Clock
import Glibc
import JSONText
import RitualFile

/// `kin config`: the config file itself.
struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check the config, print its JSON Schema, or say where it lies.",
    subcommands: [Check.self, SchemaCommand.self, Path.self])

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tell every mistake of the config in one go; exit code 78 if there is one.")

    @Argument(help: ArgumentHelp("The file; without it, the one that is in use.", valueName: "file"))
    var file: String?

    @Flag(name: .long, help: "Print JSON: an array of file, line, column, message, suggestion.")
    var json = false

    @OptionGroup var files: FileOptions

    func run() throws {
      let path = file ?? files.configPath
      let bytes = try Situation.readConfig(path)
      let reading = RitualFile.read(bytes, file: path, zones: ZonesOnDisk(zones: SystemZones()))
      let terminal = Terminal()
      if json {
        printLine(JSON.list(reading.diagnostics.map(\.json)).text(.pretty))
      } else if !reading.diagnostics.isEmpty {
        printLine(
          DiagnosticRenderer(usesColour: terminal.usesColour, width: terminal.width)
            .render(reading.diagnostics, source: bytes).trimmedEnd)
      }
      guard let household = reading.household else { throw ExitCode(78) }
      if !json {
        let count = household.rituals.count
        printLine("\(path) is good: \(count) ritual\(count == 1 ? "" : "s")")
      }
    }
  }

  struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "schema", abstract: "Print the JSON Schema (2020-12) of the config, for editors.")

    func run() throws { printLine(ConfigSchema.text.trimmedEnd) }
  }

  struct Path: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say where the config lies.")

    @OptionGroup var files: FileOptions

    func run() throws { printLine(files.configPath) }
  }
}
