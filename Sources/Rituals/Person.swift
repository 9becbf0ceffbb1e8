import CivilTime

/// The user, or someone who takes part in rituals.
public struct Person: Hashable, Sendable {
  /// The name in the config: `ana`.
  public var id: String
  /// The name people use: `Ana`.
  public var name: String
  /// The person's own zone, where it is not the user's.
  public var timeZone: String?
  /// The birthday, where it is known.
  public var birthday: Birthday?
  /// What the person appreciates, in the user's words.
  public var appreciates: [String] = []
  /// What the person asked for, in the user's words.
  public var boundaries: [String] = []
  /// Hours in which the person should not be disturbed, in the person's own zone.
  public var quietHours: [QuietHours] = []
  /// Days on which the person is away.
  public var away: [Absence] = []
  /// The days on which the user feels stretched: there, but passing turns on where others are free. Of the history alone.
  public var stretched: Absence?

  public init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}

/// A birthday, with its year where it is known: `03-14` or `1990-03-14`.
public struct Birthday: Hashable, Sendable {
  /// The year of birth; nil where it is not known.
  public var year: Int?
  /// 1…12.
  public var month: Int
  /// 1…31.
  public var day: Int

  public init(year: Int? = nil, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }
}

extension Birthday: CustomStringConvertible {
  /// `03-14`, `1990-03-14`.
  public var description: String {
    // A leap year, so that 29 February is a birthday too.
    let number = CivilDate.dayNumber(year: year ?? 2024, month: month, day: day)
    let date = CivilDate(dayNumber: number).description
    return year == nil ? String(date.dropFirst(5)) : date
  }
}

/// Days on which someone is away, both inclusive.
public struct Absence: Hashable, Sendable {
  /// The first day away.
  public var from: CivilDate
  /// The last day away.
  public var to: CivilDate

  public init(from: CivilDate, to: CivilDate) {
    self.from = from
    self.to = to
  }
}
