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

extension Balance {
  /// How it goes round, as a sentence: `You have hosted lately.` `me` is the user's id, `name` what others are called.
  public func observation(me: String?, name: (String) -> String) -> String {
    guard hasGoneRound else { return "It has not come round of late." }
    guard let carrier else { return "It goes round evenly." }
    let who = carrier == me ? "You have" : "\(name(carrier)) has"
    let howLong = band == .worthATalk ? "for a good while now" : "lately"
    return "\(who) \(Balance.deed(role)) \(howLong)."
  }

  /// What could come next, as a sentence: an invitation, never a claim.
  public func invitation(me: String?, name: (String) -> String) -> String {
    let other = invited.map { $0 == me ? "you" : name($0) } ?? "somebody else"
    switch band {
    case .even where !hasGoneRound:
      return "Whoever has it next may do it in their own way."
    case .even:
      return "Nothing to change; a thank-you to whoever has it next is always welcome."
    case .leaning:
      return "\(other.capitalizedFirst) could choose next."
    case .worthATalk:
      return """
        Worth a talk over something warm: what would make it lighter, and what would \(other) like to bring?
        """
    }
  }

  /// What somebody with a role has done: `hosted`; a role that nobody foresaw is one they have been.
  private static func deed(_ role: String) -> String {
    let deeds = [
      "host": "hosted", "planner": "planned", "listener": "listened", "cook": "cooked", "caller": "called",
      "speaker": "spoken first", "chooser": "chosen", "reader": "read", "driver": "driven", "asker": "asked",
      "organizer": "organized", "organiser": "organised",
    ]
    return deeds[role] ?? "been \(DisplayText.line(role))"
  }
}
