extension RuleProblem {
  /// What is wrong, in lower case.
  public var message: String { "" }

  /// What to write instead, where that is known.
  public var suggestion: String? { nil }
}
