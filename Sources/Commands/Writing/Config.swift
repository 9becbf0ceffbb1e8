import ArgumentParser
import Glibc
import JSONText
import RitualFile

/// `kin config`: the config file itself.
struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Check the config, edit it, print its JSON Schema, or print its path.",
    subcommands: [Check.self, EditCommand.self, SchemaCommand.self, Path.self])

  struct Check: KinCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Check the config and report everything wrong with it; exit code 78 if there is an error.",
      discussion: """
        A ritual that never comes, as its start, season, end and exceptions leave no time, is an error. With warnings \
        only, the config is good (exit code 0). It warns you if a ritual doesn't come on a day that is excepted, comes \
        on an extra day anyway or not at all, and if its reminders don't fit between two times. It warns you too if a \
        ritual falls into the night or the quiet hours of somebody who takes part, during the coming year or a part of \
        it, and if its reminders always wait for the end of your own; and if the daemon could not start a hook as it \
        stands, or if only a shell would understand its arguments.
        """)

    @Argument(
      help: ArgumentHelp("The file; without it, the one that is in use.", valueName: "file"),
      completion: .file())
    var file: String?

    @Flag(help: "Print JSON: an array of file, line, column, severity, message, suggestion.") var json = false
    @OptionGroup var files: FileOptions

    func run(in context: Context) throws -> Report {
      let places = context.places(files)
      let config = try ConfigFile.read(file ?? places.config, in: context)
      let diagnostics = try config.findings(of: places)
      var report = json ? Report(JSON(diagnostics)) : Report()
      if !json, !diagnostics.isEmpty {
        report.lines.append(config.text(of: diagnostics, for: context.terminal))
      }
      // A file that is only looked at may be anybody's.
      let distrust = file == nil ? config.distrust : nil
      guard let household = config.reading.household, distrust == nil else {
        if config.reading.household != nil, let distrust { report.messages.append(distrust) }
        report.status = EX_CONFIG
        return report
      }
      if !json {
        let count = household.rituals.count
        report.lines.append("\(config.path) is good: \(count) ritual\(count == 1 ? "" : "s")")
      }
      return report
    }
  }

  struct EditCommand: KinCommand {
    static let configuration = CommandConfiguration(
      commandName: "edit", abstract: "Open the config in your editor; only a good one is saved.",
      discussion: """
        You edit a copy ($VISUAL, $EDITOR, else an editor that is there). It shows errors, and you may edit again; \
        what you typed is never lost.
        """)

    @OptionGroup var files: FileOptions

    func run(in context: Context) throws -> Report {
      try EditingSession(places: context.places(files), context: context).run()
    }
  }

  struct SchemaCommand: KinCommand {
    static let configuration = CommandConfiguration(
      commandName: "schema", abstract: "Print the JSON Schema (2020-12) of the config, for editors.")

    func run(in context: Context) throws -> Report { Report(data: ConfigSchema.text.trimmedEnd) }
  }

  struct Path: KinCommand {
    static let configuration = CommandConfiguration(
      commandName: "path", abstract: "Print the path of the config.")

    @OptionGroup var files: FileOptions

    func run(in context: Context) throws -> Report { Report(data: context.places(files).config) }
  }
}
