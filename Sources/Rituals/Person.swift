import CivilTime

/// Someone whom a ritual is kept with, or the user.
public struct Person: Hashable, Sendable {
  public var id: String
  public var name: String
  /// The person's own zone, where it is not the user's.
  public var timeZone: String?
  public var birthday: Birthday?
  public var appreciates: [String] = []
  public var boundaries: [String] = []
  public var quietHours: [QuietHours] = []
  public var away: [Absence] = []

  public init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}

/// A birthday, with its year where it is known: `03-14` or `1990-03-14`.
public struct Birthday: Hashable, Sendable {
  public var year: Int?
  public var month: Int
  public var day: Int

  public init(year: Int? = nil, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }
}

/// Hours in which nothing should disturb; `to` before `from` runs over midnight.
public struct QuietHours: Hashable, Sendable {
  public var from: TimeOfDay
  public var to: TimeOfDay
  /// The weekdays on which the hours begin; empty means every day.
  public var weekdays: [Weekday]

  public init(from: TimeOfDay, to: TimeOfDay, weekdays: [Weekday] = []) {
    self.from = from
    self.to = to
    self.weekdays = weekdays
  }
}

/// Days on which someone is away, both inclusive.
public struct Absence: Hashable, Sendable {
  public var from: CivilDate
  public var to: CivilDate

  public init(from: CivilDate, to: CivilDate) {
    self.from = from
    self.to = to
  }
}
