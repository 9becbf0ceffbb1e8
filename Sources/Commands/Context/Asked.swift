import Files
import Glibc
import Hooks

/// A finished program: its exit status and output.
struct Asked: Sendable, Equatable {
  /// The exit status; 127 where there is no such program.
  let status: Int32
  /// Standard output and error together, without the last newline.
  let said: String

  /// Runs a program to its end. The words must need no quoting in a shell.
  static func of(_ words: [String]) -> Asked {
    // After `su` or from cron the variable is missing though the manager may be there.
    if environmentValue("XDG_RUNTIME_DIR") == nil, let folder = StandardPaths().runtime {
      setenv("XDG_RUNTIME_DIR", folder, 1)
    }
    guard let stream = popen(words.joined(separator: " ") + " < /dev/null 2>&1", "re") else {
      return Asked(status: 127, said: "\(words[0]): " + String(cString: strerror(errno)))
    }
    var said: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = fread(&buffer, 1, buffer.count, stream), count > 0 { said += buffer[..<count] }
    let status = pclose(stream)
    while said.last == UInt8(ascii: "\n") { said.removeLast() }
    return Asked(status: exitStatus(status), said: String(decoding: said, as: UTF8.self))
  }
}
