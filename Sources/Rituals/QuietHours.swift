import CivilTime

/// Hours in which nothing should disturb; `to` before `from` runs over midnight.
public struct QuietHours: Equatable, Sendable {
  package var from: TimeOfDay
  package var to: TimeOfDay
  /// The weekdays on which the hours begin; empty means every day.
  public var weekdays: [Weekday]

  public init(from: TimeOfDay, to: TimeOfDay, weekdays: [Weekday] = []) {
    (self.from, self.to, self.weekdays) = (from, to, weekdays)
  }

  /// When the quiet that an instant is in ends, by the wall clock of a zone; nil where it is not quiet. Where clocks show
  /// an hour twice, the hours begin with the first and end with the second.
  public func end(at instant: Instant, zone: Zone) -> Instant? {
    let today = zone.local(at: instant).date
    // The next day's may have begun where clocks go back over midnight.
    for days in -1...1 {
      let day = today.advanced(byDays: days)
      guard weekdays.isEmpty || weekdays.contains(day.weekday) else { continue }
      guard zone.start(of: CivilDateTime(day, from)) <= instant else { continue }
      let end = zone.lastInstant(of: CivilDateTime(from < to ? day : day.advanced(byDays: 1), to))
      if instant < end { return end }
    }
    return nil
  }
}

extension Zone {
  /// When clocks last show a wall time, or first a later one.
  fileprivate func lastInstant(of local: CivilDateTime) -> Instant {
    switch resolve(local) {
    case .unique(let instant), .gap(_, let instant), .overlap(_, let instant): instant
    }
  }
}

/// The quiet hours of one person, on that person's own wall clock.
public struct Quiet: Sendable {
  /// The person's id; nil for the user's own hours.
  public var person: String?
  /// The zone in which the hours are read.
  public var zone: Zone
  /// The hours; those that touch or overlap count as one.
  public var hours: [QuietHours]

  public init(person: String? = nil, zone: Zone, hours: [QuietHours]) {
    (self.person, self.zone, self.hours) = (person, zone, hours)
  }

  /// When the quiet that an instant is in ends; nil where it is not quiet.
  public func end(at instant: Instant) -> Instant? {
    var latest: Instant?
    for hours in hours {
      if let end = hours.end(at: instant, zone: zone) { latest = max(latest ?? end, end) }
    }
    return latest
  }
}

extension [Quiet] {
  /// The first instant from `instant` on that is in nobody's quiet hours, and whose hours ended last. If there is none
  /// within eight days, it is `instant` itself: otherwise nothing would ever be delivered.
  public func release(_ instant: Instant) -> (instant: Instant, heldBy: Quiet?) {
    var free = instant
    var heldBy: Quiet?
    let limit = instant.advanced(bySeconds: 8 * 86_400)
    while free < limit {
      // A plain loop: planning asks this of every reminder.
      var end: Instant?
      for quiet in self where end == nil {
        end = quiet.end(at: free)
        if end != nil { heldBy = quiet }
      }
      guard let end else { return (free, heldBy) }
      free = end
    }
    return (instant, nil)
  }
}
