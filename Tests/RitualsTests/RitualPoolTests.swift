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
    var shared = rituals
    for place in shared.indices { pool.share(&shared[place]) }
    #expect(shared == rituals)
    #expect(Set(rituals.map(RitualPoolTests.placeOfChannels)).count == rituals.count)
    #expect(Set(shared.map(RitualPoolTests.placeOfChannels)).count == 1)
    #expect(RitualPoolTests.placeOfPeople(shared[0]) == RitualPoolTests.placeOfPeople(shared[1]))
    #expect(RitualPoolTests.placeOfPeople(shared[0]) != RitualPoolTests.placeOfPeople(shared[2]))
  }
}
