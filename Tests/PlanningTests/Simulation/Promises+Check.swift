import CivilTime
import Planning
import Recurrence
import Rituals

extension Promises {
  func fail(_ text: String) -> Broken { Broken(description: text) }

  // MARK: A plan that is carried out

  /// Holds a plan against the promises; returns the reminders that were given before.
  mutating func take(_ plan: Plan, at now: Instant) throws -> Set<ReminderID> {
    for adoption in plan.adopt {
      guard let care = cares[adoption.ritual], care.mayAdopt else {
        throw fail("\(adoption.ritual): care begins anew, and nothing has changed")
      }
      cares[adoption.ritual]?.since = now
      cares[adoption.ritual]?.mayAdopt = false
      cares[adoption.ritual]?.next = nil
      if wentBack {
        cares[adoption.ritual]?.mayRepeat = true
        cares[adoption.ritual]?.cursor = now
        if care.come.map({ $0.localSeconds > now.seconds + 3 * 86_400 }) ?? true {
          cares[adoption.ritual]?.forget(after: now)
        }
      }
    }
    let coming =
      plan.begin + plan.hold.filter(\.isNews).map(\.id.occurrence) + plan.lapse.map(\.occurrence)
      + plan.reminders.map(\.id).filter { $0.kind == .due }.map(\.occurrence)
    for id in coming { cares[id.ritual]?.accept(id.start, at: now, awake: awake) }
    let opened = cares.compactMapValues(\.open)
    for fold in plan.supersede { try take(fold, at: now) }
    for lapse in plan.lapse { try take(lapse, at: now) }
    for start in plan.begin {
      guard cares[start.ritual]?.ritual.remind.contains(.atStart) == false else {
        throw fail("\(start) begins in silence, and a reminder was asked for")
      }
      try begin(start, at: now, opened: opened, isSilent: true)
    }
    for hold in plan.hold where hold.isNews { try take(hold, at: now, opened: opened) }
    try checkBudget(plan, at: now)
    var before: Set<ReminderID> = []
    for reminder in plan.reminders {
      let isNew = given.insert(reminder.id).inserted
      if !isNew, cares[reminder.id.occurrence.ritual]?.mayRepeat != true {
        throw fail("\(reminder.id) comes twice")
      }
      if !isNew { before.insert(reminder.id) }
      try take(reminder, at: now, opened: opened)
    }
    for digest in plan.digests {
      guard given.insert(digest.id).inserted else { throw fail("\(digest.id) comes twice") }
      guard digest.members.count > 1,
        digest.members.allSatisfy({ $0.via == digest.via && $0.urgency != .critical })
      else { throw fail("\(digest.id) holds what does not belong together") }
    }
    let late = Dictionary(
      grouping: plan.deliver.filter { reminder in
        guard reminder.reason.delay != nil, reminder.urgency != .critical else { return false }
        if case .asked = reminder.id.kind { return false }
        return true
      }, by: \.via)
    if let flood = late.first(where: { $0.value.count > 1 }) {
      throw fail("\(flood.value.map(\.id)) come late, each on its own")
    }
    messages.append(contentsOf: repeatElement(now, count: counted(plan, without: before)))
    if messages.count > 4000 { messages.removeFirst(2000) }
    return before
  }

  private func counted(_ plan: Plan, without before: Set<ReminderID> = []) -> Int {
    plan.digests.count { $0.members.contains { !before.contains($0.id) } }
      + plan.deliver.count { if case .asked = $0.id.kind { false } else { !before.contains($0.id) } }
  }

