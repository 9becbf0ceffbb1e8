/// How a role of a ritual goes round of late: words, and nobody's numbers.
///
/// What is weighed on the way stays inside `RecentRhythm`: a result has no number in it, so that none can leave.
public struct Balance: Hashable, Sendable {
  /// How evenly it goes round.
  public enum Band: String, CaseIterable, Hashable, Sendable {
    case even, leaning
    case worthATalk = "worth a talk"
  }

  /// The ritual's id.
  public var ritual: String
  /// The role: roles of different rituals are unlike care, so they stand apart and are never added up.
  public var role: String
  /// How evenly it goes round.
  public var band: Band
  /// The id of whoever carried it of late; nil where it goes round evenly.
  public var carrier: String?
  /// The id of somebody who could choose next; nil where it goes round evenly, or where the others are away.
  public var invited: String?
  /// False where nobody has had it of late.
  public var hasGoneRound = true

  public init(ritual: String, role: String, band: Band, carrier: String? = nil, invited: String? = nil) {
    self.ritual = ritual
    self.role = role
    self.band = band
    self.carrier = carrier
    self.invited = invited
  }
}
