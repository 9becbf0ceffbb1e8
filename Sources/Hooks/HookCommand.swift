/// A command to run for a reminder. It never goes through a shell, which could read syntax into a title.
public struct HookCommand: Sendable {
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
  /// What it can read. ScheduledRitual in memory: it need not be read.
  public var standardInput: [UInt8]
  /// How long it may take.
  public var patience: Patience

  public init(
    arguments: [String], environment: [String: String] = [:], standardInput: [UInt8] = [], patience: Patience
  ) {
    self.arguments = arguments
    self.environment = environment
    self.standardInput = standardInput
    self.patience = patience
  }
}
