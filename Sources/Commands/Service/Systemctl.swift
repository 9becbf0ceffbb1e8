/// The systemd user manager, as far as installing a service needs it.
protocol UserSystemd {
  /// Runs one command of `systemctl --user`, such as `["enable", "kinkeeper.service"]`, to its end.
  func run(_ command: [String]) -> Asked
}

/// The real user manager, through `systemctl --user`.
struct Systemctl: UserSystemd {
  /// Runs `systemctl --user` with these words.
  func run(_ command: [String]) -> Asked {
    Asked.of(["systemctl", "--user", "--no-pager", "--no-ask-password"] + command)
  }
}
