/// Stores equal lists of people and lists of channels once.
public struct RitualPool: Sendable {
  private var people: Set<[String]> = []
  private var channels: Set<[Channel]> = []
  /// What most rituals have is what the one before has: comparing is cheaper than looking up.
  private var lastPeople: [String] = []
  private var lastChannels: [Channel] = []

  public init() {}

  /// Has a ritual share its lists with others.
  public mutating func share(_ ritual: inout Ritual) {
    if ritual.with != lastPeople { lastPeople = people.insert(ritual.with).memberAfterInsert }
    ritual.with = lastPeople
    if ritual.via != lastChannels { lastChannels = channels.insert(ritual.via).memberAfterInsert }
    ritual.via = lastChannels
  }
}

extension Ritual {
  /// Whether everything that decides when reminders come is the same for both.
  package func isTimed(like other: Ritual) -> Bool {
    said == other.said && facts.value.extras == other.facts.value.extras && remind == other.remind
      && isPaused == other.isPaused
  }
}
