import CivilTime
import Clock
import JSONText
import Rituals
import TestSupport
import Testing

@Suite("kin preview")
struct PreviewTests {
  private let friday = "2026-11-20T09:00"

  /// Quiet nights, three reminders a day, and rituals that meet both.
  private let home = Home(
    """
    { "id": "tea", "title": "Tea", "when": "every day at 7:00" },
    { "id": "walk", "title": "Walk", "when": "every day at 7:30" },
    { "id": "coffee-ana", "title": "Coffee with Ana", "with": ["ana"], "when": "every saturday at 10:00",
      "remind": ["1 day before", "at start"], "turns": { "roles": ["host"], "order": ["sam", "ana"] } },
    { "id": "check-in", "title": "How is it really?", "when": "every friday at 18:00", "private": true,
      "nudge": { "every": "1 day", "times": 1 } }
    """,
    more: Home.people + #""quietHours": [{ "from": "22:00", "to": "08:00" }], "budget": { "perDay": 3 },"#)

  @Test func `by the day, with what waits, what comes as one, and what is asked again`() throws {
    let ran = try home.kin("preview", "--days", "2", "--at", friday)
    #expect((ran.status, ran.error) == (0, ""))
    #expect(
      ran.output == """
        Today
          10:00  lead    Coffee with Ana    for tomorrow 10:00 · host: Sam
          18:00  due     How is it really?  every friday at 18:00

        Tomorrow
          08:00  digest  as one message:
                   due   Tea                waited from 07:00: your quiet hours · every day at 7:00
                   due   Walk               waited from 07:30: your quiet hours · every day at 7:30
          10:00  due     Coffee with Ana    every saturday at 10:00 · host: Sam
          18:00  nudge   How is it really?  open since yesterday 18:00, asked a last time

        Sunday, 22 November
          08:00  digest  as one message:
                   due   Tea                waited from 07:00: your quiet hours · every day at 7:00
                   due   Walk               waited from 07:30: your quiet hours · every day at 7:30

        If nobody answers; --answered marks each as done.

        """)
  }

  @Test func `as JSON, an array with just these keys`() throws {
    let json = try home.kin("preview", "--days", "2", "--json", "--at", friday).json
    #expect(
      json.elements.allSatisfy {
        $0.members.map(\.name) == [
          "at", "utc", "kind", "ritual", "occurrence", "title", "due", "roles", "reason", "digest",
        ]
      })
    #expect(
      json.elements.map { $0["kind"]?.string } == ["lead", "due", "due", "due", "due", "nudge", "due", "due"])
    #expect(json[0]?["roles"]?["host"]?.string == "sam")
    #expect(json[0]?["at"]?.string == "2026-11-20T10:00:00")
    #expect(json[0]?["utc"]?.string == "2026-11-20T09:00:00Z")
    #expect(json[0]?["digest"]?.isNull == true)
    #expect(json[2]?["due"]?.string == "2026-11-21T07:00:00")
    #expect(json[2]?["digest"]?.string == json[3]?["digest"]?.string)
    #expect(
      json[2]?["reason"]?.string
        == "it is time: every day at 7:00; its time was 2026-11-21 07:00, and it waited: your quiet hours")
  }

  @Test func `answered at once, nothing is asked again, and only what is named is shown`() throws {
    let ran = try home.kin("preview", "check-in", "coffee-ana", "--answered", "--days", "2", "--at", friday)
    #expect(!ran.output.contains("nudge"))
    #expect(!ran.output.contains("Tea"))
    #expect(ran.lines.last == "If each time is done when it is due.")
    #expect(
      try home.kin("preview", "cofee-ana", "--at", friday).error.contains("did you mean \"coffee-ana\"?"))
  }

  @Test(arguments: ["1900-01-01T00:00", "1582-10-14T12:00", "9999-12-30T12:00", "9000-02-28T23:59:59Z"])
  func `any time will do`(time: String) throws {
    let ran = try home.kin("preview", "--json", "--days", "3", "--at", time)
    #expect(ran.status == 0)
    #expect(try ran.json.count > 0)
  }

  @Test func `what lies ahead of the clock is lived through to, and nothing counts as missed`() throws {
    let home = Home(#"{ "id": "tea", "title": "Tea", "when": "every day at 16:00" }"#)
    try home.remember(
      Event(at: at("2026-11-01T12:00"), ritual: "tea", fact: .adopted(schedule: "every day at 16:00")))
    let soon = systemZone("Europe/Berlin").local(at: WallClock.now().advanced(bySeconds: 40 * 86_400))
      .shortDescription
    let json = try home.kin("preview", "--json", "--days", "1", "--at", soon).json
    #expect(json.count == 1)
    #expect(json[0]?["reason"]?.string == "it is time: every day at 16:00")
  }

  @Test func `who is away then is named`() throws {
    let home = Home(
      #"{ "id": "tea", "title": "Tea", "with": ["ana"], "when": "every day at 16:00" }"#,
      more:
        #""people": { "ana": { "name": "Ana", "away": [{ "from": "2026-11-21", "to": "2026-11-21" }] } },"#)
    let ran = try home.kin("preview", "--days", "2", "--at", friday)
    #expect(
      ran.lines.filter { $0.hasPrefix("16:00") } == [
        "16:00  due  Tea  every day at 16:00", "16:00  due  Tea  every day at 16:00 · Ana is away",
      ])
  }

  @Test func `days are a number of days`() throws {
    #expect(try home.kin("preview", "--days", "0").status == 64)
    let none = Home(#"{ "id": "a", "title": "A", "when": "once on 2020-01-01" }"#)
    let ran = try none.kin("preview", "--at", friday)
    #expect((ran.output, ran.error) == ("", "kin: no reminder comes within 30 days\n"))
  }
}