  private mutating func take(_ lapse: Lapse, at now: Instant) throws {
    let id = lapse.occurrence
    guard var care = cares[id.ritual], let one = care.met[id.start] else {
      throw fail("\(id) lapses, and its time has not come")
    }
    let instant = care.instant(one.wall)
    switch one.state {
    case .open:
      if case .openLongEnough(let span) = lapse.reason {
        let end = care.schedule.zone.instant(of: one.wall.advanced(by: span))
        guard care.ritual.openFor == span, now >= end else { throw fail("\(id) lapses, and may stay open") }
        break
      }
      guard
        care.open != id.start
          || care.met.contains(where: {
            $0.key != id.start && [.due, .held].contains($0.value.state)
              && care.instant($0.value.wall) >= instant && care.instant($0.value.wall) <= now
          })
      else {
        throw fail("\(id) lapses while no later one has come")
      }
    case .due, .held:
      let later = care.met.contains {
        $0.key != id.start && [.due, .held, .open].contains($0.value.state)
          && care.instant($0.value.wall) >= instant
      }
      switch lapse.reason {
      case .laterOneDue, .nextOneDue:
        guard later || care.schedule.isCadence else { throw fail("\(id) lapses while no later one is due") }
      case .tooLate:
        guard care.ritual.missed == .none || care.ritual.missedWithin != nil,
          now.seconds - instant.seconds >= 60
        else {
          throw fail("\(id) lapses as too late")
        }
        if awake <= instant, one.undoneAt < instant,
          !quiet.mayWait(instant, for: care.ritual, isAhead: false)
        {
          throw fail("\(id) lapses as too late, and nothing stood in its way")
        }
      case .openLongEnough: throw fail("\(id) lapses as open for long, and is not open")
      case .recorded: throw fail("\(id) lapses for a reason of an earlier version")
      }
    case .passed: break
    case .planned where one.undoneAt > .distantPast: break
    // Of a schedule that is no more: it may be told as passed.
    case .over where one.undoneAt == now: break
    default: throw fail("\(id) lapses while it is \(one.state)")
    }
    try checkLeads(id, one, care, at: now, pending: [])
    if care.open == id.start { care.open = nil }
    let state = one.state
    care.met[id.start]?.snooze = nil
    if state == .due || state == .held { care.hasCome(id.start, .over, at: now) }
    care.met[id.start]?.state = .over
    care.met[id.start]?.hasCome()
    cares[id.ritual] = care
  }

  private mutating func take(_ fold: Supersession, at now: Instant) throws {
    let id = fold.id.occurrence
    guard let care = cares[id.ritual] else { throw fail("\(fold.id) is folded, and its ritual is gone") }
    switch fold.id.kind {
    case .lead(let name):
      let one = care.met[id.start] ?? Met(wall: id.start)
      guard !one.leads.contains(name) else { throw fail("\(fold.id) is folded twice") }
      if let (instant, time) = lead(name, of: one, care), awake < instant,
        !quiet.mayWait(instant, for: care.ritual, isAhead: true),
        household.budgetPerDay == nil || care.ritual.urgency == .critical, care.since < instant,
        one.movedAt < instant, one.undoneAt < instant
      {
        let others = care.ritual.remind.filter { $0 != time && $0 != .atStart }
        let nearer = others.contains { other in
          let otherInstant = other.instant(
            for: Slot(local: one.wall, instant: care.instant(one.wall)), zone: care.schedule.zone)
          return instant <= otherInstant && otherInstant <= now
        }
        if !nearer { throw fail("\(fold.id) is folded (\(fold.reason)), and nothing stood in its way") }
      }
      cares[id.ritual]?.met[id.start, default: Met(wall: id.start)].leads.insert(name)
    case .nudge(let count):
      cares[id.ritual]?.met[id.start]?.nudges = count
      cares[id.ritual]?.met[id.start]?.last = now
    default: throw fail("\(fold.id) is folded")
    }
  }

  private mutating func take(_ hold: Hold, at now: Instant, opened: [String: CivilDateTime]) throws {
    let id = hold.id.occurrence
    guard var care = cares[id.ritual], care.met[id.start]?.state == .due else {
      throw fail("\(hold.id) is held, and its time has not come")
    }
    if let open = care.open, care.isInItsWay(open, of: id.start) {
      guard care.ritual.missed == .all, opened[id.ritual] != open else {
        throw fail("\(hold.id) is held while \(open) is open")
      }
      // Of all that come at one moment the latest is the open one.
      care.met[open]?.state = .over
      care.open = nil
    }
    care.hasCome(id.start, .held, at: now)
    cares[id.ritual] = care
  }

