import CivilTime

/// A part of the day: what people mean by it, and which times belong to it.
package enum PartOfDay: String, Hashable, Sendable {
  case morning, afternoon, evening, night

  /// The time that is meant where none is said: 09:00, 15:00, 19:00, 20:00.
  package var usual: TimeOfDay {
    switch self {
    case .morning: TimeOfDay(secondOfDay: 9 * 3600)
    case .afternoon: TimeOfDay(secondOfDay: 15 * 3600)
    case .evening: TimeOfDay(secondOfDay: 19 * 3600)
    case .night: TimeOfDay(secondOfDay: 20 * 3600)
    }
  }

  /// Whether a time belongs to it; the small hours belong to the night before them.
  package func contains(_ time: TimeOfDay) -> Bool {
    switch self {
    case .morning: time.hour < 12
    case .afternoon: (12..<19).contains(time.hour)
    case .evening: time.hour >= 12
    case .night: time.hour >= 12 || time.hour < PartOfDay.smallHours
    }
  }

  /// The hour at which the night is over, for one who says `tonight`.
  package static let smallHours = 5

  /// What `at 8` or `at 6:30` means in it: 08:00 in the morning, 18:30 in the evening, midnight for `12 at night`; nil
  /// for a time that doesn't belong to it.
  package func time(of said: TimeOfDay) -> TimeOfDay? {
    let halfDay = 43_200
    if self == .night, said.hour == 12 { return TimeOfDay(secondOfDay: said.secondOfDay - halfDay) }
    let later = said.hour < 12 && self != .morning ? TimeOfDay(secondOfDay: said.secondOfDay + halfDay) : said
    return [later, said].first { isUsual($0) } ?? (contains(said) && said.hour > 12 ? said : nil)
  }

  /// Whether people who say an hour of twelve in it may mean this time: 3 at night is not 15:00.
  private func isUsual(_ time: TimeOfDay) -> Bool {
    switch self {
    case .morning, .afternoon: contains(time)
    case .evening: time.hour >= 16
    case .night: time.hour >= 18 || time.hour < PartOfDay.smallHours
    }
  }
}
