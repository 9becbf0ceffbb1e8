/// How evenly a role of a ritual has gone round lately. It has no numbers, so that none can be shown.
public struct Balance: Equatable, Sendable {
  /// How evenly it goes round.
  public enum Band: String, CaseIterable, Hashable, Sendable {
    case even, leaning
    case worthATalk = "worth a talk"
  }

  package var ritual: String
  /// Roles of different rituals are different care, so they are never added up.
  public var role: String
  /// How evenly it goes round.
  public var band: Band
  /// The id of whoever had it mostly; nil where it goes round evenly.
  public var carrier: String?
  /// The id of somebody who could choose next; nil where it goes round evenly, or where the others are away.
  public var invited: String?
  /// False where nobody has had it lately.
  public var hasGoneRound = true
}
