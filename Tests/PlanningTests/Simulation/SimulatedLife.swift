import CivilTime
import Planning
import Recurrence
import Rituals
import TestSupport

/// A household that is lived with: what the daemon, `kin`, the config and the clock do, step by step.
struct SimulatedLife {
  let source: RandomHousehold
  var promises: Promises
  var planner: Planner
  var clock = RandomHousehold.begin
  var zone = RandomHousehold.zones[0]
  var rituals: [Int: Ritual]
  var versions: [Int: Int] = [:]
  var history: [Event] = []
  /// How often the planner without a memory is asked as well: at one plan of so many.
  var comparesEach = 1
  /// How often it is looked whether anything is left over: at one wake of so many. What is lost stays so.
  var settlesEach = 1
  var figures = Figures()
  /// Whether each event is printed.
  let traces = environmentNumbers(["KINKEEPER_TRACE"]) != [:]

  struct Figures {
    var plans = 0
    var wakes = 0
    var idleWakes = 0
    var reminders = 0
    var digests = 0
    var lapses = 0
    var folds = 0
    var holds = 0
    var answers = 0
  }

  init(_ source: RandomHousehold, rituals chosen: [Int]) {
    self.source = source
    rituals = Dictionary(uniqueKeysWithValues: chosen.map { ($0, source.ritual($0)) })
    promises = Promises(source.household)
    planner = Planner([], circumstances: Circumstances())
    takeConfig()
  }

  private mutating func takeConfig() {
    let kept = rituals.sorted { $0.key < $1.key }.map { entry in
      ScheduledRitual(entry.value, zone: entry.value.timeZone.flatMap(RandomHousehold.zone) ?? zone)
    }
    let circumstances = Circumstances(source.household, zone: zone, zones: RandomHousehold.zone)
    planner = Planner(kept, circumstances: circumstances, chronicle: planner.chronicle)
    for (id, ledger) in planner.chronicle.ledgers where ledger.adoptedAt != nil && planner[id] == nil {
      record(Event(at: clock, ritual: id, fact: .released))
    }
    promises.configure(kept, zone: zone, at: clock)
  }

  mutating func record(_ event: Event) {
    history.append(event)
    if traces { print("\(event.at) \(event.ritual) \(event.start?.shortDescription ?? "") \(event.fact)") }
    planner.apply(event, number: history.count)
  }

  // MARK: Living

  /// Carries out the plan of this moment until there is nothing more to do; returns when to look again.
  mutating func live() throws -> Instant? {
    for pass in 0..<20 {
      promises.look(clock)
      let plan = planner.plan(now: clock)
      figures.plans += 1
      if figures.plans % comparesEach == 0 { try compare(plan) }
      guard plan.hasWork else {
        if figures.wakes % settlesEach == 0 { try promises.settled(clock, ledgers: planner.chronicle) }
        if let wakeAt = plan.wakeAt, wakeAt <= clock {
          throw Broken(description: "wakes at \(wakeAt), in the past")
        }
        figures.holds += plan.hold.count
        if pass == 0 { figures.idleWakes += 1 }
        figures.wakes += 1
        return plan.wakeAt
      }
      for event in plan.preparations(at: clock) { record(event) }
      let before = try promises.take(plan, at: clock)
      var new = plan
      for event in new.leaveOut(before, at: clock) + new.outcomes(at: clock) { record(event) }
      figures.reminders += plan.reminders.count
      figures.digests += plan.digests.count
      figures.lapses += plan.lapse.count
      figures.folds += plan.supersede.count
    }
    throw Broken(description: "never ends")
  }

  private func compare(_ plan: Plan) throws {
    var fresh = Planning.plan(
      now: clock, rituals: planner.rituals, chronicle: planner.chronicle, circumstances: planner.circumstances
    )
    var remembered = plan
    fresh.hold = []
    remembered.hold = []
    if fresh != remembered {
      throw Broken(
        description: "the planner with a memory says\n\(remembered)\nand the one without\n\(fresh)")
    }
    try compareNext(plan)
  }

  /// What comes next of each ritual is the same by the plan and by a look at each, as `kin` looks when no daemon runs.
  private func compareNext(_ plan: Plan) throws {
    var looked = planner
    looked.settle(plan, at: clock)
    let planned = looked.coming(after: clock, perRitual: 1)
    let asked = looked.coming(after: clock, of: looked.rituals, perRitual: 1)
    func facts(_ one: Upcoming) -> String { "\(one.occurrence) at \(one.slot.instant), \(one.slot.local)" }
    guard planned.map(facts) == asked.map(facts) else {
      throw Broken(
        description: "by the plan\n\(planned.map(facts))\ncome next, and in truth\n\(asked.map(facts))")
    }
  }

