import CivilTime
import Rituals

/// The future as it would come: the planner itself, run over time that has not passed yet.
///
/// Whatever a plan asks for is taken to happen at once. Nobody answers, so that all that would be asked again is seen;
/// or everybody does, right when an occurrence is due.
public struct Preview: Sendable {
  /// What is taken to become of the occurrences.
  public enum Answers: Sendable { case none, doneAtOnce }

  /// One reminder that would come.
  public struct Coming: Equatable, Sendable {
    /// When it would be delivered.
    public var at: Instant
    /// The reminder.
    public var reminder: Reminder
    /// The digest it would come in; nil where it comes on its own.
    public var digest: ReminderID?
  }

  /// The planner at the instant up to which it has come.
  public private(set) var planner: Planner
  private var now: Instant
  private let answers: Answers

  public init(_ planner: Planner, from now: Instant, answers: Answers = .none) {
    self.planner = planner
    self.now = now
    self.answers = answers
  }

  /// All reminders that would come up to an instant, in their order.
  public mutating func reminders(through end: Instant) -> [Coming] {
    var coming: [Coming] = []
    while now <= end {
      let plan = planner.plan(now: now)
      for reminder in plan.deliver { coming.append(Coming(at: now, reminder: reminder, digest: nil)) }
      for digest in plan.digests {
        coming += digest.members.map { Coming(at: now, reminder: $0, digest: digest.id) }
      }
      guard plan.hasWork else {
        guard let wakeAt = plan.wakeAt else { break }
        now = max(wakeAt, now.advanced(bySeconds: 1))
        continue
      }
      for event in plan.preparations(at: now) + plan.outcomes(at: now) + replies(to: plan) {
        planner.apply(event, number: 0)
      }
    }
    return coming
  }

  private func replies(to plan: Plan) -> [Event] {
    guard answers == .doneAtOnce else { return [] }
    let started = plan.reminders.map(\.id).filter { $0.kind.startsOccurrence }.map(\.occurrence)
    return (plan.begin + started).compactMap { occurrence in
      planner[occurrence.ritual].map {
        Event(at: now, occurrence: occurrence, fact: .done(on: $0.schedule.zone.local(at: now)))
      }
    }
  }
}
