/// Stores equal rules, lists of people and lists of channels once.
public struct RitualPool {
  private var people: Set<[String]> = []
  private var channels: Set<[Channel]> = []
  /// What most rituals have is what the one before has: comparing is cheaper than looking up.
  private var lastPeople: [String] = []
  private var lastChannels: [Channel] = []

  public init() {}

  /// The same ritual, sharing storage with others; its rule with one that says the same, if it is equal.
  public mutating func shared(_ ritual: Ritual, like known: Ritual?) -> Ritual {
    var ritual = ritual
    if let known, ritual.form == known.form, ritual.whenText == known.whenText {
      ritual.form = known.form
      ritual.whenText = known.whenText
    }
    if ritual.with != lastPeople { lastPeople = people.insert(ritual.with).memberAfterInsert }
    ritual.with = lastPeople
    if ritual.via != lastChannels { lastChannels = channels.insert(ritual.via).memberAfterInsert }
    ritual.via = lastChannels
    return ritual
  }
}

extension Ritual {
  /// Whether everything that decides when reminders come is the same for both.
  package func isTimed(like other: Ritual) -> Bool {
    form == other.form && whenText == other.whenText && extras == other.extras && remind == other.remind
      && isPaused == other.isPaused
  }
}
