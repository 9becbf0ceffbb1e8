/// Stores equal rules, fingerprints, lists of people and lists of channels once.
public struct RitualPool {
  private var forms: [String: Ritual] = [:]
  private var people: Set<[String]> = []
  private var channels: Set<[Channel]> = []
  private var fingerprints: Set<Fingerprint> = []

  public init() {}

  /// The same ritual, sharing storage with equal ones before it.
  public mutating func shared(_ ritual: Ritual) -> Ritual {
    var ritual = ritual
    if let known = forms[ritual.whenText], ritual.form == known.form {
      ritual.form = known.form
      ritual.whenText = known.whenText
    } else {
      forms[ritual.whenText] = ritual
    }
    ritual.with = people.insert(ritual.with).memberAfterInsert
    ritual.via = channels.insert(ritual.via).memberAfterInsert
    return ritual
  }

  /// The same fingerprint, sharing storage with an equal one before it.
  public mutating func shared(_ fingerprint: Fingerprint) -> Fingerprint {
    fingerprints.insert(fingerprint).memberAfterInsert
  }
}
