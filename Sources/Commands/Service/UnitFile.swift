/// The unit of the daemon for the user manager, as `systemd/kinkeeper.service` has it, so that `kin` carries it along.
public enum UnitFile {
  /// The name under which the user manager knows it.
  public static let name = "kinkeeper.service"

  /// The unit's text for a `kinkeeperd` in `programs`, an absolute path; `home` is what the manager calls `%h`.
  public static func text(programs: String, home: String) -> String {
    guard programs != home + "/.local/bin" else { return text }
    // systemd.unit(5), systemd.syntax(7): a percent sign is doubled; within quotes only backslash and quote are escaped.
    var quoted = "\""
    for character in programs + "/kinkeeperd" {
      switch character {
      case "%": quoted += "%%"
      case "\"", "\\": quoted += "\\\(character)"
      default: quoted.append(character)
      }
    }
    quoted += "\""
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix("ExecStart=") ? "ExecStart=" + quoted : String($0) }
      .joined(separator: "\n")
  }

  /// The unit for the usual place, `~/.local/bin`.
  public static let text = """
    [Unit]
    Description=Kinkeeper, reminders of rituals between friends
    # It neither needs nor awaits a desktop: a notification goes out over the session bus, whose address the manager knows,
    # and waits where nobody shows it. However often it fails, it is started again: a reminder may not be lost to a limit.
    StartLimitIntervalSec=0

    [Service]
    Type=notify
    NotifyAccess=main
    ExecStart=%h/.local/bin/kinkeeperd
    ExecReload=/bin/kill -HUP $MAINPID
    Environment=MALLOC_ARENA_MAX=2
    # The one thing that wakes an idle daemon: it says every half of this that its loop still turns.
    WatchdogSec=5min
    Restart=on-failure
    RestartSec=5s
    # 75: another daemon holds the state folder. 78: the config or the history needs its user.
    RestartPreventExitStatus=75 78
    # The daemon ends its hooks itself: upon a signal of its own, notify-send would leave its notification on the screen.
    KillMode=mixed
    TimeoutStopSec=10s

    # A hook that runs wild is stopped by these, and does not take the daemon with it.
    TasksMax=256
    OOMPolicy=continue

    # What a user manager really applies without a user namespace of its own. Hooks inherit all of it: a hook cannot become
    # root. One that needs more (to build JIT code, to make namespaces, as browsers do) is best started by systemd-run --user.
    UMask=0077
    NoNewPrivileges=yes
    RestrictSUIDSGID=yes
    RestrictRealtime=yes
    RestrictNamespaces=yes
    RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
    LockPersonality=yes
    MemoryDenyWriteExecute=yes
    SystemCallArchitectures=native
    SystemCallFilter=@system-service
    SystemCallFilter=~@privileged @resources
    SystemCallErrorNumber=EPERM

    [Install]
    WantedBy=default.target

    """
}
