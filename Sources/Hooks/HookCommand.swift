import Glibc

/// A command to run for a reminder. It never goes through a shell, which could read syntax into a title.
public struct HookCommand: Hashable, Sendable {
  /// How long it may take.
  public enum Patience: Hashable, Sendable {
    /// It must end within this time.
    case exit(within: Duration)
    /// It must print a line within the first time and end within the second time after that: for a command that shows
    /// something at once and then waits for an answer.
    case answer(firstLine: Duration, then: Duration)
  }

  /// The program, as a path or a name in `PATH`, and its arguments. Those over 128 KiB are cut (`MAX_ARG_STRLEN`,
  /// execve(2)).
  public var arguments: [String]
  /// Variables that are added to this process's own, or replace them.
  public var environment: [String: String]
  /// What it can read. It is kept in memory, so that it need not be read.
  public var standardInput: String
  /// How long it may take.
  public var patience: Patience
  /// The signal that has it take off the screen what it shows.
  public var withdrawal: Int32

  public init(
    arguments: [String], environment: [String: String] = [:], standardInput: String = "", patience: Patience,
    withdrawal: Int32 = SIGTERM
  ) {
    self.arguments = arguments
    self.environment = environment
    self.standardInput = standardInput
    self.patience = patience
    self.withdrawal = withdrawal
  }
}
