import CivilTime
import Rituals
import Testing

@Suite("the notebook")
struct NotebookTests {
  private func notebook(_ facts: [NotebookEntry.Fact]) -> Notebook {
    var notebook = Notebook()
    for (place, fact) in facts.enumerated() {
      notebook.apply(NotebookEntry(number: place + 1, at: Instant(seconds: Int64(place)), fact: fact))
    }
    return notebook
  }

  private func coffee(_ day: Int) -> OccurrenceID {
    OccurrenceID(
      ritual: "coffee",
      start: CivilDateTime(
        CivilDate(dayNumber: 20_000 + day), TimeOfDay(secondOfDay: 36_000)))
  }

  @Test func `details never brought back come first, then those of longest ago`() {
    let noted: [NotebookEntry.Fact] = [
      .detail(person: "ana", text: "old"), .detail(person: "jo", text: "of Jo"),
      .detail(person: "ana", text: "new"),
    ]
    func ask(_ more: [NotebookEntry.Fact], _ occurrence: OccurrenceID?, _ people: [String] = ["ana"])
      -> String?
    {
      detailToAsk(notebook(noted + more).details, with: people, for: occurrence)?.text
    }
    #expect(ask([], coffee(0)) == "old")
    // The reminders of one occurrence all bring back the same.
    #expect(ask([.broughtBack(detail: 1, coffee(0))], coffee(0)) == "old")
    #expect(ask([.broughtBack(detail: 1, coffee(0))], coffee(1)) == "new")
    let both: [NotebookEntry.Fact] = [.broughtBack(detail: 1, coffee(0)), .broughtBack(detail: 3, coffee(1))]
    #expect(ask(both, coffee(2)) == "old")
    #expect(ask(both, nil) == "old")
    #expect(ask(both + [.broughtBack(detail: 1, coffee(2))], coffee(3)) == "new")
    // What is done is not asked about any more, even with the occurrence that brought it back.
    #expect(ask(both + [.detailDone(3)], coffee(1)) == "old")
    #expect(ask([.detailDone(1), .detailDone(3)], coffee(0)) == nil)
    #expect(ask([], coffee(0), ["jo", "kim"]) == "of Jo")
    #expect(ask([], coffee(0), []) == nil)
  }

  @Test func `a check-in has what was asked, passed over and felt`() {
    let held = notebook([
      .checkin(ritual: "talk", start: nil, deck: "repair", first: "jo"),
      .asked(checkin: 1, prompt: "repair/impact", words: "What did it do to you?", answer: "It hurt."),
      .asked(checkin: 1, prompt: "repair/sorry", words: "Sorry?", answer: nil),
      .felt(checkin: 1, [.draining]),
      .checkin(ritual: "other", start: nil, deck: "repair", first: nil),
      .asked(checkin: 5, prompt: "repair/ready", words: "Now?", answer: nil),
      // About lines that are not there.
      .asked(checkin: 99, prompt: "x", words: "x", answer: "x"), .felt(checkin: 99, [.supported]),
      .detailDone(99),
    ])
    #expect(held.checkins.count == 2)
    #expect(held.checkins[0].asked.map(\.answer) == ["It hurt.", nil])
    #expect(held.asked(in: "talk") == ["repair/impact", "repair/sorry"])
    #expect(held.asked(in: "other") == ["repair/ready"])
  }

  @Test func `draining is counted among the latest that were marked at all`() {
    func talk(_ number: Int, _ felt: [Feeling]) -> [NotebookEntry.Fact] {
      [.checkin(ritual: "talk", start: nil, deck: "repair", first: nil), .felt(checkin: number, felt)]
    }
    let held = notebook(
      talk(1, [.draining]) + talk(3, [.draining, .meaningful]) + talk(5, []) + talk(7, [.supported]))
    #expect(held.checkins.draining(in: "talk", ofLatest: 3).map(\.entry) == [1, 3])
    #expect(held.checkins.draining(in: "talk", ofLatest: 2).map(\.entry) == [3])
    #expect(held.checkins.draining(in: "talk", ofLatest: 1) == [])
    #expect(held.checkins.draining(in: "other", ofLatest: 3) == [])
  }

  @Test
  func
    `an appreciation reads back the wins since the last one, with these people or with nobody in particular`()
  {
    let wins = notebook([
      .win(with: ["ana"], text: "early"), .win(with: ["ana", "jo"], text: "both"),
      .win(with: [], text: "anybody"),
      .win(with: ["jo"], text: "of Jo"),
    ]).wins
    #expect(wins.toReadBack(with: ["ana"], since: Instant(seconds: 1)).map(\.text) == ["both", "anybody"])
    #expect(wins.toReadBack(with: [], since: nil).count == 4)
  }
}
