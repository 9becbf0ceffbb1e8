/// What is wrong in an RRULE or in a calendar expression, and where.
public struct ExpressionFault: Error, Hashable, Sendable {
  /// The place, as UTF-8 offsets into the text; empty where something is missing.
  public var range: Range<Int>
  /// What is wrong there.
  public var problem: Problem

  public init(_ problem: Problem, at range: Range<Int>) {
    self.problem = problem
    self.range = range
  }

  /// What can be wrong, as data.
  public enum Problem: Hashable, Sendable {
    case empty
    /// The text is no rule of RFC 5545.
    case rule(RuleProblem)
    /// The text is no calendar expression of systemd.time(7).
    case calendar(CalendarProblem)
  }
}

extension ExpressionFault {
  /// What is wrong, in lower case.
  public var message: String {
    switch problem {
    case .empty: "nothing is said"
    case .rule(let problem): problem.message
    case .calendar(let problem): problem.message
    }
  }

  /// What to write instead, where that is known.
  public var suggestion: String? {
    switch problem {
    case .empty: nil
    case .rule(let problem): problem.suggestion
    case .calendar(let problem): problem.suggestion
    }
  }
}
