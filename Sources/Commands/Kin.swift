import ArgumentParser
import CLinux
import Glibc
import Recurrence
import Rituals
import Wording

/// The command line. Each subcommand is one file in `Subcommands/`, and one line here.
public struct Kin: ParsableCommand {
  /// What `kin --help` is made of.
  public static let configuration = CommandConfiguration(
    commandName: "kin", abstract: "Keep small rituals with the people you care about.",
    discussion: """
      Alone, it shows the agenda: what is open and what comes next. It works whether the daemon runs or not.

      RITUAL is a ritual's id (coffee-ana), its title, a beginning of either that only one has, or one of its times \
      (coffee-ana@2026-12-05T10:00). PERSON is an id, a name, a beginning of either, or me. Exit codes: 0, \
      1 (could not), 64 (wrong usage), 78 (the config has an error). If the config has errors or is missing, commands that \
      don't change it use the last good one, which kin and the daemon keep.

      --config, --state, --at and --json may stand before the command, too. COLUMNS in the environment says how wide \
      lines may be, in a pipe too.
      """,
    version: kinkeeperVersion,
    groupedSubcommands: [
      CommandGroup(
        name: "Reading",
        subcommands: [
          Agenda.self, Next.self, ListCommand.self, CalendarCommand.self, PreviewCommand.self,
          TurnsCommand.self, Show.self,
          When.self, Explain.self,
        ]),
      CommandGroup(
        name: "Answering", subcommands: [Done.self, Skip.self, Snooze.self, Move.self, Undo.self]),
      CommandGroup(
        name: "People",
        subcommands: [
          PeopleCommand.self, SwapCommand.self, Away.self, Stretched.self, BalanceCommand.self, Review.self,
        ]),
      CommandGroup(name: "Noting", subcommands: [CheckinCommand.self, Note.self, WinCommand.self]),
      CommandGroup(
        name: "Writing", subcommands: [Init.self, Add.self, Edit.self, Remove.self, Pause.self, Resume.self]),
      CommandGroup(
        name: "Keeping",
        subcommands: [
          Remind.self, HistoryCommand.self, Status.self, Doctor.self, Config.self,
          Service.self,
          CompletionsCommand.self,
        ]),
    ],
    defaultSubcommand: Agenda.self)

  public init() {}

  /// Runs the command that the arguments name, and ends the program.
  public static func main() {
    // A command lives for a moment.
    linux_keep_memory()
    var kept: [Any] = []
    var context = Context()
    context.keep = { kept.append($0) }
    withExtendedLifetime(context) {
      exit(withError: ExitCode(run(Array(CommandLine.arguments.dropFirst()), in: context)))
    }
  }

  /// Runs the command that the arguments name, prints its report, and returns the exit code.
  package static func run(_ arguments: [String], in context: Context) -> Int32 {
    do {
      let arguments = LeadingOptions.behindCommand(arguments, commands: wordsOfCommand)
      try refuseUnknownCommand(arguments)
      var command = try parseAsRoot(arguments)
      guard let known = command as? any KinCommand else {
        try command.run()
        return 0
      }
      let report = try known.run(in: context)
      context.print(report)
      return report.status
    } catch let bad as BadConfig {
      context.writeError(bad.diagnostics + "\n")
      return EX_CONFIG
    } catch let wrong as WrongUsage {
      context.warn("\(wrong)")
      return EX_USAGE
    } catch { return show(error, in: context) }
  }

  /// Prints a failure, or what the parser says: help, the version, a wrong option.
  private static func show(_ error: any Error, in context: Context) -> Int32 {
    let code = exitCode(for: error)
    let text = fullMessage(for: error)
    switch code {
    case .failure: context.warn(message(for: error))
    case .success:
      // Help is for people; the rest that succeeds is for a shell.
      let isHelp = text.hasPrefix("OVERVIEW:") || text.hasPrefix("USAGE:")
      if !text.isEmpty { context.write((isHelp ? context.terminal.folded(text) : text) + "\n") }
    default: if !text.isEmpty { context.writeError(context.errorTerminal.folded(text) + "\n") }
    }
    return code.rawValue
  }

  /// How many words at the start name a command.
  private static func wordsOfCommand(_ words: ArraySlice<String>) -> Int {
    var known = configuration.subcommands
    return words.prefix { word in
      guard let named = known.first(where: { $0._commandName == word }) else { return false }
      known = named.configuration.subcommands
      return true
    }.count
  }

  /// Throws if a word names no command, with the command that was probably meant.
  private static func refuseUnknownCommand(_ arguments: [String]) throws {
    var command: any ParsableCommand.Type = Kin.self
    var path = "kin"
    for word in arguments {
      let known = command.configuration.subcommands
      guard !known.isEmpty, !word.hasPrefix("-"), word != "help" else { return }
      // What isn't one of them is for the default: `kin history coffee`.
      let hasDefault = path != "kin" && command.configuration.defaultSubcommand != nil
      if let named = known.first(where: { $0._commandName == word }) {
        command = named
        path += " " + word
        continue
      }
      if hasDefault { return }
      let near = EditDistance.closest(to: word, among: known.map { $0._commandName })
      throw WrongUsage(
        "there is no command \"\(path) \(DisplayText.line(word))\"; "
          + (near.map { "did you mean \"\(path) \($0)\"?" } ?? "\(path) --help lists those there are"))
    }
  }
}
