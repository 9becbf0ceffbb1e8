import Recurrence

/// Shared storage for what rituals have in common: equal rules, fingerprints, lists of people and of channels are stored once.
public struct RitualPool {
  private var forms: [String: Ritual] = [:]
  private var people: Set<[String]> = []
  private var channels: Set<[Channel]> = []
  private var fingerprints: [String: Fingerprint] = [:]

  public init() {}

  /// The same ritual, on storage that it shares with equal ones before it.
  public mutating func shared(_ ritual: Ritual) -> Ritual {
    var ritual = ritual
    if let known = forms[ritual.whenText], ritual.hasRule(of: known) {
      ritual.shareRule(of: known)
    } else {
      forms[ritual.whenText] = ritual
    }
    ritual.with = people.insert(ritual.with).memberAfterInsert
    ritual.via = channels.insert(ritual.via).memberAfterInsert
    return ritual
  }

  /// The same fingerprint, on storage that it shares with an equal one before it.
  public mutating func shared(_ fingerprint: Fingerprint) -> Fingerprint {
    if let known = fingerprints[fingerprint.text] { return known }
    fingerprints[fingerprint.text] = fingerprint
    return fingerprint
  }
}