  /// Awake for so long, waking when a plan says so.
  mutating func wait(_ seconds: Int64) throws {
    let end = clock.advanced(bySeconds: seconds)
    while true {
      guard let next = try live(), next <= end else { break }
      clock = next
    }
    clock = end
    _ = try live()
  }

  /// Does a step; what went wrong is told with where and when.
  mutating func run(_ step: Step) throws {
    do {
      if traces { print("step \(step.number) \(step.action) \(clock)") }
      try wait(step.wait)
      try act(step)
      _ = try live()
    } catch let broken as Broken {
      throw Broken(
        description: "step \(step.number) (\(step.action)), \(clock): \(broken.description)",
        step: step.number)
    }
  }

  private mutating func act(_ step: Step) throws {
    var random = step.random
    switch step.action {
    case .nothing: break
    case .restart: try restart()
    case .sleep: jump(by: Int64.random(in: 600...200_000, using: &random))
    case .longSleep: jump(by: Int64.random(in: 10...40, using: &random) * 86_400)
    case .back: jump(by: -Int64.random(in: 60...150_000, using: &random))
    case .forward: jump(by: Int64.random(in: 60...150_000, using: &random))
    case .zone:
      zone = random.pick(RandomHousehold.zones)
      takeConfig()
    case .edit:
      guard rituals[step.ritual] != nil || versions[step.ritual] != nil else { return }
      versions[step.ritual, default: 0] += 1
      rituals[step.ritual] = source.ritual(step.ritual, version: versions[step.ritual] ?? 0)
      takeConfig()
    case .remove:
      guard rituals.removeValue(forKey: step.ritual) != nil else { return }
      versions[step.ritual, default: 0] += 1
      takeConfig()
    case .done, .skip, .snooze, .move, .undo, .ask:
      guard rituals[step.ritual] != nil else { return }
      answer(step, &random)
    }
  }

  private mutating func jump(by seconds: Int64) {
    clock = clock.advanced(bySeconds: seconds)
    promises.jumped(to: clock, isBack: seconds < 0)
  }

  /// The planner, folded anew from all that was recorded.
  private mutating func restart() throws {
    var chronicle = Chronicle()
    for (index, event) in history.enumerated() { chronicle.apply(event, number: index + 1) }
    let ledgers = planner.chronicle.ledgers
    for (id, ledger) in chronicle.ledgers where ledger != ledgers[id] {
      throw Broken(description: "\(id) is not what it was before the restart")
    }
    planner = Planner(planner.rituals, circumstances: planner.circumstances, chronicle: chronicle)
  }

  private mutating func answer(_ step: Step, _ random: inout SeededRandom) {
    let id = "r\(step.ritual)"
    guard let kept = planner[id] else { return }
    let ledger = planner.chronicle[id]
    let schedule = kept.schedule
    let local = schedule.zone.local(at: clock)
    if step.action == .undo {
      guard let start = ledger.undoable?.start, !schedule.isCadence else { return }
      answered(id, start, .undone)
      return
    }
    if step.action == .ask {
      record(Event(at: clock, ritual: id, fact: .asked))
      promises.asked(id, number: history.count)
      return
    }
    // The open one, a late click on one that is over, or one that is still to come.
    var starts: [CivilDateTime] = []
    if let open = ledger.open { starts += [open, open, open] }
    if let over = promises.cares[id]?.met.filter({ $0.value.state == .over }).keys.max() {
      starts.append(over)
    }
    let coming = kept.upcoming(after: clock, ledger: ledger, circumstances: planner.circumstances, count: 3)
    starts += coming.filter { $0.slot.instant.seconds < clock.seconds + 20 * 86_400 }.map(\.start)
    guard let start = starts.randomElement(using: &random) else { return }
    switch step.action {
    case .done: answered(id, start, .done(on: local))
    case .skip: answered(id, start, .skipped(on: local))
    case .snooze:
      let length = random.pick([1800, 3600, 7200, 20_000, 86_400])
      answered(id, start, .snoozed(until: clock.advanced(bySeconds: Int64(length))))
    default:
      let to = CivilDateTime(
        local.date.advanced(byDays: random.pick([0, 1, 1, 2, 3, 5, 9])), random.time())
      guard schedule.zone.instant(of: to) > clock else { return }
      answered(id, start, .moved(to: to))
    }
  }

  private mutating func answered(_ id: String, _ start: CivilDateTime, _ fact: Event.Fact) {
    let isAnswerable = planner.chronicle[id][start].isAnswerable
    figures.answers += 1
    record(Event(at: clock, ritual: id, start: start, fact: fact))
    promises.answered(id, start, fact, isAnswerable: isAnswerable, at: clock)
  }
}
