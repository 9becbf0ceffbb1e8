import CivilTime

/// Why an occurrence passed without an answer, or without a reminder of its own.
public enum LapseReason: Hashable, Sendable {
  /// A later occurrence of the same ritual was due before a reminder could be delivered.
  case laterOneDue
  /// The next occurrence is due and this one has no answer.
  case nextOneDue
  /// It was missed, and the ritual's `missed` delivers nothing older than this; nil where it delivers nothing at all.
  case tooLate(Span?)
  /// It was open for as long as its ritual allows.
  case openLongEnough(Span)
  /// A sentence that an earlier version recorded.
  case recorded(String)
}