  private mutating func begin(
    _ id: OccurrenceID, at now: Instant, opened: [String: CivilDateTime], isSilent: Bool = false
  ) throws {
    guard var care = cares[id.ritual], let one = care.met[id.start] else {
      throw fail("\(id) begins, and is no occurrence that has come")
    }
    guard one.state == .due || one.state == .held else { throw fail("\(id) begins while it is \(one.state)") }
    if let open = opened[id.ritual], care.open == open, care.isInItsWay(open, of: id.start) {
      throw fail("\(id) begins while \(open) is still open")
    }
    if care.ritual.missed != .all, care.met.contains(where: { $0.key != id.start && $0.value.state == .due })
    {
      throw fail("\(id) begins while another one is due")
    }
    guard care.instant(one.wall) <= now else { throw fail("\(id) begins before its time") }
    if awake <= care.instant(one.wall), now.seconds - care.instant(one.wall).seconds >= 60,
      !quiet.mayWait(care.instant(one.wall), for: care.ritual, isAhead: false),
      care.since < care.instant(one.wall), one.undoneAt < care.instant(one.wall)
    {
      throw fail("\(id) begins late, and nothing stood in its way")
    }
    // Where all that were missed are given, the latest is the open one.
    if let open = care.open, let wall = care.met[open]?.wall, wall > one.wall {
      care.hasCome(id.start, .over, at: now)
    } else {
      if let open = care.open { care.met[open]?.state = .over }
      care.open = id.start
      care.hasCome(id.start, .open, at: now)
    }
    care.met[id.start]?.last = now
    // What was put off until now has come with it, if anything was said.
    if !isSilent, let until = one.snooze, until <= now {
      care.met[id.start]?.snooze = nil
    }
    cares[id.ritual] = care
  }

  private mutating func take(_ reminder: Reminder, at now: Instant, opened: [String: CivilDateTime]) throws {
    let id = reminder.id.occurrence
    guard let care = cares[id.ritual] else { throw fail("\(reminder.id) comes, and its ritual is gone") }
    if case .asked = reminder.id.kind {
      guard asks.remove(reminder.id.kind) != nil else { throw fail("\(reminder.id) was not asked for") }
      return
    }
    if care.ritual.isPaused { throw fail("\(reminder.id) comes while the ritual rests") }
    var isAhead = false
    if case .lead = reminder.id.kind { isAhead = true }
    if quiet.isQuiet(now, for: care.ritual, isAhead: isAhead),
      !quiet.isEndless(now, for: care.ritual, isAhead: isAhead)
    {
      throw fail("\(reminder.id) comes in quiet hours")
    }
    let one = care.met[id.start] ?? Met(wall: id.start)
    switch reminder.id.kind {
    case .due, .moved:
      try checkLeads(id, one, care, at: now, pending: [])
      try begin(id, at: now, opened: opened)
    case .handoff: throw fail("\(reminder.id) is of a ritual without turns")
    case .lead(let name):
      guard one.state == .planned, care.instant(one.wall) > now else {
        throw fail("\(reminder.id) comes while its occurrence is \(one.state)")
      }
      guard !one.leads.contains(name) else { throw fail("\(reminder.id) comes twice") }
      guard let (instant, _) = lead(name, of: one, care) else {
        throw fail("\(reminder.id) is no lead of it")
      }
      guard instant <= now else { throw fail("\(reminder.id) comes early") }
      if instant <= one.movedAt { throw fail("\(reminder.id) was over when it was moved") }
      // One that passed behind another that waited for room comes once that is answered.
      if case .away? = reminder.reason.delay, awake <= instant, care.since < instant, one.undoneAt < instant,
        household.budgetPerDay == nil || care.ritual.urgency == .critical
      {
        throw fail("\(reminder.id) comes late, and nothing stood in its way")
      }
      cares[id.ritual]?.met[id.start, default: Met(wall: id.start)].leads.insert(name)
    case .snooze:
      guard one.snooze.map({ $0 <= now }) ?? (one.undoneAt > .distantPast) else {
        throw fail("\(reminder.id) comes, and nothing was put off until now")
      }
      cares[id.ritual]?.met[id.start]?.snooze = nil
      cares[id.ritual]?.met[id.start]?.last = now
    case .nudge(let count):
      guard let nudge = care.ritual.nudge, one.state == .open, care.open == id.start else {
        throw fail("\(reminder.id) comes while its occurrence is \(one.state)")
      }
      guard count == one.nudges + 1, count <= nudge.times else {
        throw fail("\(reminder.id) follows nudge \(one.nudges)")
      }
      guard wanted(nudge, one, care) <= now else { throw fail("\(reminder.id) comes early") }
      cares[id.ritual]?.met[id.start]?.nudges = count
      cares[id.ritual]?.met[id.start]?.last = now
    case .asked, .digest: break
    }
  }

