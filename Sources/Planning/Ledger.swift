import CivilTime
import Rituals

/// What the history knows of one ritual, folded down to what planning needs.
public struct Ledger: Hashable, Sendable {
  /// Nothing before this instant is given: the ritual, or its present schedule, came under care then. Nil for a ritual
  /// that the history has never seen.
  public var adoptedAt: Instant?
  /// The schedule that was adopted (`Adoption.fingerprint`).
  public var schedule: String?
  /// The start of the latest occurrence that was given as due, or lapsed.
  public var settledThrough: Slot?
  /// Reminders already intended or given, of `settledThrough` and of what comes after it.
  public var given: Set<ReminderID> = []
  /// The latest occurrence that was given as due and has no answer.
  public var open: OccurrenceID?
  /// When the next reminder of the open occurrence comes, and the number of snoozes so far.
  public var snooze: Snooze?
  /// The wall time of the latest time done or skipped, for a cadence.
  public var lastTime: CivilDateTime?
  /// Occurrences answered before they were due.
  public var answered: Set<OccurrenceID> = []
  /// Requests of `kin remind` that are not carried out: the event's number and the occurrence, nil for the next.
  public var asked: [Asked] = []

  public init() {}

  public struct Slot: Hashable, Sendable {
    public var local: CivilDateTime
    public var instant: Instant

    public init(local: CivilDateTime, instant: Instant) {
      self.local = local
      self.instant = instant
    }
  }

  public struct Snooze: Hashable, Sendable {
    public var occurrence: OccurrenceID
    public var until: Instant
    public var count: Int

    public init(occurrence: OccurrenceID, until: Instant, count: Int) {
      self.occurrence = occurrence
      self.until = until
      self.count = count
    }
  }

  public struct Asked: Hashable, Sendable {
    public var number: Int64
    public var occurrence: OccurrenceID?

    public init(number: Int64, occurrence: OccurrenceID? = nil) {
      self.number = number
      self.occurrence = occurrence
    }
  }
}
