import Glibc

/// How a command ended.
public struct HookResult: Hashable, Sendable {
  /// How it ended, or why it didn't start.
  public enum Outcome: Hashable, Sendable {
    /// By itself, with this code; 0 is success.
    case exited(Int32)
    /// By a signal that was not ours.
    case signalled(Int32)
    /// It was stopped because it took longer than this.
    case timedOut(after: Duration)
    /// It was stopped because it was no longer wanted.
    case cancelled
    /// There is no such program, or none of that name in `PATH`.
    case notFound(program: String)
    /// It was not started, since the command makes no sense.
    case refused(Refusal)
    case couldNotStart(program: String, errno: Int32)
  }

  /// What is wrong with a command.
  public enum Refusal: Hashable, Sendable {
    case noProgram
    /// The argument at this index has a NUL; for the program it would end there.
    case nulInArgument(Int)
    /// Empty, or with `=` or NUL in the name, or NUL in the value.
    case badVariable(String)
  }

  /// How it ended, or why it didn't start.
  public var outcome: Outcome
  /// The beginning of what it wrote to standard error, bad UTF-8 replaced.
  public var errorText: String
  /// Whether it wrote more to standard output than the limit.
  public var isOutputCut: Bool

  init(_ outcome: Outcome, errorText: String = "", isOutputCut: Bool = false) {
    self.outcome = outcome
    self.errorText = errorText
    self.isOutputCut = isOutputCut
  }

  /// Whether it did what it was asked for.
  public var isSuccess: Bool { outcome == .exited(0) }
}

extension HookResult.Outcome: CustomStringConvertible {
  /// How it ended, in lower case.
  public var description: String {
    switch self {
    case .exited(let code): "ended with code \(code)"
    case .signalled(let number): "was ended by signal \(number) (\(String(cString: strsignal(number))))"
    case .timedOut(let after): "took longer than \(after) and was ended"
    case .cancelled: "was stopped"
    case .notFound(let program):
      program.utf8.contains(UInt8(ascii: "/"))
        ? "there is no program \(program)" : "there is no program \(program) in PATH"
    case .refused(.noProgram): "names no program"
    case .refused(.nulInArgument(let index)): "argument \(index) contains a NUL"
    case .refused(.badVariable(let name)): "the variable \"\(name)\" cannot be set"
    case .couldNotStart(let program, let code):
      "cannot start \(program): \(String(cString: strerror(code)))"
        + (code == ENOENT ? " (of what its first line names?)" : "")
    }
  }
}
