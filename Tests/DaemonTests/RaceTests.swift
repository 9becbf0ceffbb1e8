import CivilTime
import History
import Rituals
import Supervision
import Testing

@testable import Daemon

private let bins = """
  { "timeZone": "Europe/Berlin", "hooks": { "phone": { "run": ["ntfy"] } },
    "people": { "sam": { "name": "Sam" }, "lee": { "name": "Lee" }, "jo": { "name": "Jo" } },
    "rituals": [ { "id": "bins", "title": "Bins", "when": "every day at 18:00", "starting": "2026-12-01",
      "via": ["journal", "phone"],
      "turns": { "roles": ["bins"], "order": ["sam", "lee", "jo"], "advance": "when done" } } ] }
  """

/// An answer that is in the history counts, whether the daemon has been told of it or not.
@Suite struct RaceTests {
  /// The bins of Tuesday, Sam's, are open, and those of Wednesday are due in a moment.
  private func world() throws -> TestWorld {
    let world = try TestWorld(at: "2026-12-01T12:00", config: bins)
    world.start()
    try world.pass(to: "2026-12-02T17:59:59")
    return world
  }

  private func done(_ occurrence: String, _ world: TestWorld) throws -> Event {
    let local = try #require(CivilDateTime("2026-12-02T17:59:59"))
    return Event(at: world.now, occurrence: try #require(OccurrenceID(occurrence)), fact: .done(on: local))
  }

  /// Every turn that was ever recorded: the occurrence, and who was on.
  private func turns(_ world: TestWorld) throws -> [String] {
    var turns: [String] = []
    try HistoryStore(folder: world.folder.path, now: world.now).forEachEvent { entry in
      guard case .turn(let turn) = entry.event.fact else { return }
      turns.append("\(turn.occurrence.date.day): \(turn.holders.first?.person ?? "-")")
    }
    return turns
  }

  /// What may make the daemon look, once the instant has come, before the watch says that `kin` wrote.
  private static let stimuli: [Stimulus] = [
    .timer, .clockStepped, .configChanged, .reload, .zonesChanged,
    .hookEnded(DeliveryKey(ReminderID("bins@2026-12-01T18:00/due"), .hook("phone")), nil),
    .hookLine(DeliveryKey(ReminderID("bins@2026-12-01T18:00/due"), .hook("phone")), "on its way"),
  ]

  @Test(arguments: stimuli)
  func `an answer committed just before the next one is due moves the turn on`(stimulus: Stimulus) throws {
    let world = try world()
    #expect(world.journal.reminders.map { $0["KIN_ROLES"] } == ["bins=Sam"])
    try world.commit([done("bins@2026-12-01T18:00", world)])
    world.now = world.now.advanced(bySeconds: 1)
    world.handle(stimulus)
    #expect(world.journal.reminders.map { $0["KIN_ROLES"] } == ["bins=Sam", "bins=Lee"])
    #expect(try turns(world) == ["1: sam", "2: lee"])
    // The watch says so at last, and nothing follows.
    world.handle(.historyChanged)
    #expect(try turns(world) == ["1: sam", "2: lee"])
  }

  @Test(arguments: stimuli)
  func `what was answered ahead just before it is due brings no reminder`(stimulus: Stimulus) throws {
    let world = try world()
    try world.commit([done("bins@2026-12-02T18:00", world)])
    world.now = world.now.advanced(bySeconds: 1)
    world.handle(stimulus)
    #expect(world.journal.delivered == ["bins@2026-12-01T18:00/due"])
  }

  @Test func `a clock that steps between the commit and the watch changes nothing about it`() throws {
    for time in ["2026-12-02T18:00", "2026-12-02T18:00:20", "2026-12-02T23:00"] {
      let world = try world()
      try world.commit([done("bins@2026-12-01T18:00", world)])
      try world.jump(to: time)
      #expect(try turns(world) == ["1: sam", "2: lee"], "\(time)")
    }
  }

  @Test func `a retry of a hook is dropped where the answer came before it`() throws {
    let world = try world()
    let key = DeliveryKey(ReminderID("bins@2026-12-01T18:00/due"), .hook("phone"))
    world.handle(.hookEnded(key, DeliveryFailure(.exited(1))))
    let started = world.hooks.started.count
    try world.commit([done("bins@2026-12-01T18:00", world)])
    world.now = try #require(world.timer.armedFor)
    world.handle(.timer)
    #expect(!world.hooks.started.dropFirst(started).contains { $0.key == key })
  }

  @Test func `an answer that comes between the plan and its record has it planned anew`() throws {
    let world = try world()
    world.now = world.now.advanced(bySeconds: 1)
    let answer = try done("bins@2026-12-01T18:00", world)
    // The daemon died, and starts when it is due: READY is reported once the first plan is made.
    var fault: (any Error)?
    world.service.onReport = { state in
      guard case .ready = state else { return }
      do { try world.commit([answer]) } catch { fault = error }
    }
    world.restart()
    #expect(fault == nil)
    #expect(world.journal.reminders.last?["KIN_ROLES"] == "bins=Lee")
    #expect(try turns(world) == ["1: sam", "2: lee"])
    // What was answered has not passed without an answer, not even in the journal.
    #expect(!world.journal.entries.contains { $0["MESSAGE"]?.contains("passed") == true })
    #expect(try !world.facts().contains { $0.hasSuffix("lapsed") })
  }
}
