import Glibc

/// A plain user's session for a test: journald, `systemd --user`, session bus, X display and a notification daemon,
/// in namespaces of their own, so that several stand side by side and none touches the machine's.
///
/// It needs root, or sudo without a password. All of it ends with `stop()`, or with the test's process, whichever
/// comes first.
public final class Lab: Sendable {
  /// The folder that holds everything of this lab; gone after `stop()`.
  public let folder: String
  /// The lab user's home, which has the same path inside and outside.
  public var home: String { folder + "/home" }
  /// Copies of the built `kin` and `kinkeeperd` that the lab's user can read.
  public var programs: String { folder + "/programs" }

  private let process: pid_t
  private let lifeline: Int32

  private static let script = Project.root + "/Tests/TestSupport/Lab/user-manager.sh"
  /// What makes a command root: nothing for root itself.
  private static var asRoot: [String] { getuid() == 0 ? [] : ["sudo", "-n", "--"] }

  private init(folder: String, process: pid_t, lifeline: Int32) {
    self.folder = folder
    self.process = process
    self.lifeline = lifeline
  }

  /// Starts a lab, hands it to `body` and takes it down again, however `body` ends.
  @discardableResult
  public static func open<Result>(_ body: (Lab) async throws -> Result) async throws -> Result {
    let lab = try await start()
    do {
      let result = try await body(lab)
      try await lab.stop()
      return result
    } catch {
      try await lab.stop()
      throw error
    }
  }

  /// Starts a lab; throws the `LabFailure` that names the part which could not start.
  /// `programs` is the folder of the built programs.
  public static func start(programs: String = Project.programs) async throws -> Lab {
    var template = Array("/tmp/kinkeeper-lab.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw LabFailure(part: "start", reason: "mkdtemp: " + String(cString: strerror(errno)))
    }
    let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    chmod(folder, 0o755)

    // As root a user that exists nowhere else; else the tester, who then reads the lab's files.
    let user = getuid() == 0 ? 47_110 : getuid()
    // A socket is closed on exec from its first moment; a pipe could slip into a program that starts meanwhile.
    var input: [Int32] = [0, 0]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &input) == 0 else {
      throw LabFailure(part: "start", reason: "socketpair: " + String(cString: strerror(errno)))
    }
    let words = Glibc.open(folder + "/words", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    defer { close(words) }
    let process: pid_t
    do {
      process = try Command.spawn(
        asRoot + ["sh", script, "boot", folder, String(user), programs], environment: nil,
        input: input[0],
        output: words, error: words)
    } catch {
      close(input[1])
      throw LabFailure(part: "root", reason: "\(error)")
    }
    close(input[0])
    let lab = Lab(folder: folder, process: process, lifeline: input[1])

    let deadline = ContinuousClock.now + .seconds(90)
    while ContinuousClock.now < deadline {
      let ended = Command.waitForEnd(of: process, seconds: 0) != nil
      lseek(words, 0, SEEK_SET)
      let said = try TextFile.read(from: words, named: "words").split(separator: "\n").map(String.init)
      if let failure = said.lazy.compactMap(LabFailure.init(saying:)).first {
        try await lab.stop()
        throw failure
      }
      if said.contains("ready") { return lab }
      if ended {
        try await lab.stop()
        throw LabFailure(
          part: asRoot.isEmpty ? "start" : "root", reason: said.joined(separator: "; "))
      }
      try await Task.sleep(for: .milliseconds(10))
    }
    try await lab.stop()
    throw LabFailure(part: "start", reason: "not ready after 90 s")
  }

  /// Ends everything that runs in the lab and removes its folder; a second call does nothing.
  public func stop() async throws {
    // Descriptors and process ids are used again by others: only the first call may touch them.
    guard await ending.begin() else { return }
    close(lifeline)
    let deadline = ContinuousClock.now + .seconds(30)
    while access(folder, F_OK) == 0 || Command.waitForEnd(of: process, seconds: 0) == nil {
      guard ContinuousClock.now < deadline else {
        throw WaitedInVain(what: "the end of the lab in \(folder)", seconds: 30)
      }
      if Command.waitForEnd(of: process, seconds: 0) != nil {
        // It never came as far as cleaning up after itself.
        _ = try await Command(Lab.asRoot + ["rm", "-rf", folder]).run()
      }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  private actor Ending {
    private var begun = false
    func begin() -> Bool {
      defer { begun = true }
      return !begun
    }
  }
  private let ending = Ending()

  /// Runs a program as the lab's user inside, in its home; `environment` is added to the session's.
  public func run(
    _ argv: [String], environment: [String: String] = [:], input: String = "", seconds: Double = 30
  ) async throws -> Command.Outcome {
    let settings = environment.isEmpty ? [] : ["env"] + environment.map { "\($0.key)=\($0.value)" }
    return try await Command(
      Lab.asRoot + ["sh", Lab.script, "run", folder] + settings + argv, input: input
    ).run(seconds: seconds)
  }

  /// Runs a program as root inside.
  public func runAsRoot(_ argv: [String], seconds: Double = 30) async throws -> Command.Outcome {
    try await Command(Lab.asRoot + ["sh", Lab.script, "root", folder] + argv).run(seconds: seconds)
  }

  /// Writes a file of the lab's user as an editor does that saves by renaming; `path` is relative to the home.
  public func write(_ path: String, _ text: String) async throws {
    let outcome = try await run(
      [
        "sh", "-c", #"mkdir -p "$(dirname "$1")" && cat >"$1.new" && mv "$1.new" "$1""#, "sh",
        home + "/" + path,
      ], input: text)
    guard outcome.status == 0 else { throw TextFile.Fault(path: path, reason: outcome.error) }
  }

  /// Reads a file of the lab's user; `path` is relative to the home.
  public func read(_ path: String) throws -> String {
    try TextFile.read(home + "/" + path)
  }

  /// Whether there is a file or folder at `path`, relative to the home.
  public func exists(_ path: String) -> Bool {
    access(home + "/" + path, F_OK) == 0
  }

  /// Looks again and again until `condition` gives a value, and gives that; fails after `seconds`.
  @discardableResult
  public func wait<Value>(
    for what: String, seconds: Double = 60, _ condition: () async throws -> Value?
  ) async throws -> Value {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while true {
      if let value = try await condition() { return value }
      guard ContinuousClock.now < deadline else {
        throw WaitedInVain(what: what, seconds: seconds, journal: (try? await journalTail()) ?? "")
      }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// Looks again and again until `condition` holds; fails after `seconds`.
  public func wait(until what: String, seconds: Double = 60, _ condition: () async throws -> Bool)
    async throws
  {
    try await wait(for: what, seconds: seconds) { try await condition() ? true : nil }
  }
}
