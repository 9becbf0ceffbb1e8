import CivilTime
import Recurrence
import Rituals
import TestSupport
import Testing
import Wording

@testable import Commands

@Suite("a check-in as a page")
struct CheckinPageTests {
  private let page = CheckinPage(
    introduction: ["How is it really?  with Jo", "", "Jo asked for: no advice"],
    prompts: Deck.all[0].next(3, after: []))

  @Test func `a page that nobody wrote on says nothing`() {
    let (answers, felt) = page.read(page.text)
    #expect(answers == [nil, nil, nil, nil])
    #expect(felt == "")
  }

  @Test func `whatever is written is kept, wherever it stands`() {
    let seed = UInt64.random(in: 0..<1 << 32)
    var random = SeededRandom(seed: seed)
    let ours = page.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<300 {
      var lines = ours
      var written: [String] = []
      for count in 0..<Int.random(in: 1...8, using: &random) {
        let line = ["# ", "## 9. ", "", "  - ", "## How "].randomElement(using: &random)! + "word\(count)"
        written.append(line)
        lines.insert(line, at: Int.random(in: 0...lines.count, using: &random))
      }
      // Some of our own lines may be gone, too.
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        let place = Int.random(in: 0..<lines.count, using: &random)
        if !written.contains(lines[place]) { lines.remove(at: place) }
      }
      let end = ["\n", "\r\n"].randomElement(using: &random)!
      let (answers, felt) = page.read(lines.joined(separator: end))
      let kept = (answers.compactMap { $0 } + [felt]).joined(separator: "\n")
      for line in written { #expect(kept.contains(line), "seed \(seed)") }
      for line in ours where line.count > 2 { #expect(!kept.contains(line), "seed \(seed)") }
    }
  }

  @Test(
    arguments: [
      (1800, "about 30 minutes left"), (1000, "about 15 minutes left"), (200, "a few minutes left"),
      (0, "a few minutes left"), (7200, "there is plenty of time"),
    ] as [(Int64, String)])
  func `the time left is said in round words`(seconds: Int64, words: String) {
    #expect(TimeLeft.words(seconds) == words)
  }

  @Test func `when the time is over nobody is cut off`() {
    #expect(TimeLeft.words(-1).contains("go on as long as it does you good"))
  }

  @Test func `without "me" in the config, you are the user`() {
    var plan = CheckinPlan.speakers(of: ritual(with: ["ana"]), me: nil, on: nil, last: nil)
    #expect(plan == ["", "ana"])
    plan = CheckinPlan.speakers(of: ritual(with: []), me: "sam", on: nil, last: nil)
    #expect(plan == [])
  }

  @Test func `whose turn it is to speak begins, and whose it is to listen does not`() throws {
    func begins(_ holders: [RoleHolder]) -> String? {
      let turn = Turn(occurrence: CivilDateTime(localSeconds: 0), holders: holders)
      return CheckinPlan.speakers(of: ritual(with: ["ana", "jo"]), me: "sam", on: turn, last: nil).first
    }
    #expect(begins([RoleHolder(role: "host", person: "jo")]) == "jo")
    #expect(begins([RoleHolder(role: "listener", person: "ana")]) == "jo")
    #expect(
      begins([RoleHolder(role: "listener", person: "sam"), RoleHolder(role: "speaker", person: "jo")]) == "jo"
    )
    #expect(begins([RoleHolder(role: "host", person: nil)]) == "sam")
  }

  private func ritual(with people: [String]) -> Ritual {
    var ritual = Ritual(id: "a", title: "A", when: .cadence(.init(shortest: .init(days: 1))), whenText: "")
    ritual.with = people
    return ritual
  }
}
