import CivilTime
import Recurrence
import Rituals
import TestSupport
import Testing

@Suite("decks")
struct DeckTests {
  @Test(arguments: Deck.all)
  func `a deck is a handful of short questions, from light to what is taken along`(deck: Deck) {
    #expect((8...14).contains(deck.prompts.count))
    #expect(!deck.about.isEmpty)
    #expect(Set(deck.prompts.map(\.id)).count == deck.prompts.count)
    #expect(Set(deck.prompts.map(\.part)) == Set(Prompt.Part.allCases))
    let order = deck.prompts.map { Prompt.Part.allCases.firstIndex(of: $0.part) ?? -1 }
    #expect(order == order.sorted())
    for prompt in deck.prompts {
      #expect(prompt.text.count <= 115, "\(prompt.id)")
      #expect([".", "?", "\""].contains(prompt.text.suffix(1)), "\(prompt.id)")
    }
  }

  @Test func `no two decks share a name, and no two prompts of all decks`() {
    #expect(Set(Deck.all.map(\.id)).count == Deck.all.count)
    let prompts = Deck.all.flatMap(\.prompts)
    #expect(Set(prompts.map(\.id)).count == prompts.count)
    #expect(Set(prompts.map(\.text)).count == prompts.count)
  }

  @Test func `no prompt repeats before all others of its part were asked`() {
    let seed = UInt64.random(in: 0..<1 << 32)
    var random = SeededRandom(seed: seed)
    for _ in 0..<200 {
      let deck = Deck.all[Int.random(in: 0..<Deck.all.count, using: &random)]
      var asked: [String] = []
      for _ in 0..<12 {
        let chosen = deck.next(Int.random(in: 1...5, using: &random), after: asked)
        #expect(Set(chosen.map(\.id)).count == chosen.count, "seed \(seed)")
        for prompt in chosen {
          let part = deck.prompts.filter { $0.part == prompt.part }.map(\.id)
          // Of its part, only the others were asked since it was: it had its time longest ago.
          let since = asked.lastIndex(of: prompt.id).map { Set(asked[($0 + 1)...]) }
          if let since {
            let others = part.filter { $0 != prompt.id && !chosen.map(\.id).contains($0) }
            #expect(others.allSatisfy(since.contains), "seed \(seed), \(prompt.id)")
          }
        }
        asked += chosen.map(\.id)
      }
    }
  }

  @Test func `a talk begins light and ends with something to take along`() {
    for deck in Deck.all {
      let chosen = deck.next(4, after: [])
      #expect(chosen.map(\.part) == [.opening, .middle, .middle, .middle, .closing])
      #expect(deck.next(4, after: []) == chosen)
    }
  }

  @Test func `a changed deck remembers what was asked`() {
    var deck = Deck(id: "ours", title: "Ours", prompts: ["a", "b", "c"].map { Prompt(own: $0) })
    #expect(deck.next(2, after: []).map(\.text) == ["a", "b", Prompt.lastOne.text])
    deck.prompts.insert(Prompt(own: "new"), at: 0)
    #expect(deck.next(2, after: ["a", "b"]).dropLast().map(\.text) == ["new", "c"])
    deck.prompts.removeAll { $0.id == "c" }
    #expect(deck.next(2, after: ["a", "b", "new"]).dropLast().map(\.text) == ["a", "b"])
  }

  @Test func `a small deck asks what it has`() {
    let deck = Deck(id: "one", title: "One", prompts: [Prompt(own: "How are you?")])
    #expect(deck.next(5, after: ["How are you?"]).map(\.text) == ["How are you?", Prompt.lastOne.text])
    #expect(Deck(id: "none", title: "None", prompts: []).next(3, after: []) == [.lastOne])
  }

  @Test(arguments: [(nil, 3), (5, 1), (15, 2), (30, 5), (60, 11), (600, 12)] as [(Int?, Int)])
  func `a check-in has as many prompts as there is time for`(minutes: Int?, count: Int) {
    var ritual = Ritual(id: "a", title: "A", when: .cadence(.init(shortest: Span(days: 1))), whenText: "")
    ritual.duration = minutes.map { Span(seconds: $0 * 60) }
    #expect(ritual.promptCount == count)
  }

  @Test func `a deck of the config replaces a built-in one of the same name`() {
    var household = Household()
    #expect(household.deck("repair")?.title == "Repair")
    household.decks["repair"] = Deck(id: "repair", title: "Ours", prompts: [Prompt(own: "And now?")])
    #expect(household.deck("repair")?.title == "Ours")
    #expect(household.deckNames.count == Deck.all.count)
    #expect(household.deck("tarot") == nil)
  }
}
