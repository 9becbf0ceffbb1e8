import CivilTime
import Glibc
import Rituals
import TestSupport
import Testing

extension FaultTests {
  /// The wall clock is stepped under a running daemon.
  @Suite("the clock", .serialized, .needs(root: true))
  struct ClockFaultTests {
    /// Moves the daemon's clock to an instant and lets the kernel say that the clock was set: the machine's clock is set
    /// to what it shows.
    private func step(_ sandbox: Sandbox, to instant: Instant) {
      sandbox.folder.write("\(instant.seconds - Int64(time(nil)))", to: "shift.new")
      rename(sandbox.folder("shift.new"), sandbox.folder("shift"))
      var now = timespec()
      clock_gettime(CLOCK_REALTIME, &now)
      #expect(clock_settime(CLOCK_REALTIME, &now) == 0)
    }

    private func waitForSteps(_ count: Int, _ sandbox: Sandbox) throws {
      try sandbox.wait("word of \(count) steps") {
        $0.notes.count { $0.hasPrefix("the clock was set") } >= count
      }
    }

    @Test(
      "three days forward give the latest once, late; a day back gives nothing again; forward again the next")
    func steps() throws {
      let sandbox = try Sandbox(config: Household.tea())
      sandbox.folder.write("\(Household.morning.seconds - Int64(time(nil)))", to: "shift")
      let process = try sandbox.start(.init(clockFile: sandbox.folder("shift")))
      try sandbox.waitUntilReady(process)

      step(sandbox, to: Household.due.advanced(bySeconds: 3 * 86_400 + 300))
      try sandbox.waitForReminder("tea@2031-01-08T10:00/due")
      // A plan that was under way sees the new time before the kernel says so: the next step is not to meet this one.
      try waitForSteps(1, sandbox)
      let entry = try #require(sandbox.reminders.first)
      #expect(entry["KIN_REASON"]?.contains("its time was 2031-01-08 10:00") == true)
      let lapsed = sandbox.entries.filter { $0["KIN_KIND"] == nil }.compactMap { $0["KIN_OCCURRENCE"] }
      #expect(lapsed == ["tea@2031-01-05T10:00", "tea@2031-01-06T10:00", "tea@2031-01-07T10:00"])

      step(sandbox, to: Household.due.advanced(bySeconds: 2 * 86_400 - 60))
      try waitForSteps(2, sandbox)
      step(sandbox, to: Household.due.advanced(bySeconds: 3 * 86_400 - 60))
      try waitForSteps(3, sandbox)
      step(sandbox, to: Household.due.advanced(bySeconds: 4 * 86_400))
      try sandbox.waitForReminder("tea@2031-01-09T10:00/due")
      try process.stop()
      #expect(sandbox.given == ["tea@2031-01-08T10:00/due", "tea@2031-01-09T10:00/due"])
      let (events, pending, _) = try sandbox.history()
      #expect(pending == 0)
      #expect(events.count { if case .reminded = $0.fact { true } else { false } } == 2)
      #expect(
        events.count { if case .lapsed = $0.fact { true } else { false } } == 4,
        "three missed, one unanswered")
    }

    @Test("a start in 1970, corrected later, delivers nothing twice")
    func epoch() throws {
      let sandbox = try Sandbox(config: Household.tea())
      try sandbox.runOnce(.init(clock: Household.morning))
      try sandbox.runOnce(.init(clock: Household.due))
      #expect(sandbox.given == ["tea@2031-01-05T10:00/due"])
      sandbox.folder.write("\(100 - Int64(time(nil)))", to: "shift")
      let process = try sandbox.start(.init(clockFile: sandbox.folder("shift")))
      try sandbox.waitUntilReady(process)
      step(sandbox, to: Household.due.advanced(bySeconds: 600))
      try waitForSteps(1, sandbox)
      step(sandbox, to: Household.due.advanced(bySeconds: 86_400))
      try sandbox.waitForReminder("tea@2031-01-06T10:00/due")
      try process.stop()
      #expect(sandbox.given == ["tea@2031-01-05T10:00/due", "tea@2031-01-06T10:00/due"])
    }
  }
}
