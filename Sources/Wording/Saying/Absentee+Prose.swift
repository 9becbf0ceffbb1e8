import CivilTime
import Rituals

extension [Absentee] {
  /// `Ana and Jo are away until Sunday, 3 January; Kim is away on Saturday, 5 December`, as one reads it on a day; nil for
  /// nobody. Who comes back at the same time stands together.
  public func sentence(today: CivilDate) -> String? {
    var groups: [(through: CivilDate, people: [Absentee])] = []
    for one in self {
      if let place = groups.firstIndex(where: { $0.through == one.through }) {
        groups[place].people.append(one)
      } else {
        groups.append((one.through, [one]))
      }
    }
    guard !groups.isEmpty else { return nil }
    return groups.map { through, people in
      let names = people.map { $0.isUser ? "you" : $0.name }
      let verb = people.count == 1 && !people[0].isUser ? "is" : "are"
      let until = through == today ? "today" : "until " + DisplayText.day(through, seenFrom: today)
      return "\(DisplayText.list(names)) \(verb) away \(until)"
    }.joined(separator: "; ").capitalizedFirst
  }
}
