import Recurrence
import Rituals
import Testing

@Suite("What rituals have in common")
struct RitualPoolTests {
  private func ritual(_ id: String, _ when: String, with: [String]) throws -> Ritual {
    var ritual = Ritual(id: id, title: id, when: try Phrase.parse(when), whenText: when)
    ritual.with = with
    return ritual
  }

  @Test("sharing changes nothing that a ritual says")
  func same() throws {
    var pool = RitualPool()
    let rituals = [
      try ritual("a", "every day at 10:00", with: ["ana"]),
      try ritual("b", "every day at 10:00", with: ["ana"]),
      try ritual("c", "every day at 11:00", with: ["jo", "ana"]),
      try ritual("d", "every day at 10:00", with: []),
    ]
    #expect(rituals.map { pool.shared($0) } == rituals)
    // The same words may mean another rule in another config: a rule is shared with an equal one alone.
    var other = try ritual("e", "every day at 12:00", with: ["ana"])
    other.whenText = "every day at 10:00"
    #expect(pool.shared(other) == other)
  }
}
