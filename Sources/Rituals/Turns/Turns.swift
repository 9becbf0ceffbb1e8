import CivilTime

/// The settings of a ritual's turns: who does what, and how it moves on.
public struct Turns: Equatable, Sendable {
  /// What moves the turn on.
  public enum Advance: String, CaseIterable, Hashable, Sendable {
    case byDate = "by date"
    case whenDone = "when done"
  }
  /// Who is next.
  public enum Choice: String, CaseIterable, Hashable, Sendable {
    case inOrder = "in order"
    case leastRecent = "least recent"
  }

  /// What there is to do: `host`, `planner`, `listener`.
  public var roles: [String]
  /// The ids of the people in their order; a name twice carries double weight.
  public var order: [String]
  package var advance: Advance = .byDate
  package var choose: Choice = .inOrder
  /// How often in a row the same person may have it before the reminder offers a pause or a share.
  public var atMost: Int?
  /// The length of a turn period, in whole days or whole months; nil where a turn is one occurrence.
  public var every: Span?
  /// When to remind whoever takes over, relative to the first occurrence of the turn.
  public var handoff: [ReminderTime] = []

  public init(roles: [String], order: [String]) { (self.roles, self.order) = (roles, order) }
}
