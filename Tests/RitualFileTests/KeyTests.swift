import JSONText
import Recurrence
import Rituals
import Testing
import Wording

@testable import RitualFile

@Suite("the declarations of the keys")
struct KeyTests {
  /// A good ritual with one key more, in a config where everybody and everything it names exists.
  private func config(_ key: ConfigKey? = nil, _ value: JSON? = nil) -> JSON {
    let needed: JSON = ["id": "a", "title": "A", "when": "every day at 9:00"]
    let ritual = key.map { needed.without($0.name).adding($0.name, value ?? $0.example) } ?? needed
    return [
      "people": ["sam": ["name": "Sam"], "ana": ["name": "Ana"]],
      "hooks": ["phone": ["run": ["ntfy"]]], "rituals": [ritual],
    ]
  }

  private func ritual(_ config: JSON) throws -> Ritual {
    let reading = RitualFile.read(config.utf8(), file: "config.json", zones: SmallWorld())
    return try #require(reading.household?.rituals.first, "\(reading.diagnostics)")
  }

  @Test func `every name is declared once, in the same order`() {
    #expect(ritualSection.keys.map(\.facts.name) == RitualKey.allCases.map(\.rawValue))
    #expect(householdSection.keys.map(\.facts.name) == HouseholdKey.allCases.map(\.rawValue))
  }

  @Test(arguments: ritualSection.keys.map(\.facts.name))
  func `what is read from a ritual's key is written, and reads back the same`(name: String) throws {
    let key = try #require(ritualSection.keys.first { $0.facts.name == name }).facts
    let read = try ritual(config(key))
    let written = RitualFile.json(of: read)
    var again = config()
    again = again.without("rituals").adding("rituals", [written])
    #expect(try ritual(again) == read)
    // Written as the example has it, up to the words of a time.
    let value = written.member(name)
    #expect(value != nil, "\(written.text())")
    #expect(RitualFile.json(of: try ritual(again)) == written)
  }

