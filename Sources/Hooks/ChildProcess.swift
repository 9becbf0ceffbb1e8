import CLinux
import Glibc

/// Everything execve(2) wants to know, found out and checked before a child is made.
struct ChildProcess {
  /// MAX_ARG_STRLEN, the NUL counted (execve(2)): one byte more and nothing is started at all.
  static let longestString = 131_072

  let path: String
  private let arguments: [String]
  private let environment: [String]
  private let folder: String

  enum Preparation {
    case ready(ChildProcess)
    case failed(HookResult.Outcome)
  }

  /// Finds the program and lays out its arguments and environment.
  static func prepare(_ command: HookCommand) -> Preparation {
    guard let program = command.arguments.first, !program.isEmpty else {
      return .failed(.refused(.noProgram))
    }
    if let index = command.arguments.firstIndex(where: { $0.utf8.contains(0) }) {
      return .failed(.refused(.nulInArgument(index)))
    }
    for (name, value) in command.environment
    where name.isEmpty || name.utf8.contains(UInt8(ascii: "=")) || name.utf8.contains(0)
      || value.utf8.contains(0)
    {
      return .failed(.refused(.badVariable(name)))
    }
    let home = folderToStartIn(command)
    let searched = command.environment["PATH"] ?? getenv("PATH").map { String(cString: $0) }
    switch ProgramSearch.find(program, folders: searched, from: home) {
    case .found(let path):
      let arguments = command.arguments.map { cut($0, to: longestString - 1) }
      // Sorted, so that a failure repeats.
      let added = command.environment.sorted { $0.key < $1.key }
        .map { cut("\($0.key)=\($0.value)", to: longestString - 1) }
      return .ready(ChildProcess(path: path, arguments: arguments, environment: added, folder: home))
    case .notExecutable: return .failed(.couldNotStart(program: program, errno: EACCES))
    case .notFound: return .failed(.notFound(program: program))
    }
  }

  /// Starts it; the process's number, or an errno.
  func spawn(
    input: borrowing Descriptor, output: borrowing Descriptor, error: borrowing Descriptor
  ) -> (process: pid_t, errno: Int32) {
    let arguments = arguments.map { strdup($0) }
    let added = environment.map { strdup($0) }
    defer { for text in arguments + added { free(text) } }
    var process: pid_t = 0
    let fault = linux_spawn(
      &process, path, arguments + [nil], inherited() + added + [nil], folder, input.number, output.number,
      error.number)
    return (process, fault)
  }

  /// This process's variables, but for those that are about itself and those that are set anew. The bytes are
  /// passed on as they are: they need not be UTF-8.
  private func inherited() -> [UnsafeMutablePointer<CChar>?] {
    guard let all = linux_environment() else { return [] }
    let names = Set(environment.map { $0.prefix { $0 != "=" } })
    var kept: [UnsafeMutablePointer<CChar>?] = []
    var index = 0
    while let entry = all[index] {
      index += 1
      let name = String(cString: entry).prefix { $0 != "=" }
      if !ChildProcess.isAboutUs(name) && !names.contains(name) { kept.append(entry) }
    }
    return kept
  }

  /// What systemd tells a service and nobody else (systemd.exec(5)): a child could speak in its name.
  private static func isAboutUs(_ name: Substring) -> Bool {
    switch name {
    case "NOTIFY_SOCKET", "MAINPID", "JOURNAL_STREAM": true
    default: name.hasPrefix("WATCHDOG_") || name.hasPrefix("LISTEN_")
    }
  }

  private static func folderToStartIn(_ command: HookCommand) -> String {
    let home = command.environment["HOME"] ?? getenv("HOME").map { String(cString: $0) } ?? "/"
    var status = stat()
    let isFolder = stat(home, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    return isFolder && access(home, X_OK) == 0 ? home : "/"
  }

  /// At most so many bytes, at the boundary of a scalar.
  private static func cut(_ text: String, to count: Int) -> String {
    guard text.utf8.count > count else { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: count)
    while text.utf8[end] & 0xC0 == 0x80 { end = text.utf8.index(before: end) }
    return String(text[..<end])
  }
}

/// Finding a program as a shell does.
enum ProgramSearch {
  /// What was found.
  enum Answer: Equatable {
    case found(String)
    case notExecutable
    case notFound
  }

  /// - Parameters:
  ///   - folders: the value of `PATH`; parts that are not absolute are passed over, since they would mean a folder
  ///     of nobody's choice.
  ///   - from: the folder that a program with a slash in its name is relative to.
  static func find(_ program: String, folders: String?, from home: String) -> Answer {
    if program.utf8.contains(UInt8(ascii: "/")) {
      return look(program.hasPrefix("/") ? program : "\(home)/\(program)")
    }
    var answer = Answer.notFound
    for folder in (folders ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
    where folder.hasPrefix("/") {
      switch look("\(folder)/\(program)") {
      case .found(let path): return .found(path)
      case .notExecutable: answer = .notExecutable
      case .notFound: continue
      }
    }
    return answer
  }

  private static func look(_ path: String) -> Answer {
    var status = stat()
    guard stat(path, &status) == 0 else { return .notFound }
    return status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0 ? .found(path) : .notExecutable
  }
}
