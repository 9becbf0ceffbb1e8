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

  /// What `at 8` means in it: 08:00 in the morning, 20:00 in the evening; nil for an hour that doesn't belong to it.
  package func time(ofHour hour: Int) -> TimeOfDay? {
    let candidates = self == .morning ? [hour] : [hour < 12 ? hour + 12 : hour, hour]
    return candidates.lazy.compactMap { TimeOfDay(hour: $0, minute: 0) }.first { contains($0) }
  }
}