  @Test func `every form of a when is written as it was read`() throws {
    let forms: [JSON] = [
      "every first saturday at 10:00", ["rrule": "FREQ=MONTHLY;BYDAY=1SA", "start": "2026-01-03T10:00"],
      ["onCalendar": "Sat *-*-1..7 10:00"], ["onCalendar": "10:00 America/Lima"],
      "once on 2027-01-01 at 9:00",
    ]
    let when = try #require(ritualSection.keys.first { $0.facts.name == "when" }).facts
    for form in forms {
      let written = RitualFile.json(of: try ritual(config(when, form)))
      #expect(
        written == [
          "id": "a", "title": "A", "when": form, "remind": ["at start"],
          "via": ["journal", "desktop"],
        ])
    }
  }

  @Test func `a whole config is written and reads back the same`() throws {
    let first = RitualFile.read(Array(everyKey.utf8), file: "c", zones: SmallWorld())
    var household = try #require(first.household)
    // The defaults are part of each ritual by now.
    household.birthdays.urgency = .normal
    let written = householdSection.write(household)
    let second = RitualFile.read(written.utf8(.pretty), file: "c", zones: SmallWorld())
    #expect(second.diagnostics.map(\.description) == [])
    #expect(second.household == household)
    let keys = Set(HouseholdKey.allCases.map(\.rawValue)).subtracting(["$schema", "defaults"])
    #expect(Set(written.names) == keys)
  }

  @Test(arguments: ritualSection.keys.map(\.facts.name))
  func `a key changes the fingerprint exactly if it decides when`(name: String) throws {
    let key = try #require(ritualSection.keys.first { $0.facts.name == name })
    // A start alone changes nothing that is said; the others' examples differ from what applies anyway.
    let (plain, other) = (try ritual(config()), try ritual(config(key.facts)))
    let before = RitualFile.fingerprint(of: plain)
    let after = RitualFile.fingerprint(of: other)
    if before != after {
      #expect(!plain.isTimed(like: other), "what is compiled for one would be used for both")
    }
    #expect((before != after) == (key.timing != nil))
    #expect((before.mark != after.mark) == (key.timing != nil))
  }

  @Test func `each stored property of a ritual is reached by a key`() throws {
    // Only the program itself sets these, for birthdays.
    let ownMade: Set<String> = ["birthdayOf", "openFor"]
    let plain = properties(of: try ritual(config()))
    var reached: Set<String> = []
    for key in ritualSection.keys {
      let value: JSON? = key.facts.name == "missed" ? ["policy": "none", "within": "2 days"] : nil
      let changed = properties(of: try ritual(config(key.facts, value)))
      reached.formUnion(plain.keys.filter { plain[$0] != changed[$0] })
    }
    #expect(reached == Set(plain.keys).subtracting(ownMade))
  }

  /// The stored properties by name, those that lie apart too.
  private func properties(of value: Any) -> [String: String] {
    var found: [String: String] = [:]
    for child in Mirror(reflecting: value).children {
      guard let name = child.label else { continue }
      let boxed = Mirror(reflecting: child.value).children.first { $0.label == "storage" }?.value
      let inner = boxed.flatMap { Mirror(reflecting: $0).children.first { $0.label == "value" }?.value }
      if name == "rest", let inner {
        found.merge(properties(of: inner)) { $1 }
      } else {
        found[name] = String(reflecting: inner ?? child.value)
      }
    }
    return found
  }

  // MARK: A key more

  private struct Cup: Equatable { var tea = "green", sugar = 0 }

  @Test func `a new key is read, written, documented and in the fingerprint by its declaration alone`() throws
  {
    let section = Section<Cup>(
      "cup", "A cup.", start: Cup(),
      [
        Key("tea", .line, \.tea, example: "black", "The tea.", decidesWhen: { "tea \($0.tea)" }),
        Key("sugar", .count(0...9), \.sugar, example: 2, "Lumps."),
      ])
    #expect(section.facts.keys.map(\.name) == ["tea", "sugar"])
    #expect(section.facts.keys.map(\.fallback) == ["green", 0])
    let document = try JSONDocument(parsing: #"{ "sugar": 3, "tea": "mint" }"#)
    var decoding = Decoding(document.root, zones: nil)
    var cup = section.start()
    _ = section.read(document.root, &decoding, into: &cup)
    #expect(cup == Cup(tea: "mint", sugar: 3) && decoding.reported.isEmpty)
    #expect(section.write(cup) == ["tea": "mint", "sugar": 3])
    #expect(section.write(Cup(tea: "green", sugar: 3)) == ["sugar": 3])
    #expect(section.timings.map { $0(cup) } == ["tea mint"])
  }

  // MARK: Old histories

  /// The histories of old versions hold these texts: another text would take up every such ritual anew.
  @Test(arguments: [
    ("", "every 2 weeks on saturday at 10:00; starting 2026-01-03T10:00"),
    (
      #", "timeZone": "America/Lima""#,
      "every 2 weeks on saturday at 10:00; zone America/Lima; starting 2026-01-03T10:00"
    ),
    (
      #", "until": "2027-06-30", "except": ["2026-12-26", "2026-10-10 10:00"], "also": ["2026-12-28T15:00:05"]"#,
      "every 2 weeks on saturday at 10:00; starting 2026-01-03T10:00; until 2027-06-30; "
        + "except 2026-12-26, 2026-10-10T10:00; also 2026-12-28T15:00:05"
    ),
    (
      #", "season": { "from": "04-15", "to": "02-29" }, "paused": true"#,
      "every 2 weeks on saturday at 10:00; starting 2026-01-03T10:00; season 04-15 to 02-29; paused"
    ),
    (
      #", "remind": ["2 days before", "the evening before at 19:00", "90min before", "at start", "on the day at 8:00"]"#
        + #", "nudge": { "every": "1 day 2h 30min", "times": 2 }, "place": "here""#,
      "every 2 weeks on saturday at 10:00; starting 2026-01-03T10:00; remind 2 days before, the day before at 19:00, "
        + "1 hour 30 minutes before, at start, on the day at 08:00; nudge 2 times every 1d 2h 30min"
    ),
    (
      #", "remind": ["at start"], "nudge": { "every": "3 weeks" }"#,
      "every 2 weeks on saturday at 10:00; starting 2026-01-03T10:00; nudge 1 times every 21d"
    ),
  ])
  func `the fingerprint is what old versions wrote`(keys: String, text: String) throws {
    let config = """
      { "rituals": [{ "id": "a", "title": "A", "when": "every 2 weeks on saturday at 10:00",
        "starting": "2026-01-03T10:00"\(keys) }] }
      """
    let reading = RitualFile.read(Array(config.utf8), file: "c", zones: SmallWorld())
    let ritual = try #require(reading.household?.rituals.first, "\(reading.diagnostics)")
    #expect(RitualFile.fingerprint(of: ritual).text == text)
  }

  @Test func `the mark is the same on every machine`() {
    #expect(Fingerprint("every day").mark == Fingerprint.mark(of: "every day"))
    #expect(Fingerprint.mark(of: "") == 0xcbf2_9ce4_8422_2325)
    #expect(Fingerprint.mark(of: "a") == 0xaf63_dc4c_8601_ec8c)
  }
}

extension JSON {
  fileprivate var names: [String] {
    if case .object(let members) = self { members.map(\.name) } else { [] }
  }

  fileprivate func member(_ name: String) -> JSON? {
    if case .object(let members) = self { members.first { $0.name == name }?.value } else { nil }
  }
}