  func wanted(_ nudge: Nudge, _ one: Met, _ care: Care) -> Instant {
    let base = max(one.last, care.since)
    let zone = care.schedule.zone
    guard nudge.every.days > 0 else { return base.advanced(bySeconds: Int64(nudge.every.seconds)) }
    return zone.instant(of: zone.local(at: base).advanced(by: nudge.every))
  }

  private func lead(_ name: String, of one: Met, _ care: Care) -> (Instant, ReminderTime)? {
    for time in care.ritual.remind where time != .atStart && leadName(time, one) == name {
      let slot = Slot(local: one.wall, instant: care.instant(one.wall))
      return (time.instant(for: slot, zone: care.schedule.zone), time)
    }
    return nil
  }

  private func leadName(_ time: ReminderTime, _ one: Met) -> String {
    one.serial == 0 ? time.name : "\(time.name)-moved\(one.serial)"
  }

  /// By its start every lead of an occurrence was given, or told as folded.
  private func checkLeads(_ id: OccurrenceID, _ one: Met, _ care: Care, at now: Instant, pending: Set<String>)
    throws
  {
    guard one.state == .due, !care.schedule.isCadence else { return }
    for time in care.ritual.remind where time != .atStart {
      let start = care.instant(one.wall)
      let instant = time.instant(for: Slot(local: one.wall, instant: start), zone: care.schedule.zone)
      guard instant > care.since, instant > one.movedAt, instant < start else { continue }
      guard one.leads.contains(leadName(time, one)) else {
        throw fail("\(id)/lead-\(leadName(time, one)) is lost")
      }
    }
  }

  private func checkBudget(_ plan: Plan, at now: Instant) throws {
    guard let budget = household.budgetPerDay else { return }
    func isOptional(_ reminder: Reminder) -> Bool {
      guard reminder.urgency != .critical else { return false }
      switch reminder.id.kind {
      case .lead, .nudge: return true
      default: return false
      }
    }
    func hasWaited(_ reminder: Reminder) -> Bool {
      guard case .budget(_, let since)? = reminder.reason.delay else { return false }
      let first = zone.local(at: since).date.dayNumber
      let today = zone.local(at: now).date.dayNumber
      return (max(first, today - 3)..<max(first, today)).contains {
        count(CivilDate(dayNumber: $0)) >= budget
      }
    }
    let strict = plan.reminders.filter { isOptional($0) && !hasWaited($0) }
    guard !strict.isEmpty else { return }
    let waited =
      plan.deliver.count { isOptional($0) && hasWaited($0) }
      + plan.digests.count { $0.members.allSatisfy { isOptional($0) && hasWaited($0) } }
    let today = count(zone.local(at: now).date)
    if today + counted(plan) - waited > budget {
      throw fail("\(strict.map(\.id)) come on a day that has had \(today) of \(budget)")
    }
  }

  private func count(_ day: CivilDate) -> Int { messages.count { zone.local(at: $0).date == day } }
}
