import CivilTime
import Rituals

extension [TurnReason] {
  /// The reasons as a sentence without a full stop; `name` gives a person's name. Dates near `today` have no year.
  public func sentence(today: CivilDate, name: (String) -> String) -> String {
    map { $0.words(today: today, name: name) }.joined(separator: "; ")
  }
}

extension TurnReason {
  /// The reason as a clause: `Sam is next in the order`.
  func words(today: CivilDate, name: (String) -> String) -> String {
    func day(_ date: CivilDate) -> String { date.words + date.yearWords(seenFrom: today) }
    func until(_ date: CivilDate?, or unknown: String = "") -> String {
      date.map { " until " + day($0) } ?? unknown
    }
    func verb(_ people: [String], _ one: String, _ more: String) -> String {
      DisplayText.list(people.map(name)) + " " + (people.count == 1 ? one : more)
    }
    func inOrder(_ people: [String], _ place: String) -> String {
      let others = Array(people.dropFirst())
      return "\(people.first.map(name) ?? "") is \(place) in the order"
        + (others.isEmpty ? "" : ", and " + verb(others, "follows", "follow"))
    }
    switch self {
    case .first(let people): return inOrder(people, "first")
    case .next(let people): return inOrder(people, "next")
    case .neverYet(let person, let role): return "\(name(person)) has not \(RoleInWords(role).perfect) yet"
    case .longestAgo(let person, let role):
      return "it is longest since \(name(person)) \(RoleInWords(role).past)"
    case .within(let people, let last): return verb(people, "has it", "have it") + until(last, or: " for now")
    case .notDone(let people): return verb(people, "is next", "are next")
    case .away(let person, let last): return "\(name(person)) is away" + until(last)
    case .stretched(let person, let last):
      return "\(name(person)) takes it easy" + until(last, or: " for a while")
    case .standsIn(let person, let other): return "\(name(person)) stands in for \(name(other))"
    case .takesOver(let person, let other):
      return "\(name(person)) takes it, since \(name(other)) is no longer in the order"
    case .did(let person, let other):
      return "\(name(person)) did it" + (other.map { " in \(DisplayText.possessive(name($0))) place" } ?? "")
    case .nobody: return "everybody is away, so nobody is on and the order waits"
    case .swapped(let person, let other, let from):
      let whose = other.map { "in \(name($0))'s place" } ?? "while everybody else is away"
      let moved = from.map { " for \(day($0.date)) at \($0.time), which has moved since" } ?? ""
      return "\(name(person)) takes it \(whose), as agreed" + moved
    case .idleSwap(let person, let other, let why):
      let cause =
        switch why {
        case .notOn: other.map { "\(name($0)) is not on" } ?? "somebody is on"
        case .away: "\(name(person)) is away"
        case .gone: "\(name(person)) is no longer in the order"
        case .hasAnother: "\(name(person)) has another role then"
        }
      return "the swap with \(name(person)) does not hold, since \(cause)"
    case .oftenInARow(let person, let role):
      return
        "\(name(person)) has \(RoleInWords(role).perfect) for a while now: a pause, or sharing it, may do good"
    case .ifDone: return "if it takes place by then"
    }
  }
}

extension Handoff {
  /// `From Monday, 30 November on, Ana is listener, after Sam`; where a swap gives the first time to somebody else, `Jo takes
  /// it tomorrow, then Ana is listener, after Sam`. For the user, whose id is `me`, `you are`.
  public func sentence(today: CivilDate, me: String?, name: (String) -> String) -> String {
    func words(_ change: Change) -> String {
      let after = change.from.map { ", after " + ($0 == me ? "you" : name($0)) } ?? ""
      let role = RoleInWords(change.role)
      guard let to = change.to else { return "nobody \(role.present)\(after)" }
      return (to == me ? "you \(role.presentOfUser)" : "\(name(to)) \(role.present)") + after
    }
    let swapped = Set(firstTime.map(\.role))
    let lasting = changes.filter { !swapped.contains($0.role) }.map(words)
    let day = DisplayText.day(slot.local.date, seenFrom: today)
    let onDay = ["today", "tomorrow"].contains(day) ? day : "on \(day)"
    let first = firstTime.map { holder in
      let role = RoleInWords(holder.role)
      let taken = turn.holders.count > 1 ? role.taken : "it"
      let who =
        holder.person.map { ($0 == me ? "you take" : "\(name($0)) takes") + " \(taken) " }
        ?? "nobody \(role.present) "
      return who + onDay + (changes.first { $0.role == holder.role }.map { ", then " + words($0) } ?? "")
    }
    let from = "From \(day) on, "
    let parts = (lasting.isEmpty ? [] : [from + lasting.joined(separator: "; ")]) + first
    return parts.joined(separator: "; ").capitalizedFirst
  }
}
