import Files
import Glibc

/// The systemd user manager, as far as installing a service needs it.
public protocol UserSystemd {
  /// Runs one command of `systemctl --user`, such as `["enable", "kinkeeper.service"]`, to its end.
  func run(_ command: [String]) -> SystemctlAnswer
}

/// How a command of the manager went.
public struct SystemctlAnswer: Sendable, Equatable {
  /// The exit status; 127 where there is no systemctl.
  public let status: Int32
  /// What it said, standard output and error together, without the last newline.
  public let said: String

  public init(status: Int32, said: String) {
    self.status = status
    self.said = said
  }
}

/// The real user manager, through `systemctl --user`.
public struct Systemctl: UserSystemd {
  public init() {}

  /// Runs `systemctl --user` with these words.
  public func run(_ command: [String]) -> SystemctlAnswer {
    // After `su` or from cron the variable is missing though the manager may be there.
    if environmentValue("XDG_RUNTIME_DIR") == nil, let folder = StandardPaths().runtime {
      setenv("XDG_RUNTIME_DIR", folder, 1)
    }

    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return refusal(errno) }
    defer { close(ends[0]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 2)
    posix_spawn_file_actions_addclose(&actions, ends[0])
    posix_spawn_file_actions_addclose(&actions, ends[1])

    let words = ["systemctl", "--user", "--no-pager", "--no-ask-password"] + command
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    var variables = environment()
    defer { for variable in variables { free(variable) } }
    let refused = posix_spawnp(&process, words[0], &actions, nil, &arguments, &variables)
    close(ends[1])
    guard refused == 0 else { return refusal(refused) }

    var said: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(ends[0], &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      said += buffer[..<count]
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    while said.last == UInt8(ascii: "\n") { said.removeLast() }
    let signal = status & 0x7f
    return SystemctlAnswer(
      status: signal == 0 ? (status >> 8) & 0xff : 128 + signal, said: String(decoding: said, as: UTF8.self))
  }

  private func refusal(_ number: Int32) -> SystemctlAnswer {
    SystemctlAnswer(status: 127, said: "systemctl: " + String(cString: strerror(number)))
  }

  /// What systemctl goes by; Swift 6 does not let the global `environ` through.
  private func environment() -> [UnsafeMutablePointer<CChar>?] {
    let names = [
      "HOME", "USER", "LOGNAME", "PATH", "LANG", "LC_ALL", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME",
      "DBUS_SESSION_BUS_ADDRESS", "LD_LIBRARY_PATH",
    ]
    var variables: [UnsafeMutablePointer<CChar>?] = []
    for name in names {
      guard let value = environmentValue(name) else { continue }
      variables.append(strdup(name + "=" + value))
    }
    return variables + [nil]
  }
}
