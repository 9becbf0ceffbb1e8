import CivilTime
import Rituals

/// What applies to all rituals: the people, quiet hours, and the day's budget.
public final class Circumstances: Sendable {
  /// The people by their ids.
  public let people: [String: Person]
  /// The user's id among them; nil where the config does not say.
  public let me: String?
  /// The zone of the user's own wall clock.
  public let zone: Zone
  /// The largest number of reminders on one day; nil for no limit.
  public let budgetPerDay: Int?
  /// The latest while in which the user has felt stretched, over or not.
  public let stretch: Stretch?
  /// The user's own quiet hours.
  let own: [Quiet]
  /// The quiet hours of others, by their ids.
  let others: [String: Quiet]

  /// When what the day before had no room for comes, unless another reminder comes earlier.
  static let morning = Schedule.defaultTime

  /// What a household says, for a user whose wall clock is that of `zone`.
  ///
  /// - Parameter zones: a zone by its name; nil for one that cannot be read, which is then the user's.
  public init(_ household: Household, zone: Zone, zones: (String) -> Zone?) {
    people = household.people
    me = household.me
    stretch = nil
    self.zone = zone
    budgetPerDay = household.budgetPerDay
    var own: [Quiet] = []
    if !household.quietHours.isEmpty { own.append(Quiet(zone: zone, hours: household.quietHours)) }
    var others: [String: Quiet] = [:]
    for (id, person) in household.people where !person.quietHours.isEmpty {
      let theirZone = person.timeZone.flatMap(zones) ?? zone
      if id == household.me {
        own.append(Quiet(zone: theirZone, hours: person.quietHours))
      } else {
        others[id] = Quiet(person: id, zone: theirZone, hours: person.quietHours)
      }
    }
    self.own = own
    self.others = others
  }

  /// Of a household with these people and nothing else.
  public convenience init(people: [String: Person] = [:], zone: Zone = .utc) {
    var household = Household()
    household.people = people
    self.init(household, zone: zone) { _ in nil }
  }

  /// The same with what the history has besides the config: absences, and a while of feeling stretched.
  func away(by chronicle: Chronicle) -> Circumstances {
    let absent = people.away(by: chronicle, zone: zone)
    let stretch = me.flatMap { chronicle[Event.key(ofPerson: $0)].turns.stretch }
    return absent == people && stretch == self.stretch
      ? self : Circumstances(self, people: absent, stretch: stretch)
  }

  private init(_ other: Circumstances, people: [String: Person], stretch: Stretch?) {
    self.people = people
    me = other.me
    self.stretch = stretch
    zone = other.zone
    budgetPerDay = other.budgetPerDay
    own = other.own
    others = other.others
  }

  /// The first instant from `instant` on at which a reminder of a ritual may be delivered, and whose quiet hours held it.
  ///
  /// The user's own hours hold every reminder. Those of the people a ritual is kept with hold what would have the user
  /// turn to them at once: not the reminders ahead of time. What is critical is never held.
  func release(_ instant: Instant, of ritual: Ritual, isAhead: Bool) -> (instant: Instant, heldBy: Quiet?) {
    guard ritual.urgency != .critical else { return (instant, nil) }
    guard !isAhead, !others.isEmpty else { return own.release(instant) }
    return (own + ritual.with.compactMap { others[$0] }).release(instant)
  }

  /// When the quiet of each of those who have any ends; nil for whose hours do not hold now.
  func quietEnds(at instant: Instant) -> [Instant?] {
    own.map { $0.end(at: instant) } + others.values.map { $0.end(at: instant) }
  }

  /// The morning of the day after an instant, or its own where that is still to come, outside the user's quiet hours.
  func morning(after instant: Instant) -> Instant {
    let local = zone.local(at: instant)
    var morning = zone.instant(of: CivilDateTime(local.date, Circumstances.morning))
    if morning <= instant {
      morning = zone.instant(of: CivilDateTime(local.date.advanced(byDays: 1), Circumstances.morning))
    }
    return own.release(morning).instant
  }
}
