import CivilTime
import Recurrence

/// Why a ritual never comes: the one part of it that stands in the way.
public enum Hindrance: Equatable, Sendable {
  /// Counted from this start it meets no date; from `better` it would.
  case start(LocalPoint, better: LocalPoint)
  /// All of its times are before this start.
  case lateStart(LocalPoint)
  /// It ends before its first time.
  case until(LocalPoint, first: CivilDateTime)
  /// The same of the end that the rule itself names.
  case ruleEnd(first: CivilDateTime)
  /// None of its times is in the season; the first one would be `first`.
  case season(Season, first: CivilDateTime)
  /// All of its times are excepted.
  case except(first: CivilDateTime)
  /// Its times lie behind.
  case over
  /// No part alone, but several together.
  case together
}

extension Ritual {
  /// What keeps it from coming later than an instant; nil where it comes.
  ///
  /// Its rule alone is looked at: what `also` adds comes anyway. `last` is the last time of a cadence.
  public func hindrance(
    after instant: Instant = .distantPast, last: CivilDateTime? = nil, zone: Zone
  ) -> Hindrance? {
    var bare = self
    bare.also = []
    func first(_ change: (inout Ritual) -> Void) -> CivilDateTime? {
      var changed = bare
      change(&changed)
      return Schedule(changed, zone: zone).next(after: instant, last: last)?.local
    }
    guard first({ _ in }) == nil else { return nil }
    if !self.except.isEmpty, let first = first({ $0.except = [] }) { return .except(first: first) }
    if let until = self.until, let first = first({ $0.until = nil }) { return .until(until, first: first) }
    if when.rules.contains(where: { $0.end != .never }) {
      let endless = when.mapRules { rule in
        var rule = rule
        rule.end = .never
        return rule
      }
      if let first = first({ $0.when = endless }) { return .ruleEnd(first: first) }
    }
    if let season = self.season, let first = first({ $0.season = nil }) {
      return .season(season, first: first)
    }
    if let starting = self.starting, when.needsAnchor {
      let opening = zone.start(of: CivilDateTime(starting.date, .midnight)).advanced(bySeconds: -1)
      if let better = bare.nearestStart(after: max(instant, opening), zone: zone) {
        return .start(starting, better: LocalPoint(better, starting.time))
      }
    } else if let starting = self.starting, !isCadence, first({ $0.starting = nil }) != nil {
      return .lateStart(starting)
    }
    let isOver = Schedule(bare, zone: zone).next(after: .distantPast) != nil
    return isOver ? .over : .together
  }

  private var isCadence: Bool { if case .cadence = when { true } else { false } }
}
