import CivilTime

/// A recurrence with single dates added (RDATE) and taken away (EXDATE), and an end of its own (RFC 5545 §3.8.5).
/// What is taken away is not made up for by COUNT.
public struct Timetable: Sendable {
  let recurrence: Recurrence?
  /// The zone of its wall clock.
  public let zone: Zone
  /// What is added and taken away, which few have.
  private let changes: Boxed<Changes>?

  private struct Changes: Sendable {
    /// Added times in the order of their instants.
    let also: [Slot]
    let except: [CivilDateTime]
    let exceptDays: [CivilDate]
    let until: CivilDateTime?
  }

  private var also: [Slot] { changes?.value.also ?? [] }
  private var until: CivilDateTime? { changes?.value.until }

  /// `except` takes whole wall times away; `exceptDays` whole days. `until` is the last wall time, inclusive.
  public init(
    _ recurrence: Recurrence?, zone: Zone, also: [CivilDateTime] = [], except: [CivilDateTime] = [],
    exceptDays: [CivilDate] = [], until: CivilDateTime? = nil
  ) {
    self.recurrence = recurrence
    self.zone = zone
    guard !also.isEmpty || !except.isEmpty || !exceptDays.isEmpty || until != nil else {
      changes = nil
      return
    }
    changes = Boxed(
      Changes(
        also: also.map { Slot(local: $0, instant: zone.instant(of: $0)) }
          .sorted { ($0.instant, $0.local) < ($1.instant, $1.local) },
        except: except.sorted(), exceptDays: exceptDays.sorted(), until: until))
  }

  /// The first occurrence strictly later than an instant; nil where there is none.
  public func next(after instant: Instant) -> Slot? {
    let regular = nextRegular(after: instant)
    guard let also = changes?.value.also, !also.isEmpty, let added = nextAdded(after: instant) else {
      return regular
    }
    guard let regular, regular.instant <= added.instant else { return added }
    return regular
  }

  /// The last occurrence strictly earlier than an instant; nil where there is none.
  public func previous(before instant: Instant) -> Slot? {
    let regular = previousRegular(before: instant)
    guard !also.isEmpty, let added = previousAdded(before: instant) else { return regular }
    guard let regular, regular.instant >= added.instant else { return added }
    return regular
  }

  private func previousRegular(before instant: Instant) -> Slot? {
    guard let recurrence else { return nil }
    guard let changes = changes?.value else { return recurrence.previous(before: instant) }
    var before = instant
    if let until { before = min(before, latest(until)) }
    while let slot = recurrence.previous(before: before) {
      if changes.exceptDays.hasSorted(slot.local.date) {
        let midnight = zone.instant(of: CivilDateTime(slot.local.date, .midnight))
        before = min(slot.instant, midnight.advanced(bySeconds: 1))
      } else if changes.except.hasSorted(slot.local) || until.map({ slot.local > $0 }) ?? false {
        before = slot.instant
      } else {
        return slot
      }
    }
    return nil
  }

  /// The first instant from which on no wall time is up to one; times that happen twice count to the second.
  private func latest(_ wall: CivilDateTime) -> Instant {
    switch zone.resolve(wall) {
    case .unique(let instant), .gap(let instant, _), .overlap(_, let instant): instant.advanced(bySeconds: 1)
    }
  }

  private func previousAdded(before instant: Instant) -> Slot? {
    let also = also
    var place = also.firstIndexSorted { $0.instant >= instant } - 1
    while place >= 0 {
      if isKept(also[place]) { return also[place] }
      place -= 1
    }
    return nil
  }

  private func isKept(_ slot: Slot) -> Bool {
    let isPast = until.map { slot.local > $0 } ?? false
    return !isPast && isFree(slot.local)
  }

  /// False for what is taken away.
  public func isFree(_ local: CivilDateTime) -> Bool {
    guard let changes = changes?.value else { return true }
    return !changes.except.hasSorted(local) && !changes.exceptDays.hasSorted(local.date)
  }

  private func nextRegular(after instant: Instant) -> Slot? {
    guard let recurrence else { return nil }
    guard let changes = changes?.value else { return recurrence.next(after: instant) }
    var after = instant
    while let slot = recurrence.next(after: after) {
      if let until, slot.local > until { return nil }
      if changes.exceptDays.hasSorted(slot.local.date) {
        // On to the end of the day at once, whatever the rule would give on it.
        let midnight = CivilDateTime(slot.local.date.advanced(byDays: 1), .midnight)
        after = max(slot.instant, zone.instant(of: midnight).advanced(bySeconds: -1))
      } else if changes.except.hasSorted(slot.local) {
        after = slot.instant
      } else {
        return slot
      }
    }
    return nil
  }

  private func nextAdded(after instant: Instant) -> Slot? {
    let also = also
    var place = also.firstIndexSorted { $0.instant > instant }
    while place < also.count {
      if isKept(also[place]) { return also[place] }
      place += 1
    }
    return nil
  }
}

extension Array {
  /// The first index from which on the condition holds, in an array where it never ceases to.
  func firstIndexSorted(where condition: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension Array where Element: Comparable {
  func hasSorted(_ element: Element) -> Bool {
    if isEmpty { return false }
    let index = firstIndexSorted { $0 >= element }
    return index < count && self[index] == element
  }
}
