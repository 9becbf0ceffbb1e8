import CivilTime
import Recurrence

/// A ritual's `when` that has met its zone: compiled once, asked often.
public struct Schedule: Sendable {
  /// The time of the day of a ritual that names none.
  public static let defaultTime = TimeOfDay(secondOfDay: 9 * 3600)

  /// A Monday at the calendar's beginning.
  private static let farDate = CivilDate(year: 1, month: 1, day: 8) ?? CivilDate(dayNumber: 0)
  private var kind: Kind
  private let season: Boxed<Season>?

  private enum Kind: Sendable {
    case timetable(Timetable)
    /// What is added and taken away stands in a timetable of its own, which repeats nothing.
    indirect case cadence(
      Cadence, time: TimeOfDay, starting: CivilDateTime?, until: CivilDateTime?, changes: Timetable)
  }

  public init(_ ritual: Ritual, zone: Zone) {
    season = ritual.season.map { Boxed($0) }
    let time = ritual.starting?.time ?? Schedule.defaultTime
    let until = ritual.until.map { point in
      CivilDateTime(point.date, point.time ?? TimeOfDay(secondOfDay: 86_399))
    }
    let starting = ritual.starting.map { CivilDateTime($0.date, $0.time ?? .midnight) }
    var recurrence: Recurrence?
    var cadence: Cadence?
    var also = ritual.also.map { CivilDateTime($0.date, $0.time ?? ritual.when.time ?? time) }
    switch ritual.when {
    case .rule(let rule):
      // Without a start any far date serves: where the interval is 1, no date depends on it. What counts elapsed time
      // takes one since when clocks have kept whole minutes.
      let farDate = rule.frequency < .daily ? CivilDate(dayNumber: 0) : Schedule.farDate
      // A date alone as the start is the whole day, also where the rule comes before the usual time.
      let opening = ritual.starting?.time ?? (rule.byHour.isEmpty ? time : .midnight)
      let start = CivilDateTime(ritual.starting?.date ?? farDate, opening)
      recurrence = Recurrence(rule, start: start, zone: zone)
    case .calendar(let expression):
      recurrence = Recurrence(expression, start: starting, zone: zone)
    case .once(let date, let ownTime):
      also.append(CivilDateTime(date, ownTime ?? time))
    case .cadence(let given):
      cadence = given
    }
    let timetable = Timetable(
      recurrence, zone: zone, also: also.sorted(),
      except: ritual.except.compactMap { point in point.time.map { CivilDateTime(point.date, $0) } },
      exceptDays: ritual.except.filter { $0.time == nil }.map(\.date), until: until)
    guard let cadence else {
      kind = .timetable(timetable)
      return
    }
    kind = .cadence(
      cadence, time: cadence.time ?? time,
      starting: ritual.starting.map { CivilDateTime($0.date, cadence.time ?? time) }, until: until,
      changes: timetable)
  }

  /// The zone whose wall clock it follows.
  public var zone: Zone {
    switch kind {
    case .timetable(let timetable): timetable.zone
    case .cadence(_, _, _, _, let changes): changes.zone
    }
  }

  /// True where the next time hangs on the last one.
  public var isCadence: Bool {
    if case .cadence = kind { return true }
    return false
  }

  /// The shortest time between two of a cadence; nil for anything else.
  package var shortestSpan: Span? {
    if case .cadence(let cadence, _, _, _, _) = kind { return cadence.shortest }
    return nil
  }

  /// The same for somebody who feels stretched: a cadence leaves half as long again, what has its dates keeps them.
  public var eased: Schedule {
    guard case .cadence(let cadence, let time, let starting, let until, let changes) = kind else {
      return self
    }
    var eased = self
    eased.kind = .cadence(cadence.eased, time: time, starting: starting, until: until, changes: changes)
    return eased
  }

  /// The first occurrence strictly later than an instant; nil where there is none.
  ///
  /// Only a cadence asks for what follows; `Cadence.next` has the rules.
  /// - Parameters:
  ///   - last: the wall time of the latest time done, skipped or due.
  ///   - anchor: where nobody answered `last`, the answer before it, or `last` itself where there was none; nil where
  ///     `last` is an answer.
  public func next(after instant: Instant, last: CivilDateTime? = nil, anchor: CivilDateTime? = nil) -> Slot?
  {
    switch kind {
    case .timetable(let timetable):
      return inSeason(after: instant) { timetable.next(after: $0) }
    case .cadence(let cadence, let time, let starting, let until, let changes):
      return inSeason(after: instant) { after in
        let added = changes.next(after: after)
        let found = cadence.next(
          after: after, last: last, anchor: anchor, time: time, starting: starting, zone: zone,
          isFree: changes.isFree)
        guard let slot = found, until.map({ slot.local <= $0 }) ?? true else { return added }
        if let added, added.instant <= slot.instant { return added }
        return slot
      }
    }
  }

