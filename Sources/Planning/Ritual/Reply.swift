import CivilTime
import Recurrence
import Rituals

/// What an answer comes to, with the ritual's other times and the quiet hours: what is recorded, and what is reported.
public struct Reply: Equatable, Sendable {
  /// What is recorded.
  public var event: Event
  /// What the answer would have run into; nil where it stands as it was said.
  public var clip: Clip?
  /// The occurrence with which it would pass, where it would stay unanswered; nil where none follows.
  public var next: Plan.Upcoming?
  /// The quiet that its reminder waits for; nil where it comes as it was said.
  public var hold: Hold?

  /// What was put off was put off too far: the next occurrence would have come first.
  public struct Clip: Equatable, Sendable {
    /// When it was wanted.
    public var wanted: Instant
    /// The occurrence that comes next, and when.
    public var next: Plan.Upcoming
  }

  /// Why an answer comes to nothing.
  public enum Fault: Error, Equatable {
    /// There is no such ritual.
    case unknown
    /// The moment has passed, or lies beyond the calendar.
    case passed, beyondCalendar
    /// It would be moved to the time that it has.
    case unmoved
    /// The occurrence is answered, or over: there is nothing to put off.
    case over
    /// It would take place before an earlier occurrence that has not come yet.
    case beforeEarlier(Plan.Upcoming)
  }
}

extension Reply {
  /// How long before the next occurrence the last moment is to which anything is put off, in seconds.
  static let room: Int64 = 3600

  /// The moment to which something is put off, clipped before what comes next: an hour before it at most, or halfway
  /// where less than two hours are left.
  public static func clip(_ wanted: Instant, before next: Instant, from now: Instant) -> Instant {
    let left = next.seconds - now.seconds
    let latest = left < 2 * room ? now.advanced(bySeconds: max(left, 0) / 2) : next.advanced(bySeconds: -room)
    return min(wanted, latest)
  }
}

extension Planner {
  /// What an answer to an occurrence comes to. Whatever has happened must have been applied before.
  ///
  /// What is put off or moved stays before the ritual's next occurrence (`Reply.clip`), with which it would pass.
  public func reply(to occurrence: OccurrenceID, _ answer: Answer, now: Instant) throws(Reply.Fault) -> Reply
  {
    guard let kept = self[occurrence.ritual] else { throw .unknown }
    let context = RitualContext(
      kept: kept, ledger: chronicle[occurrence.ritual], circumstances: circumstances, now: now)
    let occasion = context.occasion(asked: occurrence.start)
    func fact(_ fact: Event.Fact) -> Event { Event(at: now, occurrence: occurrence, fact: fact) }
    switch answer {
    case .done: return Reply(event: fact(.done(on: kept.schedule.zone.local(at: now))))
    case .skip: return Reply(event: fact(.skipped(on: kept.schedule.zone.local(at: now))))
    case .snooze(let moment):
      guard context.ledger[occurrence.start].isAnswerable else { throw .over }
      let wanted = try context.instant(of: moment ?? kept.ritual.usualLater, moving: nil)
      let (until, clip) = context.clipped(wanted, occasion)
      var reply = Reply(event: fact(.snoozed(until: until)), clip: clip, next: context.later(than: occasion))
      reply.hold = context.hold(.snooze(context.ledger[occurrence.start].snoozes + 1), occasion, at: until)
      return reply
    case .move(let moment):
      guard context.ledger[occurrence.start].isAnswerable else { throw .over }
      let wanted = try context.instant(of: moment, moving: occasion.slot.local)
      if let earlier = context.earlier(than: occasion, from: wanted) { throw .beforeEarlier(earlier) }
      let (instant, clip) = context.clipped(wanted, occasion)
      let local = kept.schedule.zone.local(at: instant)
      let floored = CivilDateTime(local.date, TimeOfDay(secondOfDay: local.time.secondOfDay / 60 * 60))
      // To the full minute, where that is still ahead.
      let wall = kept.schedule.zone.instant(of: floored) > now ? floored : local
      var reply = Reply(event: fact(.moved(to: wall)), clip: clip, next: context.later(than: occasion))
      if kept.ritual.remind.contains(.atStart) {
        reply.hold = context.hold(
          .moved(Int(context.ledger[occurrence.start].highestMove) + 1), occasion, at: instant)
      }
      return reply
    }
  }
}

extension RitualContext {
  fileprivate func instant(of moment: Moment, moving start: CivilDateTime?) throws(Reply.Fault) -> Instant {
    switch moment.outcome(from: now, zone: schedule.zone, usual: start?.time, moving: start) {
    case .at(let instant): return instant
    case .passed: throw .passed
    case .unmoved: throw .unmoved
    case .beyondCalendar: throw .beyondCalendar
    }
  }

  /// The quiet that a reminder would have to wait for.
  fileprivate func hold(_ kind: ReminderKind, _ occasion: Occasion, at wanted: Instant) -> Hold? {
    let (free, heldBy) = release(wanted)
    return heldBy.map {
      Hold(id: id(kind, of: occasion), delay: .quiet(person: $0.person, since: wanted), until: free)
    }
  }

  fileprivate func clipped(_ wanted: Instant, _ occasion: Occasion) -> (Instant, Reply.Clip?) {
    guard let next = later(than: occasion) else { return (wanted, nil) }
    let clipped = Reply.clip(wanted, before: next.instant, from: now)
    return (clipped, clipped < wanted ? Reply.Clip(wanted: wanted, next: next) : nil)
  }

  /// The occurrence with which another one would pass.
  fileprivate func later(than occasion: Occasion) -> Plan.Upcoming? {
    let own = schedule.zone.instant(of: occasion.start)
    // What comes after a cadence's next one hangs on what becomes of that.
    let follows = !schedule.isCadence || ledger.open == occasion.start
    let next = follows ? next(after: max(floor, now, own), last: last).map { Occasion($0) } : nil
    let moved = moved.first { $0.start > occasion.start && $0.slot.instant > now }
    return [next, moved].compactMap { $0 }.min { $0.slot.instant < $1.slot.instant }.map(upcoming)
  }

  /// The earlier occurrence that comes at an instant or after it: one that was moved before it would settle it.
  fileprivate func earlier(than occasion: Occasion, from wanted: Instant) -> Plan.Upcoming? {
    let first = schedule.isCadence ? nil : next(after: wanted.advanced(bySeconds: -1), last: nil)
    if let first, first.local < occasion.start { return upcoming(Occasion(first)) }
    return moved.first { $0.start < occasion.start && $0.slot.instant >= wanted }.map(upcoming)
  }

  private func upcoming(_ occasion: Occasion) -> Plan.Upcoming {
    Plan.Upcoming(occurrence: occurrence(occasion.start), instant: occasion.slot.instant)
  }
}
