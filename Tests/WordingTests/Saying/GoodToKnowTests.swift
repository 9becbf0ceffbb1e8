import CivilTime
import Recurrence
import Rituals
import TestSupport
import Testing
import Wording

@Suite("good to know about somebody")
struct GoodToKnowTests {
  private func ana(_ boundaries: [String], _ appreciates: [String]) -> Person {
    var ana = Person(id: "ana", name: "Ana")
    ana.boundaries = boundaries
    ana.appreciates = appreciates
    return ana
  }

  @Test func `one boundary and one thing they like, or nothing`() {
    let full = ana(["no calls after nine", "no advice"], ["voice messages"])
    #expect(full.goodToKnow(0) == "no calls after nine · likes voice messages")
    #expect(full.goodToKnow(1) == "no advice · likes voice messages")
    #expect(full.goodToKnow(-1) == full.goodToKnow(1))
    #expect(ana([], ["a real call,\nnot a text"]).goodToKnow(7) == "likes a real call, not a text")
    #expect(ana(["no advice"], []).goodToKnow(3) == "no advice")
    #expect(ana([], []).goodToKnow(0) == nil)
  }

  @Test(arguments: [
    "every day at 9:00", "every saturday at 10:00", "every 2 weeks on saturday at 10:00",
    "every first saturday at 10:00", "every month on the last day", "every 3 months on the first sunday",
    "every year on 14 march at 9:00",
  ])
  func `each occurrence has the number after the last one, so that everything has its turn`(when: String)
    throws
  {
    var ritual = Ritual(id: "a", title: "A", when: try Phrase.parse(when), whenText: when)
    ritual.starting = LocalPoint(CivilDate("2026-01-03")!)
    let berlin = systemZone("Europe/Berlin")
    let schedule = Schedule(ritual, zone: berlin)
    var cursor = berlin.instant(of: CivilDateTime("2027-01-05T00:00")!)
    var numbers: [Int] = []
    for _ in 0..<20 {
      let next = try #require(schedule.next(after: cursor))
      numbers.append(schedule.number(of: next.local))
      cursor = next.instant
    }
    #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 }, "\(numbers)")
  }

  @Test func `an uneven rhythm still shows everything in turn`() throws {
    for when in [
      "every saturday and sunday", "10 days to 3 weeks after last time", "every 2h after last time",
    ] {
      guard let form = try? Phrase.parse(when) else { continue }
      let schedule = Schedule(Ritual(id: "a", title: "A", when: form, whenText: when), zone: .utc)
      var cursor = Zone.utc.instant(of: CivilDateTime("2026-01-05T00:00")!)
      var seen: Set<Int> = []
      for _ in 0..<60 {
        guard let next = schedule.next(after: cursor, last: Zone.utc.local(at: cursor)) else { break }
        seen.insert(schedule.number(of: next.local) % 3)
        cursor = next.instant
      }
      #expect(seen == [0, 1, 2], "\(when)")
    }
  }
}
