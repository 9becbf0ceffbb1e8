/// What is wrong in a text that says when, and where: the one error of all readers in this module.
public struct TextFault: Error, Hashable, Sendable {
  /// The place, as UTF-8 offsets into the text; empty where something is missing.
  public var range: Range<Int>
  public var problem: Problem

  public init(_ problem: Problem, at range: Range<Int>) {
    self.problem = problem
    self.range = range
  }

  /// What can be wrong, as data; `TextFault+Prose.swift` turns it into words.
  public enum Problem: Hashable, Sendable {
    case empty
    /// A word that no rule knows here; `near` is the closest one known.
    case unknownWord(String, near: String?)
    /// RRULE text is not a rule; its words stand in `RuleProblem+Prose.swift`.
    case rule(RuleProblem)
  }
}
