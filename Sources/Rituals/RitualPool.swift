import Recurrence

/// What rituals have in common, kept once: equal rules and equal lists of people lie in one place, however many rituals
/// have them.
public struct RitualPool {
  private var forms: [String: Ritual] = [:]
  private var people: Set<[String]> = []

  /// A pool of nothing yet.
  public init() {}

  /// The same ritual, on storage that it shares with equal ones before it.
  public mutating func shared(_ ritual: Ritual) -> Ritual {
    var ritual = ritual
    if let known = forms[ritual.whenText], known.when == ritual.when {
      ritual.shareRule(of: known)
    } else {
      forms[ritual.whenText] = ritual
    }
    ritual.with = people.insert(ritual.with).memberAfterInsert
    return ritual
  }
}
