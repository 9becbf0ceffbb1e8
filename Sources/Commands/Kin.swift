import ArgumentParser

/// The command line. Each subcommand is one file in `Subcommands/`, and one line here.
public struct Kin: ParsableCommand {
  /// Name, help and subcommands.
  public static let configuration = CommandConfiguration(
    commandName: "kin",
    abstract: "Keep small rituals with the people you care about.",
    discussion: """
      Alone, it shows the agenda: what is open and what comes next. It works whether the daemon runs or not.

      RITUAL is a ritual's id (coffee-ana) or one of its times (coffee-ana@2026-12-05T10:00).
      """,
    version: kinVersion,
    subcommands: [
      Agenda.self, Next.self, When.self, Explain.self, Done.self, Skip.self, Snooze.self, Remind.self,
      HistoryCommand.self, Status.self, Config.self, Service.self,
    ],
    defaultSubcommand: Agenda.self)

  /// As the argument parser makes it.
  public init() {}
}

/// The version of both programs.
public let kinVersion = "0.1.0"
