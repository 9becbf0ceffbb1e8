import CivilTime

/// A recurrence, or several together, with single dates added (RDATE) and taken away (EXDATE), and an end of its own
/// (RFC 5545 §3.8.5). COUNT does not make up for what is taken away.
public struct Timetable: Sendable {
  let recurrence: Recurrence?
  /// The zone of its wall clock.
  public let zone: Zone
  /// What is added and taken away, and more recurrences, which few have.
  private let changes: Boxed<Changes>?

  private struct Changes: Sendable {
    /// What comes besides the recurrence.
    let others: [Recurrence]
    /// Added times in the order of their instants.
    let also: [Slot]
    let except: [CivilDateTime]
    let exceptDays: [CivilDate]
    let until: CivilDateTime?
    /// From here on everything is later than `until`.
    let end: Instant

    /// Whether a time is left, where it is one of the recurrence or an added one.
    func keeps(_ local: CivilDateTime) -> Bool { until.map { local <= $0 } ?? true && isFree(local) }

    func isFree(_ local: CivilDateTime) -> Bool {
      !except.hasSorted(local) && !exceptDays.hasSorted(local.date)
    }
  }

  /// `except` takes whole wall times away; `exceptDays` whole days. `until` is the last wall time, inclusive.
  public init(
    _ recurrence: Recurrence?, and others: [Recurrence] = [], zone: Zone, also: [CivilDateTime] = [],
    except: [CivilDateTime] = [], exceptDays: [CivilDate] = [], until: CivilDateTime? = nil
  ) {
    self.recurrence = recurrence
    self.zone = zone
    guard !also.isEmpty || !except.isEmpty || !exceptDays.isEmpty || until != nil || !others.isEmpty else {
      changes = nil
      return
    }
    changes = Boxed(
      Changes(
        others: others,
        also: also.map { Slot(local: $0, instant: zone.instant(of: $0)) }
          .sorted { ($0.instant, $0.local) < ($1.instant, $1.local) },
        except: except.sorted(), exceptDays: exceptDays.sorted(), until: until,
        end: until.map { zone.end(of: $0) } ?? Instant(seconds: .max)))
  }

  /// False for what is taken away.
  public func isFree(_ local: CivilDateTime) -> Bool { changes?.value.isFree(local) ?? true }

  /// The first occurrence strictly later than an instant; nil where there is none.
  public func next(after instant: Instant) -> Slot? { slot(beyond: instant, Forward.self) }

  /// The last occurrence strictly earlier than an instant; nil where there is none.
  public func previous(before instant: Instant) -> Slot? { slot(beyond: instant, Backward.self) }

  private func slot<D: Direction>(beyond instant: Instant, _ direction: D.Type) -> Slot? {
    guard let changes = changes?.value else { return recurrence?.slot(beyond: instant, direction) }
    let regular = self.regular(beyond: instant, direction, changes)
    let also = changes.also
    let added =
      direction.isForward
      ? also[also.firstIndexSorted { $0.instant > instant }...].first { changes.keeps($0.local) }
      : also[..<also.firstIndexSorted { $0.instant >= instant }].last { changes.keeps($0.local) }
    guard let regular, let added else { return regular ?? added }
    return direction.isBefore(added.instant, regular.instant) ? added : regular
  }

  private func regular<D: Direction>(beyond last: Instant, _ direction: D.Type, _ changes: Changes) -> Slot? {
    var nearest = recurrence.flatMap { slot(of: $0, beyond: last, direction, changes) }
    for other in changes.others {
      guard let found = slot(of: other, beyond: last, direction, changes) else { continue }
      if nearest.map({ direction.isBefore(found.instant, $0.instant) }) ?? true { nearest = found }
    }
    return nearest
  }

  private func slot<D: Direction>(
    of recurrence: Recurrence, beyond last: Instant, _ direction: D.Type, _ changes: Changes
  ) -> Slot? {
    var at = direction.isForward ? last : min(last, changes.end)
    while let slot = recurrence.slot(beyond: at, direction), slot.instant < changes.end {
      if changes.keeps(slot.local) { return slot }
      at = slot.instant
      if changes.exceptDays.hasSorted(slot.local.date) {
        // On to the other end of the day at once, whatever the rule would give on it.
        let midnight = CivilDateTime(slot.local.date, .midnight)
        at = direction.last(
          at,
          direction.isForward
            ? zone.start(of: midnight.advanced(by: Span(days: 1))).advanced(bySeconds: -1)
            : zone.end(of: CivilDateTime(localSeconds: midnight.localSeconds - 1)))
      }
    }
    return nil
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first index from which on the condition holds, in a collection where it never ceases to.
  func firstIndexSorted(where condition: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension Array where Element: Comparable {
  func hasSorted(_ element: Element) -> Bool {
    let index = firstIndexSorted { $0 >= element }
    return index < count && self[index] == element
  }
}
