import CivilTime
import Planning
import RitualFile
import Rituals
import Wording

/// The daemon's whole behaviour: one stimulus → one plan → effects. It owns no thread and no descriptor; all that lies
/// outside comes in through `World`.
final class Loop {
  let world: World
  var household = Household()
  /// The rituals under care, and what the history says of them.
  var planner = Planner([], circumstances: Circumstances())
  var history = HistoryLink()
  var outbox = Outbox()
  var reported = Reported()
  /// The nearest occurrence at the last plan, for the status.
  var lastNext: Plan.Upcoming?
  var isReady = false
  /// True until READY=1 reports the end of a reload.
  private var isReloading = false
  /// When to plan next; nil for never.
  private var planAgainAt: Instant?
  /// What listeners on the bus know.
  var standing = Standing()
  /// The config in use, until it is kept as the last good one.
  var configToKeep: [UInt8]?

  /// A loop that has not begun; `.start` begins it.
  init(_ world: World) { self.world = world }

  /// Takes one thing that happened and does all that follows from it.
  func handle(_ stimulus: Stimulus) {
    // An answer that was committed a moment ago counts, also where the watch has not said so yet.
    if stimulus != .start { takeInHistory() }
    switch stimulus {
    case .start:
      var config: ConfigFound?
      openHistory { config = self.readConfig() }
      take(config ?? readConfig())
    case .timer: break
    case .clockStepped:
      note("the clock was set, or the machine slept: planning again", priority: 6)
      history.tryNow(at: world.now())
      outbox.clockStepped(to: world.now())
    case .zonesChanged:
      if world.zones.reload() { rebuildSchedules() }
    case .configChanged:
      loadConfig()
    case .reload: reload()
    case .historyChanged: break
    case .hookLine(let key, let line): takeLine(line, from: key)
    case .hookEnded(let key, let failure): perform(outbox.ended(key, failure, at: world.now()))
    case .notification(let key, let event): take(event, of: key)
    case .notificationServerCame: outbox.serverCame(at: world.now())
    case .call(let number, let request):
      // An occurrence that is due by now counts.
      if let planAgainAt, planAgainAt <= world.now() { planAndAct() }
      take(request, call: number)
    case .explained(let number, let lines, let failure): answer(number, lines, failure)
    case .stop:
      world.report(.stopping)
      perform(outbox.stop())
      world.arm(nil)
      closeHistory()
      return
    }
    planAndAct()
  }

  /// Reads zones and config again.
  func reload() {
    world.report(.reloading)
    _ = world.zones.reload()
    loadConfig()
    isReloading = true
  }

  /// How often it plans again at once because another program wrote meanwhile.
  private static let mostPlans = 8

  /// Plans, carries the plan out, and arms the one timer for whatever comes first.
  private func planAndAct() {
    recordBacklogIfDue()
    var now = world.now()
    var plan = planner.plan(now: now)
    // READY does not wait for what the first plan brings: that may be much after a long sleep.
    if !isReady {
      isReady = true
      world.report(.ready(status: statusText(next: plan.next)))
    }
    // Nobody waits for the copy.
    if let bytes = configToKeep.take() { world.config.keepLastGood(bytes) }
    for _ in 0..<Loop.mostPlans where plan.hasWork && history.isKnown {
      let isCarriedOut = carryOut(plan, now: now)
      if !isCarriedOut { takeInEvents() }
      now = world.now()
      plan = planner.plan(now: now)
      if isCarriedOut { break }
    }
    if history.isKnown { for hold in plan.hold { report(hold) } }
    perform(outbox.startDue(at: now))
    // Before the history was read nothing can be delivered: the timer waits for the next try to open it.
    planAgainAt = history.isKnown ? (plan.hasWork ? now.advanced(bySeconds: 1) : plan.wakeAt) : nil
    let hadWork = history.restAt != nil
    history.rest(at: now)
    if hadWork, history.restAt == nil { world.rested() }
    world.arm([planAgainAt, history.tryAgainAt, history.restAt, outbox.nextTry].compactMap { $0 }.min())
    if lastNext != plan.next || reported.troublesInStatus != reported.troubles {
      lastNext = plan.next
      reported.troublesInStatus = reported.troubles
      world.report(.status(statusText(next: plan.next)))
    }
    if isReloading {
      isReloading = false
      world.report(.ready(status: statusText(next: plan.next)))
    }
    tellChanges(next: plan.next)
  }

  /// One line for `systemctl status`: `next: Coffee with Ana, Sat 10:00`, and what is wrong.
  func statusText(next: Plan.Upcoming?) -> String {
    var parts: [String] = []
    if let next, let ritual = planner[next.occurrence.ritual] {
      let here = ritual.schedule.zone
      parts.append(
        "next: \(DisplayText.line(ritual.ritual.shownTitle)), "
          + DisplayText.short(here.local(at: next.instant), seenFrom: here.local(at: world.now())))
    } else {
      parts.append(planner.rituals.isEmpty ? "no rituals yet" : "nothing is due any more")
    }
    return (parts + Trouble.allCases.compactMap { reported.troubles[$0] }).joined(separator: "; ")
  }

  /// Notes that something is wrong, or no longer; true where that is news.
  @discardableResult func setTrouble(_ trouble: Trouble, _ text: String?) -> Bool {
    guard reported.troubles[trouble] != text else { return false }
    reported.troubles[trouble] = text
    return true
  }

  /// A line of the daemon's own in the journal.
  func note(_ text: String, priority: Int, id: MessageID? = nil, fields: [(String, String)] = []) {
    var entry = [("MESSAGE", text), ("PRIORITY", String(priority)), ("SYSLOG_IDENTIFIER", "kinkeeperd")]
    if let id { entry.append(("MESSAGE_ID", id.rawValue)) }
    _ = world.journal(entry + fields)
  }
}
