import CivilTime
import Planning
import Rituals
import Wording

/// What a while of feeling stretched changes, ritual by ritual: the future with it beside the future without it.
struct StretchedChanges {
  /// The last day of it.
  let lastDay: CivilDate
  /// `Soup night: Jo is on as host on Thursday in your place.`
  private(set) var sentences: [String] = []

  /// How many times of a ritual are looked at.
  private static let ahead = 60

  /// For one that is under way.
  init(of me: String, in situation: Situation, during stretch: Stretch) {
    var without = situation.planner
    without.apply(Event(at: situation.now, person: me, fact: .stretched(until: situation.now)), number: 0)
    // As if it ended right now: what was put later stays so.
    self.init(me, in: situation, with: situation.planner, without: without, until: stretch.until)
  }

  /// For one that is about to begin.
  init(of me: String, in situation: Situation, saying event: Event, until: Instant) {
    var with = situation.planner
    with.apply(event, number: 0)
    self.init(me, in: situation, with: with, without: situation.planner, until: until)
  }

  /// From two futures, one with it and one without.
  private init(_ me: String, in situation: Situation, with: Planner, without: Planner, until: Instant) {
    let (now, zone) = (situation.now, situation.zone)
    lastDay = zone.local(at: until).date.advanced(byDays: -1)
    func day(_ one: Upcoming) -> String {
      DisplayText.onDay(zone.local(at: one.slot.instant).date, seenFrom: situation.today)
    }
    func upcoming(_ kept: ScheduledRitual, _ planner: Planner) -> [Upcoming] {
      kept.upcoming(
        after: now, ledger: planner.chronicle[kept.ritual.id],
        circumstances: planner.circumstances, count: StretchedChanges.ahead
      ).filter { $0.slot.instant < until || kept.schedule.isCadence }
    }
    var asksTwice = false
    for kept in with.rituals where !kept.ritual.isPaused {
      let title = DisplayText.line(kept.ritual.title)
      let (before, after) = (upcoming(kept, without), upcoming(kept, with))
      if kept.schedule.isCadence {
        if let early = before.first, let late = after.first, early.slot.instant < late.slot.instant {
          sentences.append("\(title) may wait: it comes \(day(late)).")
        }
      } else if let words = StretchedChanges.passedOn(me, before, after, name: situation.name, day: day) {
        sentences.append("\(title): \(words)")
      }
      if kept.ritual.nudge != nil { asksTwice = true }
    }
    if asksTwice { sentences.append("Nothing is asked twice.") }
    if sentences.isEmpty {
      sentences.append(
        "Nothing these days depends on you, or nobody else is free for it; take it slowly all the same.")
    }
  }

  /// `Jo is on as host on Thursday in your place, and so on.`
  private static func passedOn(
    _ me: String, _ before: [Upcoming], _ after: [Upcoming], name: (String) -> String,
    day: (Upcoming) -> String
  ) -> String? {
    var words: [String] = []
    for (old, new) in zip(before, after) where old.start == new.start {
      for holder in old.turn?.holders ?? [] where holder.person == me {
        guard let other = new.turn?.holder(of: holder.role)?.person, other != me else { continue }
        let role = RoleInWords(DisplayText.line(holder.role))
        words.append("\(name(other)) \(role.present) \(day(new)) in your place")
      }
    }
    guard let first = words.first else { return nil }
    return first + (words.count > 1 ? ", and it goes on like that." : ".")
  }
}
