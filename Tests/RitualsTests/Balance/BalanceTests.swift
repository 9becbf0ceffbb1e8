import CivilTime
import Testing

@testable import Rituals

@Suite("balance")
struct BalanceTests {
  private let people = ["sam": Person(id: "sam", name: "Sam"), "ana": Person(id: "ana", name: "Ana")]
  private let today = CivilDate("2026-11-20")!

  /// A ritual every seventh day up to today, whose host each time is by `order`; nil was not done.
  private func balance(
    _ hosts: [String?], order: [String] = ["sam", "ana"], every days: Int = 7,
    swapped: Set<Int> = [], away: [Int: String] = [:]
  ) -> Balance {
    var ritual = Ritual(id: "soup", title: "Soup", when: .once(today, nil), whenText: "once")
    ritual.turns = Turns(roles: ["host"], order: order)
    var people = people
    var times: [CarriedTime] = []
    for (index, host) in hosts.enumerated() {
      let date = today.advanced(byDays: -days * (hosts.count - 1 - index))
      let start = CivilDateTime(date, TimeOfDay(secondOfDay: 18 * 3600))
      let at = Instant(seconds: start.localSeconds)
      if let gone = away[index] { people[gone]?.away.append(Absence(from: date, to: date)) }
      guard let host else { continue }
      times.append(
        CarriedTime(
          turn: Turn(occurrence: start, holders: [RoleHolder(role: "host", person: host)]), doneAt: at,
          swapped: swapped.contains(index) ? ["host"] : []))
    }
    let now = Instant(seconds: CivilDateTime(today, .midnight).localSeconds + 86_399)
    return RecentRhythm.balance(of: ritual, times: times, people: people, now: now, today: today)[0]
  }

  private let alternating: [String?] = (0..<12).map { $0 % 2 == 0 ? "sam" : "ana" }

  @Test func `taking turns is even`() {
    #expect(balance(alternating).band == .even)
    #expect(balance([]).band == .even)
    #expect(balance(["sam", "ana", "sam"], every: 30).band == .even)
  }

  @Test func `somebody who hosts for weeks leans, then is worth a talk, and the other is invited`() {
    let leaning = balance(alternating.map { $0 ?? "" } + ["sam", "sam", "sam", "sam", "sam", "sam"])
    #expect(leaning.band == .leaning)
    #expect(leaning.carrier == "sam" && leaning.invited == "ana")
    #expect(balance(Array(repeating: "sam", count: 10)).band == .worthATalk)
  }

  @Test func `what is long past no longer counts`() {
    let old = Array(repeating: "sam" as String?, count: 10) + Array(repeating: nil, count: 18)
    #expect(balance(old).band == .even)
  }

  @Test func `one skip, swap or absence never moves a band`() {
    for index in alternating.indices {
      var skipped = alternating
      skipped[index] = nil
      #expect(balance(skipped).band == .even)
      var swapped = alternating
      swapped[index] = "sam"
      #expect(balance(swapped, swapped: [index]).band == .even)
    }
  }

  @Test func `a long absence counts against nobody`() {
    let hosts: [String?] = Array(repeating: "sam", count: 10)
    let away = Dictionary(uniqueKeysWithValues: hosts.indices.map { ($0, "ana") })
    #expect(balance(hosts, away: away).band == .even)
  }

  @Test func `what the order agrees on is even`() {
    let hosts: [String?] = (0..<12).map { $0 % 3 == 2 ? "ana" : "sam" }
    #expect(balance(hosts, order: ["sam", "sam", "ana"]).band == .even)
  }

  @Test func `no result has a number in it`() {
    for hosts in [alternating, Array(repeating: "sam", count: 10)] {
      let result = balance(hosts)
      #expect(!"\(result)".contains { $0.isNumber })
      for child in Mirror(reflecting: result).children {
        let isWord = child.value is String || child.value is String? || child.value is Balance.Band
        #expect(isWord || child.value is Bool)
      }
    }
  }
}
