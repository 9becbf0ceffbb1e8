import CivilTime
import Glibc
import TestSupport
import Testing

extension FaultTests {
  /// What lies at the config's place is no config. The last good one serves, and that is told.
  @Suite("the config", .serialized)
  struct ConfigFaultTests {
    enum Kind: String, CaseIterable {
      case fifo, folder, tooLarge, worldWritable, empty, deleted
    }

    @Test(
      "that is a FIFO, a folder, too large, writable by all, empty or gone leaves the last good one in use",
      arguments: Kind.allCases)
    func wrong(_ kind: Kind) throws {
      let sandbox = try Sandbox(config: Household.tea())
      try sandbox.runOnce(.init(clock: Household.morning))
      let path = sandbox.config
      unlink(path)
      switch kind {
      case .fifo: #expect(mkfifo(path, 0o600) == 0)
      case .folder: sandbox.folder.makeFolder("config.json")
      case .tooLarge:
        sandbox.folder.write(Household.tea() + String(repeating: " ", count: 1 << 20), to: "config.json")
      case .worldWritable: sandbox.folder.write(Household.tea(), to: "config.json", mode: 0o666)
      case .empty: sandbox.folder.write("", to: "config.json")
      case .deleted: break
      }
      let process = try sandbox.start(.init(clock: Household.due))
      try sandbox.waitUntilReady(process)
      try sandbox.waitForReminder("tea@2031-01-05T10:00/due")
      try sandbox.waitForStatus("what is wrong") { $0.contains("the last good one stays in use") }
      #expect(sandbox.notes.contains { $0.contains("config.json") })
      // Mended while it runs, it is in use at once.
      if kind == .folder { rmdir(path) } else { unlink(path) }
      sandbox.folder.write(Household.tea(), to: "mended")
      rename(sandbox.folder("mended"), path)
      try sandbox.waitForStatus("nothing wrong") { !$0.contains("the last good one") }
      try process.stop()
      #expect(sandbox.given == ["tea@2031-01-05T10:00/due"])
    }
  }
}
