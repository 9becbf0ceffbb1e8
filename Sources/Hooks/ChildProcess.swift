import CLinux
import Files
import Glibc
import Rituals

/// The arguments of execve(2), found and checked before a child is started.
struct ChildProcess {
  /// MAX_ARG_STRLEN with the NUL (execve(2)): with one byte more, nothing starts.
  static let longestString = 131_072

  let path: String
  private let arguments: [String]
  private let environment: [String]
  private let folder: String

  /// Finds the program and prepares its arguments and environment.
  init(_ command: HookCommand) throws(DeliveryFailure.Cause) {
    guard let program = command.arguments.first, !program.isEmpty else { throw .noProgram }
    if let index = command.arguments.firstIndex(where: { $0.utf8.contains(0) }) {
      throw .nulInArgument(index)
    }
    for (name, value) in command.environment
    where name.isEmpty || name.utf8.contains(UInt8(ascii: "=")) || (name + value).utf8.contains(0) {
      throw .badVariable(name)
    }
    folder = ChildProcess.folderToStartIn(command)
    let searched = command.environment["PATH"] ?? environmentValue("PATH")
    switch FoundProgram.find(program, folders: searched, from: folder) {
    case .at(let found): path = found
    case .notExecutable: throw .couldNotStart(program: program, errno: EACCES)
    case .missing: throw .notFound(program: program)
    }
    arguments = command.arguments.map { ChildProcess.cut($0) }
    // Sorted, so that a failure is reproducible.
    environment = command.environment.sorted { $0.key < $1.key }.map {
      ChildProcess.cut("\($0.key)=\($0.value)")
    }
  }

  /// Starts it; returns the process's number, or an errno.
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

  /// This process's variables, without those that are about itself and those that are replaced. The bytes stay as they
  /// are, since they need not be UTF-8.
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

  /// What systemd sets for a service alone (systemd.exec(5)): with it, a child could speak for the service.
  private static func isAboutUs(_ name: Substring) -> Bool {
    switch name {
    case "NOTIFY_SOCKET", "MAINPID", "JOURNAL_STREAM": true
    default: name.hasPrefix("WATCHDOG_") || name.hasPrefix("LISTEN_")
    }
  }

  private static func folderToStartIn(_ command: HookCommand) -> String {
    let home = command.environment["HOME"] ?? environmentValue("HOME") ?? "/"
    return fileStatus(home)?.isFolder == true && access(home, X_OK) == 0 ? home : "/"
  }

  /// Cuts a text to what an argument or a variable may have, at the boundary of a scalar.
  private static func cut(_ text: String) -> String {
    guard text.utf8.count >= longestString else { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: longestString - 1)
    while text.utf8[end] & 0xC0 == 0x80 { end = text.utf8.index(before: end) }
    return String(text[..<end])
  }
}

/// The exit status in what waitpid(2) reports, as a shell has it: of a signal 128 and its number.
public func exitStatus(_ status: Int32) -> Int32 {
  let code = linux_exit_code(status)
  return code >= 0 ? code : 128 + linux_end_signal(status)
}
