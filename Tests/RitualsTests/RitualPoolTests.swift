import Recurrence
import Rituals
import Testing

@Suite("What rituals have in common")
struct RitualPoolTests {
  private func ritual(_ id: String, _ when: String, with: [String]) throws -> Ritual {
    var ritual = Ritual(id: id, title: id, when: try .rule(when), whenText: when)
    ritual.with = with
    ritual.via = [.journal, .hook("phone")]
    return ritual
  }

  /// Where the rule is in memory.
  private static func placeOfRule(_ ritual: Ritual) throws -> ObjectIdentifier {
    ObjectIdentifier(try #require(Mirror(reflecting: ritual).descendant("form", "storage") as AnyObject?))
  }

  private static func placeOfPeople(_ ritual: Ritual) -> UnsafePointer<String>? {
    ritual.with.withUnsafeBufferPointer(\.baseAddress)
  }

  private static func placeOfChannels(_ ritual: Ritual) -> UnsafePointer<Channel>? {
    ritual.via.withUnsafeBufferPointer(\.baseAddress)
  }

  @Test("sharing changes nothing about a ritual")
  func same() throws {
    var pool = RitualPool()
    let rituals = [
      try ritual("a", "DAILY;BYHOUR=10", with: ["ana"]),
      try ritual("b", "DAILY;BYHOUR=10", with: ["ana"]),
      try ritual("c", "DAILY;BYHOUR=11", with: ["jo", "ana"]),
      try ritual("d", "DAILY;BYHOUR=10", with: []),
    ]
    #expect(try Set(rituals.map(RitualPoolTests.placeOfRule)).count == rituals.count)
    let shared = rituals.map { ritual in
      pool.shared(ritual, like: rituals.first { $0.whenText == ritual.whenText })
    }
    #expect(shared == rituals)
    #expect(Set(rituals.map(RitualPoolTests.placeOfChannels)).count == rituals.count)
    #expect(Set(shared.map(RitualPoolTests.placeOfChannels)).count == 1)
    let rules = try shared.map(RitualPoolTests.placeOfRule)
    #expect(rules[0] == rules[1] && rules[1] == rules[3] && rules[0] != rules[2])
    #expect(RitualPoolTests.placeOfPeople(shared[0]) == RitualPoolTests.placeOfPeople(shared[1]))
    #expect(RitualPoolTests.placeOfPeople(shared[0]) != RitualPoolTests.placeOfPeople(shared[2]))
    // The same words may mean another rule in another config: a rule is shared with an equal one alone.
    var other = try ritual("e", "DAILY;BYHOUR=12", with: ["ana"])
    other.whenText = "DAILY;BYHOUR=10"
    let kept = pool.shared(other, like: rituals[0])
    #expect(kept == other)
    #expect(try RitualPoolTests.placeOfRule(kept) == RitualPoolTests.placeOfRule(other))
  }
}
