import CivilTime

/// Hours in which nothing should disturb; `to` before `from` runs over midnight.
public struct QuietHours: Hashable, Sendable {
  /// When the quiet begins.
  public var from: TimeOfDay
  /// When it ends.
  public var to: TimeOfDay
  /// The weekdays on which the hours begin; empty means every day.
  public var weekdays: [Weekday]

  /// Quiet hours; `to` before `from` runs over midnight.
  public init(from: TimeOfDay, to: TimeOfDay, weekdays: [Weekday] = []) {
    self.from = from
    self.to = to
    self.weekdays = weekdays
  }
}

extension QuietHours {
  /// The end of the quiet that holds at an instant, by the wall clock of a zone; nil where these hours do not hold then.
  ///
  /// The hours are read off the wall clock at both ends: on the day a clock is changed they are shorter or longer, as
  /// the night is.
  public func end(at instant: Instant, zone: Zone) -> Instant? {
    let local = zone.local(at: instant)
    for daysBack in 0...1 {
      let day = local.date.advanced(byDays: -daysBack)
      guard weekdays.isEmpty || weekdays.contains(day.weekday) else { continue }
      let begin = CivilDateTime(day, from)
      let end = CivilDateTime(from < to ? day : day.advanced(byDays: 1), to)
      guard begin <= local, local < end else { continue }
      let instantOfEnd = zone.instant(of: end)
      if instantOfEnd > instant { return instantOfEnd }
      // The wall clock shows this hour for the second time: the end comes once more.
      return instant.advanced(bySeconds: end.localSeconds - local.localSeconds)
    }
    return nil
  }
}

/// The quiet hours of one person, on that person's own wall clock.
public struct Quiet: Sendable {
  /// The person's id; nil for the user's own hours.
  public var person: String?
  /// The zone in which the hours are read.
  public var zone: Zone
  /// The hours; those that touch or overlap hold as one.
  public var hours: [QuietHours]

  /// The hours of a person, or of the user.
  public init(person: String? = nil, zone: Zone, hours: [QuietHours]) {
    self.person = person
    self.zone = zone
    self.hours = hours
  }

  /// The end of what holds at an instant; nil where it is not quiet then.
  public func end(at instant: Instant) -> Instant? {
    hours.lazy.compactMap { $0.end(at: instant, zone: zone) }.max()
  }
}

extension Collection<Quiet> {
  /// The first instant from `instant` on that is in nobody's quiet hours, and who held it last; `instant` itself, and
  /// nobody, where it is free. Where it never is within eight days nothing would ever come: then it is not held at all.
  public func release(_ instant: Instant) -> (instant: Instant, heldBy: Quiet?) {
    var free = instant
    var heldBy: Quiet?
    let limit = instant.advanced(bySeconds: 8 * 86_400)
    search: while free < limit {
      for quiet in self {
        if let end = quiet.end(at: free) {
          free = end
          heldBy = quiet
          continue search
        }
      }
      return (free, heldBy)
    }
    return (instant, nil)
  }
}
