import Rituals

extension Balance {
  /// How it goes round, as a sentence: `You have hosted lately.` `me` is the user's id, `name` what others are called.
  public func observation(me: String?, name: (String) -> String) -> String {
    guard hasGoneRound else { return "Nothing noted lately." }
    guard let carrier else { return "It goes round evenly." }
    let who = carrier == me ? "You have" : "\(name(carrier)) has"
    let howLong = band == .worthATalk ? "for a good while now" : "lately"
    return "\(who) \(Balance.deed(role)) \(howLong)."
  }

  /// What could come next, as a sentence: an invitation, never a claim.
  public func invitation(me: String?, name: (String) -> String) -> String {
    let other = invited.map { $0 == me ? "you" : name($0) } ?? "somebody else"
    switch band {
    case .even where !hasGoneRound: return "Whoever has it next may do it in their own way."
    case .even: return "Nothing to change; a thank-you to whoever has it next is always welcome."
    case .leaning: return "\(other.capitalizedFirst) could choose next."
    case .worthATalk:
      let question = "what would make it lighter, and what would \(other) like to bring?"
      return "Worth a talk over something warm: " + question
    }
  }

  /// What the holder of a role has done: `hosted`; for roles without a verb here, `been scribe` or `had the bins`.
  private static func deed(_ role: String) -> String {
    let deeds = [
      "host": "hosted", "planner": "planned", "listener": "listened", "cook": "cooked", "caller": "called",
      "speaker": "spoken first", "chooser": "chosen", "reader": "read", "driver": "driven", "asker": "asked",
      "organizer": "organized", "organiser": "organised",
    ]
    return deeds[role] ?? RoleInWords(DisplayText.line(role)).perfect
  }
}
