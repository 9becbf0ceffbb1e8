import CivilTime
import Planning
import Rituals
import Wording

extension PlayedStory {
  /// What took place, ritual by ritual: on which days, and who had a role.
  func summary(_ chapter: Story.Chapter, since start: Instant, through end: Instant) -> [String] {
    household.everyRitual.filter { chapter.tells($0.id) }.compactMap { ritual in
      let days = events.compactMap { event -> String? in
        guard event.ritual == ritual.id, event.at > start, event.at <= end, case .done = event.fact,
          let occurrence = event.start
        else { return nil }
        let day = "\(occurrence.date.day) \(DisplayText.months[occurrence.date.month - 1].prefix(3))"
        let turn =
          planner.chronicle[ritual.id].turns.announced(at: occurrence) ?? told(occurrence, of: ritual.id)
        let people = (turn?.holders ?? []).compactMap(\.person).map(name)
        return people.isEmpty ? day : "\(day) \(people.joined(separator: " and "))"
      }
      guard !days.isEmpty else { return nil }
      let roles = ritual.turns.map { " (\($0.roles.joined(separator: " and ")))" } ?? ""
      return "\(ritual.title)\(roles): \(days.joined(separator: ", "))."
    }
  }

  private func told(_ occurrence: CivilDateTime, of ritual: String) -> Turn? {
    for event in events.reversed() where event.ritual == ritual && event.start == occurrence {
      if case .turn(let turn) = event.fact { return turn }
    }
    return nil
  }
}
