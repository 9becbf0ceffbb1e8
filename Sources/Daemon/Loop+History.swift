import CivilTime
import History
import Planning
import Rituals

/// The history: opening it, taking in what others wrote, and going on while it cannot be written.
extension Loop {
  /// The number of the last event that was taken in.
  var lastEvent: Int { planner.chronicle.last }

  /// Opens and reads the history; `work`, which needs nothing of it, is done while it is read.
  func openHistory(during work: (() -> Void)? = nil) {
    let now = world.now()
    do {
      let opened = try world.history.open(now: now)
      // First what is still to be recorded, so that all that is read after it is true.
      try history.catchUp(opened, after: lastEvent, at: now)
      planner.replace(try opened.fold(during: work))
      history.store = opened
      history.revision = try opened.revision()
      history.isKnown = true
      historyWorks()
      report(opened.repair)
      reportLocks(world.history.weakness ?? opened.weakness)
      watchAll()
      try resumeDeliveries(of: opened, now: now)
      backUp(now: now)
    } catch {
      // A history of a later version is left alone: to go on beside it would deliver things twice.
      if case .newer = error { world.leave(78, "\(error)") }
      historyFailed(error)
      // A disk that is full at the start: what was delivered can be read, so what is due is delivered, and recorded later.
      if !history.isKnown, error.mayPass, let folded = world.history.fold() {
        planner.replace(folded)
        history.isKnown = true
      }
    }
  }

  private func report(_ repair: HistoryStore.Repair?) {
    switch repair {
    case nil: break
    case .setAside(let path, let restored):
      note(
        "the history was damaged; it now lies at \(path), and "
          + (restored ? "the last good copy is in use" : "a new one has begun")
          + ": what was delivered since then is not delivered again", priority: 3, id: .historyRepaired)
    case .restored:
      note(
        "the history was gone; the last good copy is in use: what was delivered since then is not delivered again",
        priority: 3, id: .historyRepaired)
    }
  }

  /// The daemon works without locks too, but then can't keep other machines away: the user should know.
  private func reportLocks(_ weakness: Int32?) {
    let text = weakness.map { StoreFault.noLocks(folder: world.stateFolder, errno: $0).description }
    if setTrouble(.locks, text), let text { note(text, priority: 4) }
  }

  /// Keeps the daily copy, by the way: nothing is woken for it, and nothing hangs on it.
  func backUp(now: Instant) {
    do {
      try history.store?.backUp(now: now)
      reported.backupFault = nil
    } catch {
      if reported.backupFault != error { note("no copy of the history could be kept: \(error)", priority: 4) }
      reported.backupFault = error
    }
  }

  /// What was written to a file that somebody deleted or replaced would be lost: so this looks before each plan.
  func reopenMovedHistory() {
    guard let path = history.store?.path, history.store?.isInPlace == false else { return }
    note("the history file was moved or deleted while in use: opening it again", priority: 4)
    history.store = nil
    setTrouble(.history, "\(path) was moved or deleted while in use")
    openHistory()
  }

  /// Takes in what `kin`, or another program, has written since the last look.
  func takeInHistory() {
    reopenMovedHistory()
    guard let store = history.store else { return }
    do {
      let found = try store.revision()
      guard found != history.revision else { return }
      history.revision = found
      takeInEvents()
    } catch { historyFailed(error) }
  }

  /// Folds the events behind the last one known into the planner, then drops the deliveries of what they answer. What was
  /// just recorded stands, even where it cannot be read back at once: then all is folded again later.
  func takeInEvents() {
    var events: [Event] = []
    do throws(StoreFault) {
      try history.store?.forEachEvent(after: lastEvent) { entry in
        planner.apply(entry.event, number: entry.number)
        if entry.event.occurrence != nil { events.append(entry.event) }
      }
    } catch { historyFailed(error) }
    dropDeliveries(answeredBy: events)
  }

  /// Records events, or keeps them until they can be; the planner knows them either way.
  func record(_ events: [Event]) {
    guard !events.isEmpty else { return }
    if write({ store throws(StoreFault) in try store.append(events) }) == nil {
      keepForLater(events)
    } else {
      takeInEvents()
    }
  }

  /// Writes to the history; nil where that cannot be at present.
  func write<Result>(_ body: (HistoryStore) throws(StoreFault) -> Result) -> Result? {
    guard let store = history.writable else { return nil }
    do {
      return try body(store)
    } catch {
      historyFailed(error)
      return nil
    }
  }

  func keepForLater(_ events: [Event]) {
    history.backlog.events += events
    for event in events { planner.apply(event, number: lastEvent) }
    history.trySoon(after: world.now())
    dropDeliveries(answeredBy: events)
  }

  /// Drops the deliveries of what was answered or is over, but not those of reminders that came after the answer.
  private func dropDeliveries(answeredBy events: [Event]) {
    var closed: [OccurrenceID: Set<ReminderKind>] = [:]
    for event in events {
      guard let occurrence = event.occurrence else { continue }
      switch event.fact {
      case .done, .skipped, .snoozed, .moved, .lapsed: closed[occurrence] = []
      case .reminded(let kind, _), .gathered(let kind, _): closed[occurrence]?.insert(kind)
      default: break
      }
    }
    guard !closed.isEmpty else { return }
    reported.holds = reported.holds.filter { closed[$0.occurrence] == nil }
    perform(outbox.drop { id in closed[id.occurrence].map { !$0.contains(id.kind) } ?? false })
  }

  /// Nothing can be recorded at present: reported once, tried again with growing pauses, and nothing waits for it.
  func historyFailed(_ fault: StoreFault) {
    if setTrouble(.history, "\(fault)") { note("\(fault)", priority: 3, id: .historyFailed) }
    history.failed(fault, at: world.now())
  }

  private func historyWorks() {
    history.works()
    if setTrouble(.history, nil), isReady { note("the history can be written again", priority: 5) }
  }

  func recordBacklogIfDue() {
    let now = world.now()
    guard history.takesTry(at: now) else { return }
    guard let store = history.store else {
      openHistory()
      if history.store != nil { record(released) }
      return
    }
    do {
      try history.catchUp(store, after: lastEvent, at: now)
      takeInEvents()
      // The planner has the backlog already, but not under its numbers: fold again.
      planner.replace(try store.fold())
      history.revision = try store.revision()
      historyWorks()
    } catch { historyFailed(error) }
  }

  /// The last try before the end, and the end of the connection, so that the file is whole without its log.
  func closeHistory() {
    if let store = history.store { try? history.catchUp(store, after: lastEvent, at: world.now()) }
    history.store = nil
  }
}
