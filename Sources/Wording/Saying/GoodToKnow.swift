import CivilTime
import Rituals

extension Ritual {
  /// The ids of the people who take part besides the user; details are asked about with them.
  public func others(than me: String?) -> [String] { with.filter { $0 != me } }
}

extension Person {
  /// One thing the person asked for and one they like, if known: `no calls after nine · likes voice messages`. The `number`
  /// of the occurrence (`Schedule.number(of:)`) gives each thing its turn.
  public func goodToKnow(_ number: Int) -> String? {
    func one(of texts: [String]) -> String? {
      guard !texts.isEmpty else { return nil }
      let place = number % texts.count
      return DisplayText.line(texts[place < 0 ? place + texts.count : place])
    }
    let known = [one(of: boundaries), one(of: appreciates).map { "likes " + $0 }].compactMap { $0 }
    return known.isEmpty ? nil : known.joined(separator: " · ")
  }
}

extension Schedule {
  /// A number for an occurrence, from its date alone; it goes up by one from each to the next at even distances.
  public func number(of start: CivilDateTime) -> Int {
    let day = start.date.dayNumber
    let step = distance(before: start)
    // Months and years have no even number of days.
    guard step >= 27 else { return day / max(1, step) }
    return (start.date.year * 12 + start.date.month) / max(1, (step * 12 + 182) / 365)
  }

  /// The days since the occurrence before; of a cadence, the fewest there can be.
  private func distance(before start: CivilDateTime) -> Int {
    if let shortest = shortestSpan { return shortest.months * 30 + shortest.days }
    guard let before = previous(before: zone.instant(of: start)) else { return 366 }
    let days = start.date.dayNumber - before.local.date.dayNumber
    return days > 400 ? 366 : days
  }
}
