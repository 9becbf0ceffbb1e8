import CivilTime
import History
import Planning
import RitualFile
import Rituals

/// The daemon's whole behaviour: one stimulus → one plan → effects. It owns no thread and no descriptor; all that lies
/// outside comes in through `World`.
public final class Loop {
  let world: World
  var household = Household()
  /// The rituals under care, and what the history says of them.
  var planner = Planner([], circumstances: Circumstances())
  var store: HistoryStore?
  var revision = 0
  /// What could not be recorded yet: the disk is full, or the file locked.
  var backlog = HistoryStore.Backlog()
  /// Whether the history was read since the start. From then on reminders are given even while it is out of reach;
  /// before, nobody knows what was given already.
  var knowsHistory = false
  /// Why the last backup failed, as it was told.
  var lastBackupFault: HistoryFault?
  var recordAgainAt: Instant?
  var recordFailures = 0
  /// Deliveries that wait for a channel or run in one.
  var deliveries: [DeliveryKey: HistoryStore.Delivery] = [:]
  var running: Set<DeliveryKey> = []
  /// Those of them that are carried and wait for an answer alone, the oldest first.
  var answering: [DeliveryKey] = []
  /// What the digests that wait for a channel, or stand on a screen, hold that still matters.
  var members: [ReminderID: [ReminderID]] = [:]
  /// Those that were asked to end, to make room.
  var leaving: Set<DeliveryKey> = []
  /// The details that notifications are about to bring back, by their numbers alone.
  var broughtBack: [DeliveryKey: (detail: Int, with: OccurrenceID)] = [:]
  /// Why the notebook could not be read, as it was last told.
  var lastNotebookFault: NotebookFault?
  /// The one that is just answering, which ends by itself.
  var speaking: DeliveryKey?
  /// What is wrong at present, by subject: shown in the status, told once.
  var troubles: [Trouble: String] = [:]
  var isReady = false
  /// What waits, as it was last told.
  var toldHolds: Set<ReminderID> = []
  /// The mistakes of the config as they were last told.
  var lastConfigDetails = ""

  /// What can be wrong with the daemon's surroundings.
  enum Trouble: String, CaseIterable {
    case config, history, journal, zone
  }

  /// A loop that has not begun; `.start` begins it.
  public init(_ world: World) {
    self.world = world
  }

  /// Takes one thing that happened and does all that follows from it.
  public func handle(_ stimulus: Stimulus) {
    switch stimulus {
    case .start:
      openHistory()
      loadConfig()
    case .timer:
      break
    case .clockStepped:
      note("the clock was set, or the machine slept: planning anew", priority: 6)
      pullTriesNear()
    case .zonesChanged:
      if world.zones.reload() { rebuildSchedules() }
    case .configChanged:
      loadConfig()
    case .reload:
      world.service.reloading()
      _ = world.zones.reload()
      loadConfig()
    case .historyChanged:
      takeInHistory()
    case .hookLine(let key, let line):
      takeLine(line, from: key)
    case .hookEnded(let key, let end):
      takeEnd(end, of: key)
    case .stop:
      world.service.stopping()
      takeOffScreen()
      for key in running where !leaving.contains(key) {
        // One that is just being shown is shown again by the next daemon.
        if key.channel == .desktop { world.hooks.withdraw(key) } else { world.hooks.cancel(key) }
      }
      world.timer.arm(at: nil)
      closeHistory()
      return
    }
    planAndAct()
    if stimulus == .reload { world.service.ready(status: statusText(next: lastNext)) }
  }

  /// The nearest occurrence at the last plan, for the status.
  var lastNext: Plan.Upcoming?

  /// Plans, carries the plan out, and arms the one timer for whatever comes first.
  private func planAndAct() {
    reopenMovedHistory()
    recordBacklogIfDue()
    var now = world.now()
    var plan = planner.plan(now: now)
    // READY does not wait for what the first plan brings: that may be much after a long sleep.
    if !isReady {
      isReady = true
      world.service.ready(status: statusText(next: plan.next))
    }
    if plan.hasWork, knowsHistory {
      carryOut(plan, now: now)
      now = world.now()
      plan = planner.plan(now: now)
    }
    if knowsHistory { for hold in plan.hold { tell(hold) } }
    startDueDeliveries(now: now)
    // Before the history was read nothing can be given: the timer waits for the next try to open it.
    var wakeAt = knowsHistory ? (plan.hasWork ? now.advanced(bySeconds: 1) : plan.wakeAt) : nil
    for other in [recordAgainAt, nextDelivery] {
      if let other, wakeAt.map({ other < $0 }) ?? true { wakeAt = other }
    }
    world.timer.arm(at: wakeAt)
    if lastNext != plan.next || lastTroubles != troubles {
      lastNext = plan.next
      lastTroubles = troubles
      world.service.status(statusText(next: plan.next))
    }
  }

  private var lastTroubles: [Trouble: String] = [:]

  /// One line for `systemctl status`: `next: Coffee with Ana, Sat 10:00`, and what is wrong.
  func statusText(next: Plan.Upcoming?) -> String {
    var parts: [String] = []
    if let next, let kept = planner[next.occurrence.ritual] {
      let here = kept.schedule.zone
      parts.append(
        "next: \(DisplayText.line(kept.ritual.shownTitle)), "
          + DisplayText.short(here.local(at: next.instant), seenFrom: here.local(at: world.now())))
    } else {
      parts.append(planner.rituals.isEmpty ? "no rituals yet" : "nothing is due any more")
    }
    for trouble in Trouble.allCases { if let text = troubles[trouble] { parts.append(text) } }
    return parts.joined(separator: "; ")
  }

  /// Notes that something is wrong, or no longer; true where that is news.
  @discardableResult
  func setTrouble(_ trouble: Trouble, _ text: String?) -> Bool {
    guard troubles[trouble] != text else { return false }
    troubles[trouble] = text
    return true
  }

  /// A line of the daemon's own in the journal.
  func note(_ text: String, priority: Int, id: MessageID? = nil, fields: [(String, String)] = []) {
    var entry = [("MESSAGE", text), ("PRIORITY", String(priority)), ("SYSLOG_IDENTIFIER", "kinkeeperd")]
    if let id { entry.append(("MESSAGE_ID", id.rawValue)) }
    _ = world.journal.send(entry + fields)
  }
}
