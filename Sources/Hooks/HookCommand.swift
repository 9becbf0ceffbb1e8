/// A command to run for a reminder: never a shell, so that nothing in a title is taken for one's syntax.
public struct HookCommand: Sendable {
  /// How long it may take.
  public enum Patience: Hashable, Sendable {
    /// To be over within this time.
    case exit(within: Duration)
    /// To say something within the first time, and to be over within the second one after that: for a command that
    /// shows something at once and then waits for somebody's answer.
    case answer(firstLine: Duration, then: Duration)
  }

  /// The program, by path or to be found in `PATH`, and its arguments. Those over 128 KiB are cut
  /// (`MAX_ARG_STRLEN`, execve(2)).
  public var arguments: [String]
  /// Variables in addition to this process's own, or in their place.
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
