import Files
import Glibc
import Hooks

/// The systemd user manager, as far as installing a service needs it.
protocol UserSystemd {
  /// Runs one command of `systemctl --user`, such as `["enable", "kinkeeper.service"]`, to its end.
  func run(_ command: [String]) -> SystemctlAnswer
}

/// How a command of the manager went.
struct SystemctlAnswer: Sendable, Equatable {
  /// The exit status; 127 where there is no systemctl.
  let status: Int32
  /// What it said, standard output and error together, without the last newline.
  let said: String
}

/// The real user manager, through `systemctl --user`.
struct Systemctl: UserSystemd {
  /// Runs `systemctl --user` with these words.
  func run(_ command: [String]) -> SystemctlAnswer {
    // After `su` or from cron the variable is missing though the manager may be there.
    if environmentValue("XDG_RUNTIME_DIR") == nil, let folder = StandardPaths().runtime {
      setenv("XDG_RUNTIME_DIR", folder, 1)
    }

    // The words are our own: the shell needs no quotes.
    let words = ["systemctl", "--user", "--no-pager", "--no-ask-password"] + command
    guard let stream = popen(words.joined(separator: " ") + " < /dev/null 2>&1", "re") else {
      return SystemctlAnswer(status: 127, said: "systemctl: " + String(cString: strerror(errno)))
    }
    var said: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = fread(&buffer, 1, buffer.count, stream), count > 0 { said += buffer[..<count] }
    let status = pclose(stream)
    while said.last == UInt8(ascii: "\n") { said.removeLast() }
    return SystemctlAnswer(status: exitStatus(status), said: String(decoding: said, as: UTF8.self))
  }
}
