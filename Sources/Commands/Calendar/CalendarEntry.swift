import CivilTime
import Facts
import JSONText
import Planning
import Recurrence
import Rituals
import Wording

/// One occurrence as the calendar shows it, behind us or ahead.
struct CalendarEntry {
  enum State: String {
    case planned, open, done, skipped, lapsed

    /// True for what is over: one neutral sign stands for all three.
    var isOver: Bool { self != .planned && self != .open }
  }

  var occurrence: OccurrenceID
  var slot: Slot
  var zone: Zone
  /// Nil for a ritual that has left the config.
  var kept: ScheduledRitual?
  var turn: Turn?
  var state: State
  /// The day on the user's own calendar.
  var date: CivilDate
  /// Whether its day depends on the last one.
  var mayMove = false

  var ritual: Ritual? { kept?.ritual }
  var title: String { DisplayText.line(ritual?.title ?? occurrence.ritual) }

  /// One element of `occurrences` in `kin calendar --json`.
  var json: JSON {
    [
      "ritual": .string(occurrence.ritual), "occurrence": "\(occurrence)",
      "title": .string(ritual?.title ?? occurrence.ritual), "state": .string(state.rawValue),
      "mayMove": .boolean(mayMove), "due": "\(zone.local(at: slot.instant))", "utc": "\(slot.instant)",
      "zone": .string(zone.identifier), "with": .strings(ritual?.with ?? []), "roles": .roles(of: turn),
    ]
  }
}

extension Situation {
  /// At most this many times of one ritual are looked for.
  private static let mostOfOne = 20_000

  /// What was and what comes on some days: what the history knows, what is open, and what is planned. All rituals
  /// where none are named, those among them that have left the config.
  func calendar(of days: ClosedRange<CivilDate>, rituals: [ScheduledRitual]) -> [CalendarEntry] {
    let chosen = rituals.isEmpty ? kept : rituals
    let known = Dictionary(chosen.map { ($0.ritual.id, $0) }) { first, _ in first }
    var entries = past(days, known: known, only: !rituals.isEmpty)
    let settled = Set(entries.map(\.occurrence))
    for one in chosen { entries += planned(one, days, besides: settled) }
    return entries.sorted {
      ($0.slot.instant, $0.occurrence.ritual) < ($1.slot.instant, $1.occurrence.ritual)
    }
  }

  private func past(
    _ days: ClosedRange<CivilDate>, known: [String: ScheduledRitual], only: Bool
  ) -> [CalendarEntry] {
    // A zone shifts a wall time by two days at most.
    let near = days.lowerBound.advanced(byDays: -2)...days.upperBound.advanced(byDays: 2)
    let open = Set(self.open.map(\.occurrence))
    var entries: [CalendarEntry] = []
    for (ritual, ledger) in planner.chronicle.ledgers where !only || known[ritual] != nil {
      let scheduled = known[ritual]
      let zone = scheduled?.schedule.zone ?? self.zone
      for state in ledger.known where near.contains(state.start.date) {
        let id = OccurrenceID(ritual: ritual, start: state.start)
        guard let shown = state.shown(isOpen: open.contains(id)) else { continue }
        let slot = Slot(local: state.wall, instant: zone.instant(of: state.wall))
        let date = self.zone.local(at: slot.instant).date
        guard days.contains(date) else { continue }
        let turn =
          shown == .open ? scheduled.flatMap { occurrence(of: $0, state.start).turn } : state.carriedTurn
        entries.append(
          CalendarEntry(
            occurrence: id, slot: slot, zone: zone, kept: scheduled, turn: turn, state: shown,
            date: date))
      }
    }
    return entries
  }

  private func planned(
    _ kept: ScheduledRitual, _ days: ClosedRange<CivilDate>, besides settled: Set<OccurrenceID>
  ) -> [CalendarEntry] {
    let opening = zone.instant(of: CivilDateTime(days.lowerBound, .midnight)).advanced(bySeconds: -1)
    let end = zone.instant(of: CivilDateTime(days.upperBound.advanced(byDays: 1), .midnight))
    guard end > now else { return [] }
    // Turns are counted on from here, and a cadence from its last time; all else can begin where it is looked at.
    let isFree = kept.ritual.turns == nil && !kept.schedule.isCadence
    let from = isFree ? max(now, opening) : now
    var found: [Upcoming] = []
    for count in sequence(
      first: 64, next: { $0 < Situation.mostOfOne ? min($0 * 4, Situation.mostOfOne) : nil })
    {
      found = kept.upcoming(
        after: from, ledger: ledger(kept), circumstances: planner.circumstances, count: count)
      guard found.count == count, let last = found.last, last.slot.instant < end else { break }
      if count == Situation.mostOfOne {
        let after = zone.local(at: last.slot.instant).date
        context.warn("the calendar looks no further than \(after) for \(kept.ritual.id)")
      }
    }
    return found.compactMap { one in
      let date = zone.local(at: one.slot.instant).date
      guard days.contains(date), !settled.contains(one.occurrence) else { return nil }
      return CalendarEntry(
        occurrence: one.occurrence, slot: one.slot, zone: one.zone, kept: one.kept, turn: one.turn,
        state: .planned, date: date, mayMove: kept.schedule.isCadence)
    }
  }
}

extension OccurrenceState {
  /// How the calendar shows it; nil for what is still planned, or was never heard of.
  fileprivate func shown(isOpen: Bool) -> CalendarEntry.State? {
    switch phase {
    case .planned, .over: nil
    case .held, .open: isOpen ? .open : .lapsed
    case .done: .done
    case .skipped: .skipped
    case .passed, .lapsed: .lapsed
    }
  }
}
