import CivilTime
import History
import Planning
import Rituals

/// The history: opening it, taking in what others wrote, and going on while it cannot be written.
extension Loop {
  func openHistory() {
    let now = world.now()
    do {
      let opened = try world.history.open(now: now)
      // First what is still to be recorded, so that all that is read after it is true.
      if !backlog.isEmpty {
        try opened.catchUp(backlog, after: lastEvent, at: now)
        backlog = HistoryStore.Backlog()
      }
      let folded = try opened.fold()
      store = opened
      ledgers = folded.ledgers
      lastEvent = folded.last
      revision = try opened.revision()
      knowsHistory = true
      historyWorks()
      tellRepair(opened.repair)
      watchAll()
      try opened.dropAnswered()
      for delivery in try opened.waiting() {
        let key = DeliveryKey(delivery.id, delivery.channel)
        if deliveries[key] == nil, !running.contains(key) { deliveries[key] = delivery }
      }
      giveAgain(try opened.pending(), now: now)
      backUp(now: now)
    } catch {
      // A history of a later version is left alone: to go on beside it would give things twice.
      if case .newer = error { world.leave(78, "\(error)") }
      historyFailed(error)
      // A disk that is full at the start: what was given can be read, so what is due is given, and recorded later.
      if !knowsHistory, error.mayPass, let folded = world.history.fold() {
        (ledgers, lastEvent) = folded
        knowsHistory = true
      }
    }
  }

  private func tellRepair(_ repair: HistoryStore.Repair?) {
    switch repair {
    case nil: break
    case .setAside(let path, let restored):
      note(
        "the history was damaged; it now lies at \(path), and "
          + (restored ? "the last good copy is in use" : "a new one has begun")
          + ": what was given since then is not given again", priority: 3, id: .historyRepaired)
    case .restored:
      note(
        "the history was gone; the last good copy is in use: what was given since then is not given again",
        priority: 3, id: .historyRepaired)
    }
  }

  /// Keeps the daily copy, by the way: nothing is woken for it, and nothing hangs on it.
  func backUp(now: Instant) {
    do {
      try store?.backUp(now: now)
      lastBackupFault = nil
    } catch {
      if lastBackupFault != error { note("no copy of the history could be kept: \(error)", priority: 4) }
      lastBackupFault = error
    }
  }

  /// What was written to a file that somebody deleted or replaced would be lost: another look is taken before each plan.
  func reopenMovedHistory() {
    guard let path = store?.path, store?.isInPlace == false else { return }
    note("the history file was moved or deleted while in use: opening it anew", priority: 4)
    store = nil
    setTrouble(.history, "\(path) was moved or deleted while in use")
    openHistory()
  }

  /// What `kin`, or another hand, has written since the last look.
  func takeInHistory() {
    reopenMovedHistory()
    guard let store else { return }
    do {
      let found = try store.revision()
      guard found != revision else { return }
      revision = found
      try takeInEvents()
    } catch {
      historyFailed(error)
    }
  }

  /// Folds the events behind the last one known into the ledgers.
  func takeInEvents() throws(HistoryFault) {
    var closed: Set<OccurrenceID> = []
    try store?.forEachEvent(after: lastEvent) { entry in
      ledgers[entry.event.ritual, default: Ledger()].apply(entry.event, number: entry.number)
      lastEvent = entry.number
      switch entry.event.fact {
      case .done, .skipped, .snoozed, .moved, .lapsed:
        if let occurrence = entry.event.occurrence { closed.insert(occurrence) }
      default: break
      }
    }
    if !closed.isEmpty { dropDeliveries(of: closed) }
  }

  /// Takes in what was just recorded. It stands, even where it cannot be read back at once: then all is folded anew later.
  func takeInRecorded() {
    do { try takeInEvents() } catch { historyFailed(error) }
  }

  /// Records events, or keeps them until they can be; the ledgers know them either way.
  func record(_ events: [Event]) {
    guard !events.isEmpty else { return }
    guard let store, backlog.isEmpty else {
      keepForLater(events)
      return
    }
    do {
      try store.append(events)
    } catch {
      historyFailed(error)
      keepForLater(events)
      return
    }
    takeInRecorded()
  }

  func keepForLater(_ events: [Event]) {
    backlog.events += events
    for event in events { ledgers[event.ritual, default: Ledger()].apply(event, number: lastEvent) }
    if recordAgainAt == nil { recordAgainAt = world.now().advanced(bySeconds: 5) }
  }

  /// Nothing can be recorded at present: told once, tried again with growing pauses, and nothing waits for it.
  func historyFailed(_ fault: HistoryFault) {
    if setTrouble(.history, "\(fault)") {
      note("\(fault)", priority: 3, id: .historyFailed)
    }
    if fault.asksToReopen { store = nil }
    recordFailures = min(recordFailures + 1, 6)
    recordAgainAt = world.now().advanced(bySeconds: 5 << Int64(recordFailures - 1))
  }

  private func historyWorks() {
    recordFailures = 0
    recordAgainAt = nil
    if setTrouble(.history, nil), isReady { note("the history can be written again", priority: 5) }
  }

  func recordBacklogIfDue() {
    guard let at = recordAgainAt, at <= world.now() else { return }
    recordAgainAt = nil
    guard let store else {
      openHistory()
      if self.store != nil { record(released) }
      return
    }
    do {
      try store.catchUp(backlog, after: lastEvent, at: world.now())
      backlog = HistoryStore.Backlog()
      try takeInEvents()
      // The ledgers have the backlog already, but not under its numbers: fold anew.
      (ledgers, lastEvent) = try store.fold()
      revision = try store.revision()
      historyWorks()
    } catch {
      historyFailed(error)
    }
  }

  /// The last try before the end, and the end of the connection, so that the file is whole without its log.
  func closeHistory() {
    if let store, !backlog.isEmpty, (try? store.catchUp(backlog, after: lastEvent, at: world.now())) != nil {
      backlog = HistoryStore.Backlog()
    }
    store = nil
  }

  /// After a step of the clock the instants of the next tries mean nothing: the pauses begin anew from here.
  func pullTriesNear() {
    let now = world.now()
    if recordAgainAt != nil { recordAgainAt = now }
    for (key, delivery) in deliveries {
      deliveries[key]?.next = min(
        delivery.next, now.advanced(bySeconds: Loop.pause(after: delivery.attempts)))
    }
  }
}
