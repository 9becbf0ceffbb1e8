import CivilTime
import Recurrence
import Rituals

extension [TurnReason] {
  /// The reasons as a sentence without a full stop; `name` says what a person is called. Dates near `today` go without
  /// their year.
  public func sentence(today: CivilDate, name: (String) -> String) -> String {
    map { $0.words(today: today, name: name) }.joined(separator: "; ")
  }
}

extension TurnReason {
  /// The reason as a clause: `Sam is next in the order`.
  public func words(today: CivilDate, name: (String) -> String) -> String {
    func day(_ date: CivilDate) -> String {
      let year = date.year == today.year || abs(date.dayNumber - today.dayNumber) < 180 ? "" : " \(date.year)"
      return "\(date.day) \(DisplayText.months[date.month - 1])\(year)"
    }
    func following(_ people: [String]) -> String {
      let rest = people.dropFirst().map(name)
      return rest.isEmpty ? "" : ", and \(DisplayText.list(rest)) \(rest.count == 1 ? "follows" : "follow")"
    }
    func verb(_ people: [String], _ one: String, _ more: String) -> String {
      DisplayText.list(people.map(name)) + " " + (people.count == 1 ? one : more)
    }
    switch self {
    case .first(let people):
      return verb(Array(people.prefix(1)), "is first in the order", "") + following(people)
    case .next(let people):
      return verb(Array(people.prefix(1)), "is next in the order", "") + following(people)
    case .neverYet(let person, let role): return "\(name(person)) has not been \(role) yet"
    case .longestAgo(let person, let role):
      return "it is longest since \(name(person)) was \(role)"
    case .within(let people, let last):
      return verb(people, "has it", "have it") + (last.map { " until \(day($0))" } ?? " for now")
    case .notDone(let people):
      return "it is still with \(DisplayText.list(people.map(name))), since the last time has not taken place"
    case .away(let person, let last):
      return "\(name(person)) is away" + (last.map { " until \(day($0))" } ?? "")
    case .stretched(let person, let last):
      return "\(name(person)) takes it easy" + (last.map { " until \(day($0))" } ?? " for a while")
    case .standsIn(let person, let other): return "\(name(person)) stands in for \(name(other))"
    case .nobody: return "everybody is away, so nobody is on and the order waits"
    case .swapped(let person, let other, let from):
      let whose = other.map { "in \(name($0))'s place" } ?? "while everybody else is away"
      let moved = from.map { ", as agreed for \(day($0.date)) at \($0.time), which has moved since" }
      return "\(name(person)) takes it \(whose)" + (moved ?? ", as agreed")
    case .idleSwap(let person, let other, let why):
      let cause =
        switch why {
        case .notOn: other.map { "\(name($0)) is not on" } ?? "somebody is on"
        case .away: "\(name(person)) is away"
        case .hasAnother: "\(name(person)) has another role then"
        }
      return "the swap with \(name(person)) does not hold, since \(cause)"
    case .oftenInARow(let person, let role):
      return "\(name(person)) has been \(role) for a while now: a pause, or sharing it, may do good"
    case .ifDone: return "if it takes place by then"
    }
  }
}
