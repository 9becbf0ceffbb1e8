import CivilTime
import Recurrence

/// A ritual's `when` in its zone: compiled once, asked often.
public struct Schedule: Sendable {
  /// The time of the day of a ritual that names none.
  public static let defaultTime = TimeOfDay(secondOfDay: 9 * 3600)

  /// A Monday at the calendar's beginning.
  private static let farDate = CivilDate(year: 1, month: 1, day: 8) ?? CivilDate(dayNumber: 0)
  private static let endOfDay = TimeOfDay(secondOfDay: 86_399)

  /// Of a cadence, only what is added and taken away.
  private let timetable: Timetable
  private var counted: Boxed<Counted>?
  private let season: Boxed<Season>?

  /// A cadence, whose next time depends on the last one.
  private struct Counted: Sendable {
    var cadence: Cadence
    var time: TimeOfDay
    var starting: CivilDateTime?
    var until: CivilDateTime?
  }

  public init(_ ritual: Ritual, zone: Zone) {
    season = ritual.season.map { Boxed($0) }
    let starting = ritual.starting
    let time = starting?.time ?? Schedule.defaultTime
    let until = ritual.until.map { CivilDateTime($0.date, $0.time ?? Schedule.endOfDay) }
    var recurrence: Recurrence?
    var others: [Recurrence] = []
    var also = ritual.also.map { CivilDateTime($0.date, $0.time ?? ritual.when.time ?? time) }
    func compiled(_ rule: RecurrenceRule) -> Recurrence {
      // Without a start any far date serves: where the interval is 1, no date depends on it. What counts elapsed time
      // takes one since when clocks have kept whole minutes.
      let farDate = rule.frequency < .daily ? CivilDate(dayNumber: 0) : Schedule.farDate
      // A date alone as the start is the whole day, also where the rule comes before the usual time.
      let opening = starting?.time ?? (rule.byHour.isEmpty ? time : .midnight)
      return Recurrence(rule, start: CivilDateTime(starting?.date ?? farDate, opening), zone: zone)
    }
    switch ritual.when {
    case .rule(let rule): recurrence = compiled(rule)
    case .rules(let rules):
      recurrence = rules.first.map(compiled)
      others = rules.dropFirst().map(compiled)
    case .calendar(let expression):
      let start = starting.map { CivilDateTime($0.date, $0.time ?? .midnight) }
      recurrence = Recurrence(expression, start: start, zone: zone)
    case .once(let date, let ownTime): also.append(CivilDateTime(date, ownTime ?? time))
    case .cadence(let cadence):
      let time = cadence.time ?? time
      let start = starting.map { CivilDateTime($0.date, time) }
      counted = Boxed(Counted(cadence: cadence, time: time, starting: start, until: until))
    }
    timetable = Timetable(
      recurrence, and: others, zone: zone, also: also.sorted(),
      except: ritual.except.compactMap { point in point.time.map { CivilDateTime(point.date, $0) } },
      exceptDays: ritual.except.filter { $0.time == nil }.map(\.date), until: until)
  }

  /// The zone whose wall clock it follows.
  public var zone: Zone { timetable.zone }

  /// Whether the next time depends on the last one.
  public var isCadence: Bool { counted != nil }

  /// The shortest time between two of a cadence; nil for anything else.
  package var shortestSpan: Span? { counted?.value.cadence.shortest }

  /// The schedule while the user feels stretched: a cadence takes half as long again, all other dates stay.
  public var stretched: Schedule {
    guard var counted = counted?.value else { return self }
    counted.cadence = counted.cadence.stretched
    var stretched = self
    stretched.counted = Boxed(counted)
    return stretched
  }

  /// The first occurrence strictly later than an instant; nil where there is none.
  ///
  /// Only a cadence depends on what follows; `Cadence.next` has the rules.
  /// - Parameters:
  ///   - last: the wall time of the latest occurrence done, skipped or due.
  ///   - anchor: where nobody answered `last`, the answer before it, or `last` itself where there was none; nil where
  ///     `last` is an answer.
  public func next(after instant: Instant, last: CivilDateTime? = nil, anchor: CivilDateTime? = nil) -> Slot?
  {
    func step(_ after: Instant) -> Slot? {
      let fixed = timetable.next(after: after)
      guard let counted = counted?.value,
        let slot = counted.cadence.next(
          after: after, last: last, anchor: anchor, time: counted.time, starting: counted.starting,
          zone: zone, isFree: timetable.isFree), counted.until.map({ slot.local <= $0 }) ?? true
      else { return fixed }
      return fixed.map { $0.instant <= slot.instant } == true ? fixed : slot
    }
    return inSeason(from: instant, step) { season, slot in
      let opening = season.opening(after: slot.local.date).map { CivilDateTime($0, .midnight) }
      return opening.map { max(slot.instant, zone.start(of: $0).advanced(bySeconds: -1)) }
    }
  }

  /// The latest occurrence at or before an instant and later than `floor`. Each one of a cadence that nobody could answer
  /// meanwhile counts from the one before.
  public func latest(
    through instant: Instant, after floor: Instant, last: CivilDateTime? = nil, anchor: CivilDateTime? = nil
  ) -> Slot? {
    guard let cadence = counted?.value.cadence else {
      return previous(before: instant.advanced(bySeconds: 1)).flatMap { $0.instant > floor ? $0 : nil }
    }
    guard var found = next(after: floor, last: last, anchor: anchor), found.instant <= instant
    else { return nil }
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

  /// The last occurrence strictly earlier than an instant; nil for a cadence, whose past only the history knows.
  public func previous(before instant: Instant) -> Slot? {
    guard !isCadence else { return nil }
    return inSeason(from: instant, timetable.previous) { season, slot in
      let closing = season.closing(before: slot.local.date)
      return closing.map { min(slot.instant, zone.end(of: CivilDateTime($0, Schedule.endOfDay))) }
    }
  }

  /// A shortcut for a cadence that counts hours in equal steps: an occurrence just before `instant`.
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

  /// The first of the steps from an instant that is in the season; `skip` says where to go on behind one that isn't.
  private func inSeason(
    from instant: Instant, _ step: (Instant) -> Slot?, skip: (Season, Slot) -> Instant?
  ) -> Slot? {
    guard let season = season?.value else { return step(instant) }
    var from = instant
    // The calendar repeats every 400 years: a rule that meets no season in them never does.
    for _ in 0...800 {
      guard let slot = step(from) else { return nil }
      if season.contains(slot.local.date) { return slot }
      guard let next = skip(season, slot) else { return nil }
      from = next
    }
    return nil
  }
}

extension Form {
  /// The time of the day that the form itself names, where it names just one.
  public var time: TimeOfDay? {
    switch self {
    case .once(_, let time): return time
    case .cadence(let cadence): return cadence.time
    case .rules: return nil
    case .calendar(let expression):
      let parts = [expression.hours, expression.minutes, expression.seconds]
      guard parts.allSatisfy({ $0.count == 1 && $0[0].step == 0 }) else { return nil }
      return TimeOfDay(hour: parts[0][0].start, minute: parts[1][0].start, second: parts[2][0].start)
    case .rule(let rule):
      guard rule.byHour.count == 1, rule.byMinute.count <= 1, rule.bySecond.count <= 1 else { return nil }
      return TimeOfDay(
        hour: rule.byHour[0], minute: rule.byMinute.first ?? 0, second: rule.bySecond.first ?? 0)
    }
  }
}
