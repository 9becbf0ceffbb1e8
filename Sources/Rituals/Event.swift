import CivilTime

/// A fact in the history. It is appended once and never changed; what holds now is a fold over all of them.
public struct Event: Hashable, Sendable {
  public enum Fact: Hashable, Sendable {
    /// A ritual, or a new schedule of it, came under care: nothing before this instant is given.
    case adopted(schedule: String)
    /// A reminder was handed to the journal.
    case given(ReminderKind, attempt: Int)
    /// A channel could not carry a reminder.
    case failed(ReminderKind, channel: String, reason: String)
    /// A channel carried a reminder.
    case carried(ReminderKind, channel: String)
    case done
    case skipped
    /// The next reminder of the occurrence comes at `until`.
    case snoozed(until: Instant)
    /// The occurrence passed without a reminder or an answer; neutral.
    case lapsed(reason: String)
    /// The user asked for a reminder now.
    case asked
  }

  /// When it happened.
  public var at: Instant
  public var ritual: String
  /// The occurrence it is about; nil where it is about the ritual.
  public var occurrence: OccurrenceID?
  public var fact: Fact

  public init(at: Instant, ritual: String, occurrence: OccurrenceID? = nil, fact: Fact) {
    self.at = at
    self.ritual = ritual
    self.occurrence = occurrence
    self.fact = fact
  }
}
