import Dispatch
import Foundation
import Glibc

/// A program run to its end, or to its deadline.
///
/// Output goes to unlinked files, not pipes: nothing has to be pumped, and a grandchild that keeps them open holds
/// nobody up.
public struct Command: Sendable {
  /// How it went.
  public struct Outcome: Sendable {
    /// The exit status; 128 + the signal where one ended it.
    public let status: Int32
    /// Standard output.
    public let output: String
    /// Standard error.
    public let error: String

    public init(status: Int32, output: String, error: String) {
      self.status = status
      self.output = output
      self.error = error
    }
  }

  /// A program that did not start or did not end.
  public enum Fault: Error, CustomStringConvertible {
    /// posix_spawn refused.
    case cannotStart(program: String, reason: String)
    /// Killed at its deadline.
    case tookTooLong(argv: [String], seconds: Double, output: String, error: String)

    /// Prose for a test's report.
    public var description: String {
      switch self {
      case .cannotStart(let program, let reason): "cannot start \(program): \(reason)"
      case .tookTooLong(let argv, let seconds, let output, let error):
        "\(argv.joined(separator: " ")) did not end within \(seconds) s; it said: \(output) \(error)"
      }
    }
  }

  private let argv: [String]
  private let environment: [String: String]?
  private let input: String

  /// A program by its name on PATH or its path, and its arguments; without an environment it gets the test's own.
  public init(_ argv: [String], environment: [String: String]? = nil, input: String = "") {
    self.argv = argv
    self.environment = environment
    self.input = input
  }

  /// Runs it and waits for its end, at most `seconds`.
  public func run(seconds: Double = 30) throws -> Outcome {
    let files = try (Command.scratch(), Command.scratch(), Command.scratch())
    defer { for file in [files.0, files.1, files.2] { close(file) } }
    var left = Array(input.utf8)[...]
    while !left.isEmpty {
      let count = left.withUnsafeBytes { write(files.0, $0.baseAddress, $0.count) }
      guard count > 0 else { break }
      left = left.dropFirst(count)
    }
    lseek(files.0, 0, SEEK_SET)

    let process = try Command.spawn(
      argv, environment: environment, input: files.0, output: files.1, error: files.2)
    let status = Command.waitForEnd(of: process, seconds: seconds)
    if status == nil {
      kill(process, SIGKILL)
      var ignored: Int32 = 0
      waitpid(process, &ignored, 0)
    }
    lseek(files.1, 0, SEEK_SET)
    lseek(files.2, 0, SEEK_SET)
    let output = try TextFile.read(from: files.1, named: "standard output")
    let error = try TextFile.read(from: files.2, named: "standard error")
    guard let status else {
      throw Fault.tookTooLong(argv: argv, seconds: seconds, output: output, error: error)
    }
    return Outcome(status: status, output: output, error: error)
  }

  /// The same, off Swift's own threads, of which there are only as many as processors.
  public func run(seconds: Double = 30) async throws -> Outcome {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(with: Result { try run(seconds: seconds) as Outcome })
      }
    }
  }

  /// Starts a program with a clean signal mask and only these three descriptors (all others are closed on exec).
  public static func spawn(
    _ argv: [String], environment: [String: String]?, input: Int32, output: Int32, error: Int32
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, error, 2)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    var arguments: [UnsafeMutablePointer<CChar>?] = argv.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] =
      (environment ?? ProcessInfo.processInfo.environment).map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var process: pid_t = 0
    let refusal = posix_spawnp(&process, argv[0], &actions, &attributes, &arguments, &variables)
    guard refusal == 0 else {
      throw Fault.cannotStart(program: argv[0], reason: String(cString: strerror(refusal)))
    }
    return process
  }

  /// The exit status, or nil where it still runs after so many seconds.
  public static func waitForEnd(of process: pid_t, seconds: Double) -> Int32? {
    let deadline = ContinuousClock.now + .seconds(seconds)
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG) == 0 {
      if ContinuousClock.now > deadline { return nil }
      usleep(2000)
    }
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }

  private static func scratch() throws -> Int32 {
    var template = Array("/tmp/kinkeeper-command.XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      throw TextFile.Fault(path: "/tmp", reason: String(cString: strerror(errno)))
    }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(template)
    return descriptor
  }
}