  /// The latest occurrence at or before an instant and later than `floor`; nil where there is none. Of a cadence
  /// that nobody could answer meanwhile, each counts from the one before.
  public func latest(
    through instant: Instant, after floor: Instant, last: CivilDateTime? = nil, anchor: CivilDateTime? = nil
  ) -> Slot? {
    guard case .cadence(let cadence, _, _, _, _) = kind else {
      return previous(before: instant.advanced(bySeconds: 1)).flatMap { $0.instant > floor ? $0 : nil }
    }
    guard var found = next(after: floor, last: last, anchor: anchor), found.instant <= instant else {
      return nil
    }
    found = skippingHours(cadence, from: found, through: instant)
    let anchor = anchor ?? last ?? found.local
    // Days are few, however long nobody looked.
    for _ in 0..<100_000 {
      guard let later = next(after: found.instant, last: found.local, anchor: anchor),
        later.instant <= instant
      else { break }
      found = later
    }
    return found
  }

  /// The last occurrence strictly earlier than an instant; nil where there is none, and for a cadence, of which none is
  /// fixed before the one ahead of it.
  public func previous(before instant: Instant) -> Slot? {
    guard case .timetable(let timetable) = kind else { return nil }
    var before = instant
    // As many seasons as `inSeason` looks at.
    for _ in 0...800 {
      guard let slot = timetable.previous(before: before) else { return nil }
      guard let season = season?.value, !season.contains(slot.local.date) else { return slot }
      guard let closing = season.closing(before: slot.local.date) else { return nil }
      let last = CivilDateTime(closing, TimeOfDay(secondOfDay: 86_399))
      before = min(slot.instant, zone.end(of: last))
    }
    return nil
  }

  /// The last of the steps of so many hours up to an instant, where they are all alike.
  private func skippingHours(_ cadence: Cadence, from slot: Slot, through instant: Instant) -> Slot {
    let span = cadence.shortest
    guard cadence.countsHours, span.months == 0, span.days == 0, cadence.longest == nil,
      cadence.weekdays.isEmpty, season == nil
    else { return slot }
    let step = Int64(span.seconds)
    let steps = (instant.seconds - slot.instant.seconds) / step - 2
    guard steps > 0 else { return slot }
    let later = slot.instant.advanced(bySeconds: steps * step)
    return Slot(local: zone.local(at: later), instant: later)
  }

  /// Passes over what lies outside the season, from one season's first day to the next.
  private func inSeason(after instant: Instant, _ next: (Instant) -> Slot?) -> Slot? {
    guard let season = season?.value else { return next(instant) }
    var after = instant
    // The calendar repeats every 400 years: a rule that meets no season in them never does.
    for _ in 0...800 {
      guard let slot = next(after) else { return nil }
      if season.contains(slot.local.date) { return slot }
      guard let opening = season.opening(after: slot.local.date) else { return nil }
      let before = zone.start(of: CivilDateTime(opening, .midnight)).advanced(bySeconds: -1)
      after = max(slot.instant, before)
    }
    return nil
  }
}

extension Form {
  /// The time of the day that the form itself names, where it names just one.
  public var time: TimeOfDay? {
    switch self {
    case .once(_, let time): time
    case .cadence(let cadence): cadence.time
    case .calendar(let expression): expression.time
    case .rule(let rule):
      if rule.byHour.count == 1, rule.byMinute.count <= 1, rule.bySecond.count <= 1 {
        TimeOfDay(
          hour: rule.byHour[0], minute: rule.byMinute.first ?? 0, second: rule.bySecond.first ?? 0)
      } else {
        nil
      }
    }
  }
}

extension CalendarExpression {
  /// The time of the day, where there is just one.
  fileprivate var time: TimeOfDay? {
    guard hours.count == 1, minutes.count == 1, seconds.count == 1,
      (hours + minutes + seconds).allSatisfy({ $0.step == 0 })
    else { return nil }
    return TimeOfDay(hour: hours[0].start, minute: minutes[0].start, second: seconds[0].start)
  }
}

extension Season {
  /// True for a date within the season; one that ends before it begins runs over the new year.
  public func contains(_ date: CivilDate) -> Bool {
    let day = MonthDay(month: date.month, day: date.day)
    return from <= to ? from <= day && day <= to : from <= day || day <= to
  }

  /// The first day of the next season after a date.
  func opening(after date: CivilDate) -> CivilDate? {
    for year in date.year...min(date.year + 8, 9999) {
      // 29 February opens on 1 March where the year has none.
      let opening =
        CivilDate(year: year, month: from.month, day: from.day)
        ?? CivilDate(year: year, month: from.month + 1, day: 1)
      if let opening, opening > date { return opening }
    }
    return nil
  }

  /// The last day of the season before a date that lies in none.
  func closing(before date: CivilDate) -> CivilDate? {
    for year in (max(date.year - 8, 1)...date.year).reversed() {
      // A season until 29 February closes on the 28th where the year has none.
      let closing =
        CivilDate(year: year, month: to.month, day: to.day)
        ?? CivilDate(year: year, month: to.month, day: CivilDate.daysInMonth(year: year, month: to.month))
      if let closing, closing < date { return closing }
    }
    return nil
  }
}
