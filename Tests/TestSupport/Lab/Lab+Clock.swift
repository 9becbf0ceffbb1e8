extension Lab {
  /// Gives the installed service a wall clock that a test can move; before it is called, `kin service install` has run.
  public func makeClockMovable() async throws {
    try await write("wall.c", Project.text(of: "Tests/FaultTests/Preload/wall.c"))
    try await write("shift", "0")
    let compiled = try await run(["cc", "-O2", "-shared", "-fPIC", "-o", "libwall.so", "wall.c"])
    guard compiled.status == 0 else { throw LabFailure(part: "clock", reason: compiled.error) }
    try await write(
      ".config/systemd/user/kinkeeper.service.d/clock.conf",
      "[Service]\nEnvironment=LD_PRELOAD=\(home)/libwall.so FAULT_WALL_FILE=\(home)/shift\n")
    for action in ["daemon-reload", "restart"] {
      let unit = action == "restart" ? ["kinkeeper"] : []
      let outcome = try await run(["systemctl", "--user", action] + unit)
      guard outcome.status == 0 else { throw LabFailure(part: "clock", reason: outcome.error) }
    }
  }

  /// Moves the service's clock so far ahead of the machine's. The machine's own is set to what it shows, so that the
  /// kernel tells of a clock that was set, as it does when a laptop wakes.
  public func moveClock(to seconds: Int) async throws {
    try await write("shift", String(seconds))
    let outcome = try await runAsRoot([
      "python3", "-c", "import time; time.clock_settime_ns(0, time.clock_gettime_ns(0))",
    ])
    guard outcome.status == 0 else { throw LabFailure(part: "clock", reason: outcome.error) }
  }

  /// How many notifications are on the display.
  public func countShown() async throws -> Int? {
    Int(try await run(["dunstctl", "count", "displayed"]).output.split(separator: "\n").first ?? "")
  }
}
