import Files
import Recurrence
import RitualFile
import Rituals

extension ConfigFile {
  /// Warnings about hooks that the daemon could not start as they are; none if the config has errors.
  func hookWarnings(of places: Places) -> [Diagnostic] {
    reading.household.map { hookWarnings(of: places, household: $0) } ?? []
  }

  /// The same for the hooks of a household from this file.
  func hookWarnings(of places: Places, household: Household) -> [Diagnostic] {
    let home = context.paths.home
    let own = context.environment("PATH")
    // The daemon has the PATH of the user manager, which may lack what a shell adds.
    let daemons = places.daemon.flatMap { variable("PATH", of: $0.process) } ?? own
    return RitualFile.hookWarnings(of: household, in: bytes, file: path, home: home) { name in
      switch FoundProgram.find(name, folders: daemons, from: home) {
      case .at(let path):
        // A relative one that happens to be in the home folder.
        let isPlain = path == name || !name.contains("/")
        return interpreterFault(of: path) ?? (isPlain ? .found : .elsewhere(path: path))
      case .notExecutable(let path) where fileStatus(path)?.isFolder != true:
        return .notExecutable(path: path)
      case .notExecutable, .missing: break
      }
      if name.contains("/") {
        // Beside the config is where it was probably thought to be.
        let beside = FoundProgram.find(name, folders: nil, from: folderPath(of: absolutePath(path)))
        if !name.hasPrefix("/"), case .at(let found) = beside { return .elsewhere(path: found) }
        return .missing(near: nil)
      }
      if case .at(let found) = FoundProgram.find(name, folders: own, from: home) {
        return .elsewhere(path: found)
      }
      return .missing(near: EditDistance.closest(to: name, among: FoundProgram.names(in: daemons)))
    }
  }

  /// Why the kernel would not run a script; nil for a program, and for a script that names what runs it.
  private func interpreterFault(of path: String) -> HookProgram? {
    guard let start = readStart(of: path, bytes: 256), String(validating: start, as: UTF8.self) != nil,
      !start.contains(0)
    else { return nil }
    guard start.starts(with: "#!".utf8) else { return .noInterpreter(path: path, named: nil) }
    let line = start.dropFirst(2).prefix { $0 != 0x0A }
    guard let name = line.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 }).first else { return nil }
    let interpreter = String(decoding: name, as: UTF8.self)
    return fileStatus(interpreter) == nil ? .noInterpreter(path: path, named: interpreter) : nil
  }

  /// A variable of another process of this user (proc_pid_environ(5)); nil if that can't be read.
  private func variable(_ name: String, of process: Int32) -> String? {
    let all = (try? readBounded(path: "/proc/\(process)/environ", limit: 1 << 20)) ?? []
    let entry = all.split(separator: 0).first { $0.starts(with: (name + "=").utf8) }
    return entry.map { String(decoding: $0.dropFirst(name.utf8.count + 1), as: UTF8.self) }
  }
}
