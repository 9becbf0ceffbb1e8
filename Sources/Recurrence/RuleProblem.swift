/// What can be wrong in RRULE text, as data; `RuleProblem+Prose.swift` turns it into words.
public enum RuleProblem: Hashable, Sendable {
  /// FREQ is not there, and nothing works without it.
  case missingFrequency
}
