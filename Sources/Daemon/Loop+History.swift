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
      let folded = try opened.fold()
      store = opened
      ledgers = folded.ledgers
      lastEvent = folded.last
      revision = try opened.revision()
      setTrouble(.history, nil)
      recordFailures = 0
      recordAgainAt = nil
      if case .setAside(let path, let restored) = opened.repair {
        note(
          "the history was damaged; it now lies at \(path), and "
            + (restored ? "the last good copy is in use" : "a new one has begun")
            + ": what was given since then is not given again", priority: 3, id: .historyRepaired)
      }
      for delivery in try opened.waiting() {
        deliveries[DeliveryKey(delivery.id, delivery.channel)] = delivery
      }
      giveAgain(try opened.pending(), now: now)
      try opened.backUp(now: now)
      watchAll()
    } catch {
      // A history of a later version is left alone: to go on beside it would give things twice.
      if case .newer = error { world.leave(78, "\(error)") }
      historyFailed(error)
    }
  }

  /// What `kin`, or another hand, has written since the last look.
  func takeInHistory() {
    guard let store else { return }
    guard store.isInPlace else {
      note("the history file was moved or deleted while in use: opening it anew", priority: 4)
      self.store = nil
      openHistory()
      return
    }
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
      case .done, .skipped, .snoozed, .lapsed:
        if let occurrence = entry.event.occurrence { closed.insert(occurrence) }
      default: break
      }
    }
    if !closed.isEmpty { dropDeliveries(of: closed) }
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
      try takeInEvents()
    } catch {
      historyFailed(error)
      keepForLater(events)
    }
  }

  func keepForLater(_ events: [Event]) {
    backlog += events
    for event in events { ledgers[event.ritual, default: Ledger()].apply(event, number: lastEvent) }
  }

  /// Nothing can be recorded at present: told once, tried again with growing pauses, and nothing waits for it.
  func historyFailed(_ fault: HistoryFault) {
    if setTrouble(.history, "\(fault)") {
      note("\(fault)", priority: 3, id: .historyFailed)
    }
    recordFailures = min(recordFailures + 1, 6)
    recordAgainAt = world.now().advanced(bySeconds: 5 << Int64(recordFailures - 1))
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
      try store.append(backlog)
      try store.given(unrecorded, events: [], at: world.now())
      backlog = []
      unrecorded = []
      recordFailures = 0
      if setTrouble(.history, nil) { note("the history can be written again", priority: 5) }
      // The ledgers have the backlog already, but not under its numbers: fold anew.
      (ledgers, lastEvent) = try store.fold()
      revision = try store.revision()
    } catch {
      historyFailed(error)
    }
  }
}
