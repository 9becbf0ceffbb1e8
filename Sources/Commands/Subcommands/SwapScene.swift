import CivilTime
import Planning
import Recurrence
import Rituals
import Wording

/// The occurrence, or the turn period, whose turn is to be swapped, and what stands against it.
struct SwapScene {
  private let situation: Situation
  private let kept: ScheduledRitual
  private let target: Upcoming
  /// The times that a swap changes: the one that is named, or those of its turn period that are not over.
  private let times: [Upcoming]
  private let isWhole: Bool

  private var id: OccurrenceID { target.occurrence }
  private var ledger: Ledger { situation.ledger(kept) }
  private var here: CivilDateTime { kept.schedule.zone.local(at: situation.now) }

  init(_ text: String, isWhole: Bool, in present: Situation) throws {
    var situation = present
    target = try situation.attendedOrNext(text)
    self.situation = situation
    kept = try situation.ritual(target.ritual.id)
    guard target.turn != nil else {
      throw Failure(
        "\(kept.ritual.id) has no turns to swap; \"turns\" in the config says who does what in it")
    }
    let ledger = situation.ledger(kept)
    let isOver = !ledger[target.start].isAnswerable
    times =
      isWhole
      ? kept.restOfPeriod(
        of: target.start, ledger: ledger, circumstances: situation.planner.circumstances, now: situation.now)
      : [target]
    // A whole one begins with the first time that is left, whichever of its times is named.
    if times.isEmpty || isOver && !isWhole {
      let rest =
        isOver && !isWhole
        ? "; if somebody else did it: kin done \(target.occurrence) --by PERSON" : ""
      throw Failure("\(target.occurrence) is over, so its turn stays as it was\(rest)")
    }
    self.isWhole = isWhole
  }

  /// The swap that gives a role to a person. Fails with the reason where that can't be.
  func swap(to newcomer: String, for replaced: String?, role: String?) throws -> Event {
    let person = try situation.person(newcomer).id
    let old = try replaced.map { try situation.person($0).id }
    let first = times[0]
    guard let turn = isWhole ? lastingTurn : first.turn else {
      throw Failure("\(kept.ritual.id) has no turns")
    }
    let holder = try situation.holder(role: role, for: old, in: turn, of: kept.ritual.id, when)
    let name = situation.name(person)
    if holder.person == person {
      throw Failure("\(name) \(RoleInWords(holder.role).present) \(when) already: there is nothing to swap")
    }
    let absent = times.map { situation.household.people[person]?.awayThrough(on: $0.start.date) }
    if !absent.contains(nil), let last = absent.last ?? nil {
      throw Failure("\(name) is away until \(DisplayText.day(last, seenFrom: here.date))")
    }
    if let other = turn.holders.first(where: { $0.person == person }) {
      throw Failure(
        "\(name) \(RoleInWords(other.role).present) \(when) already, and nobody should hold two roles")
    }
    let isGuest = !(kept.ritual.turns?.order.contains(person) ?? false)
    let change = RoleSwap(
      role: holder.role, from: holder.person, to: person, isWhole: isWhole, isGuest: isGuest)
    let event = Event(at: situation.now, occurrence: first.occurrence, fact: .swapped(change))
    let others = isWhole ? others(than: person, as: holder.role, after: event) : []
    if others.count == times.count {
      throw Failure("what is left of it stays with others: \(list(others)); name a time to swap that one")
    }
    return event
  }

  private var lastingTurn: Turn? {
    kept.lastingTurn(
      at: times[0].start, ledger: ledger, circumstances: situation.planner.circumstances, now: situation.now)
  }

  /// What undoes the last swap.
  func takingBack() throws -> Event {
    let last = ledger.turns.swaps.standing.last { swap in
      swap.occurrence == id.start || target.turn.map(swap.reaches) ?? false
    }
    guard let last else { throw Failure("nothing was swapped for \(id)") }
    guard let from = last.from else {
      throw Failure("before that swap it was nobody's turn; `kin swap \(id) PERSON` gives it to a person")
    }
    let change = RoleSwap(
      role: last.role, from: last.to, to: from, isWhole: last.isWhole, isGuest: last.isGuest)
    return Event(
      at: situation.now, occurrence: OccurrenceID(ritual: id.ritual, start: last.occurrence),
      fact: .swapped(change))
  }
}

// What is reported.
extension SwapScene {
  /// `Saturday, 5 December at 10:00`, or `from Monday, 7 December to Sunday, 13 December`.
  private var when: String {
    guard isWhole, let first = times.first, let last = times.last else {
      return DisplayText.when(target.due, seenFrom: here)
    }
    let (from, to) = (first.due, last.due)
    return times.count == 1
      ? DisplayText.when(from, seenFrom: here) : DisplayText.days(from.date, to.date, seenFrom: here.date)
  }

  private var head: String { "\(DisplayText.line(kept.ritual.title)), \(when): " }

  func words(of event: Event) -> String {
    guard case .swapped(let change) = event.fact else { return "" }
    let place = change.from.map { " in \(DisplayText.possessive(situation.name($0))) place" } ?? ""
    return head + "\(situation.name(change.to)) \(RoleInWords(DisplayText.line(change.role)).present)\(place)"
      + (isWhole && kept.ritual.turns?.every == nil ? " until it is done" : "") + "."
      + exceptions(others(than: change.to, as: change.role, after: event))
      + " The order after it stays as it is."
  }

  func words(ofTakingBack event: Event) -> String {
    guard case .swapped(let change) = event.fact else { return "" }
    let holder = turn(at: id.start, after: event)?.holder(of: change.role)
    let who = holder?.person.map(situation.name) ?? "nobody"
    return head + "as it was, \(who) \(RoleInWords(DisplayText.line(change.role)).present)"
      + (change.isWhole && kept.ritual.turns?.every != nil ? ", for the whole turn." : ".")
  }

  /// How many times of a period are named on which it stays as it was.
  private static let mostNamed = 4

  /// The times of the period that somebody else keeps, who was put there for that day, or since the newcomer is away.
  private func others(than person: String, as role: String, after event: Event) -> [String] {
    times.compactMap { one -> String? in
      guard let holder = turn(at: one.start, after: event)?.holder(of: role), holder.person != person
      else { return nil }
      let who = holder.person.map(situation.name) ?? "nobody"
      return "\(DisplayText.day(one.due.date, seenFrom: here.date)) (\(who))"
    }
  }

  private func exceptions(_ others: [String]) -> String {
    others.isEmpty ? "" : " Exceptions: \(list(others))."
  }

  private func list(_ others: [String]) -> String {
    DisplayText.list(others.prefix(Self.mostNamed) + (others.count > Self.mostNamed ? ["others"] : []))
  }

  /// Whose turn a time is once an event counts.
  private func turn(at start: CivilDateTime, after event: Event) -> Turn? {
    var ledger = ledger
    ledger.apply(event, number: 0)
    return kept.decision(
      at: kept.slot(at: start), ledger: ledger, people: situation.planner.circumstances.people,
      now: situation.now)?.turn
  }
}
