import CivilTime
import Glibc
import JSONText
import RitualFile
import TestSupport
import Testing
import Wording

@testable import Commands

@Suite("kin init")
struct InitTests {
  private static let today = CivilDate(dayNumber: 20_785)

  private let home = Home()

  /// `kin init` where there is no config yet.
  private func fresh(_ arguments: [String] = [], typed: String) throws -> Command.Outcome {
    unlink(home.config)
    return try home.kin(["init"] + arguments, input: typed)
  }

  @Test(arguments: Preset.all.map(\.name))
  func `a preset is a good ritual, alone and with others`(name: String) throws {
    let preset = try #require(Preset.named(name))
    for (me, people) in [(nil, []), ("sam", []), ("sam", ["ana"]), ("sam", ["ana", "jo"])]
      as [(String?, [String])]
    {
      let ritual = try preset.json(
        id: preset.id, me: me, with: people, names: "Ana", when: PresetChoice(when: preset.rule()),
        now: Instant(seconds: 0), zone: .utc)
      let config: JSON = [
        "people": ["sam": ["name": "Sam"], "ana": ["name": "Ana"], "jo": ["name": "Jo"]], "rituals": [ritual],
      ]
      let reading = RitualFile.read(config.utf8(.pretty), file: name, zones: nil)
      #expect(reading.diagnostics.map(\.message) == [], "\(ritual.text())")
      let read = try #require(reading.household?.rituals.first)
      #expect(!read.title.contains("{") && (read.turns == nil) == (preset.role == nil || people.isEmpty))
      #expect(read.notes != nil || read.prompts != nil)
    }
  }

  @Test func `a conversation makes a config`() throws {
    let ran = try fresh(typed: "Sam\nAna and Jo\n7, monthly-coffee\n\nsunday\n\nAna\n\n17:00\n\n\ny\n")
    #expect((ran.status, ran.error) == (0, ""))
    let root = try JSONDocument(parsing: home.text).root
    #expect(root["me"]?.string == "sam")
    #expect(root["people"]?.members.map(\.name) == ["sam", "ana", "jo"])
    #expect(
      root["rituals"]?.elements.map { $0["when"]?.string } == [
        "10 days to 3 weeks after last time, sunday, at 11:00", "every first saturday at 17:00",
      ])
    #expect(root["rituals"]?.elements.map { $0["id"]?.string } == ["call-ana", "coffee-ana"])
    #expect(ran.lines.last?.hasPrefix("Written to \(home.config).") == true)
    #expect(try home.kin("config", "check").status == 0)
  }

  @Test func `a day that counts from a start gets one`() throws {
    unlink(home.config)
    let typed = "Sam\nAna\nweekly-check-in\n\nother tuesday\n\n\n\ny\n"
    let ran = try home.kin(["init"], input: typed, now: "2026-11-28T12:00")
    #expect((ran.status, ran.error) == (0, ""))
    let ritual = try JSONDocument(parsing: home.text).root["rituals"]?[0]
    #expect(ritual?["when"]?.string == "every other tuesday at 18:00")
    #expect(ritual?["starting"]?.string == "2026-12-01")
  }

  @Test func `a wrong answer is reported and asked again`() throws {
    let ran = try fresh(typed: "\n\nten\n1\n\nsaterday\nsaturday\n7\n19\n\n\n\n")
    #expect(ran.output.contains("There is no \"ten\" on the list; please say it again."))
    #expect(ran.output.contains("Unknown weekday \"saterday\"; did you mean \"saturday\"?"))
    #expect(ran.output.contains("\"7\" does not say which hour"))
    let ritual = try JSONDocument(parsing: home.text).root["rituals"]?[0]
    #expect(ritual?["title"]?.string == "Coffee with a friend" && ritual?["with"] == nil)
    #expect(ritual?["when"]?.string == "every first saturday at 19:00")
  }

  @Test func `an end in the middle offers what was said so far`() throws {
    unlink(home.config)
    let kept = try home.typing("Sam\nAna\n1,2\n\n\n\n\u{04}y\n", ["init"])
    #expect(kept.contains("That is fine.") && kept.contains { $0.hasPrefix("Write this to ") }, "\(kept)")
    let root = try JSONDocument(parsing: home.text).root
    #expect(root["rituals"]?.elements.map { $0["id"]?.string } == ["coffee-ana", "check-in-ana"])
    unlink(home.config)
    let left = try home.typing("Sam\nAna\n\u{04}n\n", ["init"])
    #expect(left.last?.hasSuffix("Nothing was written.") == true && access(home.config, F_OK) != 0, "\(left)")
    let nothing = try fresh(typed: "")
    #expect((nothing.status, nothing.error) == (0, "") && access(home.config, F_OK) != 0)
    #expect(nothing.lines.last == "Nothing was written.")
  }

  @Test func `an end after a day keeps the day`() throws {
    unlink(home.config)
    let kept = try home.typing("Sam\nAna\n1\n\nsunday\n\u{04}y\n", ["init"])
    #expect(kept.contains("That is fine."), "\(kept)")
    let root = try JSONDocument(parsing: home.text).root
    #expect(root["rituals"]?.elements.map { $0["when"]?.string } == ["every first sunday at 10:00"])
    let dropped = try fresh(typed: "Sam\nAna\n1\n\nsunday\n")
    #expect(dropped.output.contains("every first sunday"))
    #expect(dropped.lines.last == "Nothing was written." && access(home.config, F_OK) != 0)
  }

  @Test(arguments: ["y", "yes", "?", "help", "back"])
  func `yes and help are no names, and choose nothing`(word: String) throws {
    let ran = try fresh(
      typed: "\(word)\nSam\n\(word)\nAna\n\(word)\n1\n\n\(word)\nsunday\n\(word)\n9am\n\n\ny\n")
    #expect(ran.status == 0, "\(ran)")
    let root = try JSONDocument(parsing: home.text).root
    #expect(root["people"]?.members.map(\.name) == ["sam", "ana"], "\(ran)")
    #expect(root["rituals"]?.elements.map { $0["id"]?.string } == ["coffee-ana"])
    #expect(root["rituals"]?[0]?["when"]?.string == "every first sunday at 9am")
  }

  @Test(arguments: ["friday", "20:00"])
  func `a day or a time is nobody's name, and leaves it with whom it was`(word: String) throws {
    let ran = try fresh(typed: "Sam\nAna\n1\n\(word)\n\n\n\n\ny\n")
    #expect(ran.output.contains("\"\(word)\" isn't a person's name, so it is left out."), "\(ran)")
    let root = try JSONDocument(parsing: home.text).root
    #expect(root["people"]?.members.map(\.name) == ["sam", "ana"])
    #expect(root["rituals"]?.elements.map { $0["id"]?.string } == ["coffee-ana"])
  }

  @Test func `a config that is there is added to`() throws {
    let before = try home.text
    #expect(try home.kin(["init"], input: "n\n").lines.last == "Nothing was written.")
    #expect(try home.text == before)
    let ran = try home.kin(["init", "--preset", "quiet-walk", "--people", "Ana", "--yes"])
    #expect((ran.status, ran.error) == (0, ""))
    let after = try home.text
    #expect(after.hasPrefix(before.prefix(while: { $0 != "]" })))
    let rituals = try JSONDocument(parsing: after).root["rituals"]
    #expect(rituals?.count == 5 && rituals?[4]?["id"]?.string == "quiet-walk-ana")
    #expect(rituals?[4]?["with"]?.elements.map(\.string) == ["ana"])
  }

  @Test func `the presets can be listed, and a wrong name is reported`() throws {
    let list = try home.kin("init", "--list").lines
    #expect(list.count == 8 && list.first?.hasPrefix("1  monthly-coffee ") == true)
    #expect(
      try home.kin("init", "--list", "--json").json.elements.map { $0["name"]?.string }
        == Preset.all.map(\.name))
    let wrong = try home.kin("init", "--preset", "monthly-cofee", "--yes")
    #expect(wrong.status == 64 && wrong.error.contains("did you mean \"monthly-coffee\"?"))
    #expect(try home.kin("init", "--yes").status == 64)
  }

  @Test func `every line of the conversation fits a terminal of 80 columns`() throws {
    unlink(home.config)
    let screen = try home.kin(
      ["init"], input: "Sam\nAna, Jo\n1,2,3,4,5,6,7,8\n" + String(repeating: "\n", count: 27),
      terminal: Terminal(width: 80)
    ).output.split(separator: "\n")
    #expect(screen.count > 80)
    for line in screen
    where !line.contains(home.config) {
      #expect(line.count <= 80, "\(line)")
    }
  }

  // MARK: On which day?

  /// The `when` of the ritual that a preset becomes with these answers to its day and what follows.
  private func when(_ preset: String, typed: String) throws -> (when: String?, ran: Command.Outcome) {
    let ran = try fresh(["--preset", preset, "--people", "Ana", "--name", "Sam"], typed: "\n" + typed)
    let root = try? JSONDocument(parsing: home.text).root
    return (root?["rituals"]?[0]?["when"]?.string, ran)
  }

  @Test(arguments: Phrase.grammar.map(\.example))
  func `every phrase of the grammar is an answer, and means what it means anywhere`(phrase: String) throws {
    let alone = try Phrase(parsing: phrase, today: InitTests.today)
    for preset in Preset.all {
      let said = try #require(PresetRule(phrase, in: preset, today: InitTests.today), "\(preset.name)")
      let rule = said.needsTime ? try said.rule.at("10:00") : said.rule
      // Weekdays alone, as `saturdays at 10:00`, are another day of the preset's.
      if said.isOfPreset { continue }
      let wanted = said.needsTime ? try SaidRule(alone, as: phrase).at("10:00").form : alone.form
      #expect((said.starting, said.except) == (alone.starting, alone.except))
      #expect(rule.form == wanted, "\(preset.name): \(rule.text)")
      #expect(try Phrase.parse(rule.text) == rule.form, "\(rule.text)")
    }
  }

  @Test(arguments: [
    ("monthly-coffee", "sunday\n\n", "every first sunday at 10:00"),
    ("monthly-coffee", "Sunday at 5pm\n", "every first Sunday at 5pm"),
    ("monthly-coffee", "second sunday\n\n", "second sunday at 10:00"),
    ("monthly-coffee", "the 15th\n7pm\n", "the 15th at 7pm"),
    ("monthly-coffee", "every 2 weeks on sunday at 17:00\n", "every 2 weeks on sunday at 17:00"),
    ("weekly-check-in", "2 weeks on friday\n\n", "every 2 weeks on friday at 18:00"),
    ("weekly-check-in", "last friday 19:00\n", "every last friday at 19:00"),
    (
      "call-home", "monday or friday\nat 12:30\n",
      "10 days to 3 weeks after last time, monday or friday, at 12:30"
    ),
    ("call-home", "every sunday\nnoon\n", "every sunday at noon"),
    ("yearly-review", "every year on 14 march\n\n", "every year on 14 march at 16:00"),
    ("favour-rota", "weekdays\n\n", "every weekdays at 09:00"),
  ])
  func `an answer is another day, or another rule`(preset: String, typed: String, rule: String) throws {
    let (when, ran) = try when(preset, typed: typed + "\n\ny\n")
    #expect(ran.status == 0)
    #expect(try Phrase.parse(#require(when)) == Phrase.parse(rule), "\(when ?? "none"): \(ran.output)")
    #expect(try home.kin("config", "check").status == 0)
  }

  @Test func `who says more than a day hears what was understood, and isn't asked for a time twice`() throws {
    let (_, ran) = try when("monthly-coffee", typed: "every sunday at 5pm\n\n\ny\n")
    #expect(ran.output.contains("So every sunday at 17:00.") && !ran.output.contains("At what time?"))
    let day = try when("monthly-coffee", typed: "the 15th\n\n\n\ny\n").ran
    #expect(day.output.contains("So every month on the 15th.\n"))
  }

  @Test(arguments: Preset.all)
  func `a suggestion is made only where it is understood`(preset: Preset) throws {
    for answer in [
      "saterday", "sonday at 5pm", "fryday", "banana", "7pm", "every", "the 45th", "first", "never ever",
    ] {
      guard PresetRule(answer, in: preset, today: InitTests.today) == nil else { continue }
      let fault = PresetRule.fault(of: answer, in: preset, today: InitTests.today).sentence
      guard let near = fault.firstRange(of: "did you mean \"") else { continue }
      let suggestion = fault[near.upperBound...].prefix { $0 != "\"" }
      let words = answer.split(separator: " ").map(String.init)
      let isUnderstood = words.indices.contains { place in
        var mended = words
        mended[place] = String(suggestion)
        return PresetRule(mended.joined(separator: " "), in: preset, today: InitTests.today) != nil
      }
      #expect(isUnderstood, "\(answer): \(fault)")
    }
  }

  // MARK: No circles

  @Test func `after two slips it shows examples and how to pass, after three it goes on`() throws {
    let (rule, ran) = try when(
      "monthly-coffee",
      typed: "banana\nbanana\nbanana\nsoon\nsoon\nsoon\nloud\nloud\nloud\nfew\nfew\nfew\ny\n")
    #expect((ran.status, ran.error, rule) == (0, "", "every first saturday at 10:00"))
    for (question, example) in [
      ("On which day?", "every second friday"), ("At what time?", "18:30"), ("disturb you?", "11pm to 9am"),
      ("enough for a day?", "A number from 1"),
    ] {
      let asked = ran.output.split(separator: "\n").filter { $0.contains(question) }
      let helped = ran.output.split(separator: "\n").filter { $0.contains(example) }
      #expect((asked.count, helped.count) == (3, 1), "\(question)")
    }
    #expect(ran.output.contains("Then saturday for now; kin edit changes it."))
  }

  @Test func `whatever is typed, it comes to its end and keeps what was answered`() throws {
    let ran = try fresh(typed: "Sam\nAna\n" + String(repeating: "banana\n", count: 3) + "1\nbanana\n")
    #expect(ran.status == 0)
    // Nothing on the list was clear, so the first one is taken no more than it was asked for.
    let asked = ran.output.split(separator: "\n").filter { $0.contains("Which would you like?") }
    #expect(asked.count == 3)
  }

  @Test func `skip leaves a ritual out, and keeps the people`() throws {
    let ran = try fresh(typed: "Sam\nAna\n1,2\nKim\nskip\n\n\n\n\n\ny\n")
    #expect(ran.status == 0 && ran.output.contains("Left out; kin init --preset monthly-coffee adds it"))
    let root = try JSONDocument(parsing: home.text).root
    #expect(root["rituals"]?.elements.map { $0["id"]?.string } == ["check-in"])
    #expect(root["people"]?.members.map(\.name) == ["sam", "ana", "kim"])
    #expect(try home.kin("init", "--preset", "monthly-coffee", "--people", "Kim", "--yes").status == 0)
  }

  @Test func `nobody and me add nobody`() throws {
    _ = try fresh(typed: "Sam\nnobody\n1\nme\n\n\n\n\ny\n")
    let root = try JSONDocument(parsing: home.text).root
    #expect(root["people"]?.members.map(\.name) == ["sam"] && root["rituals"]?[0]?["with"] == nil)
  }

  // MARK: Peace

  @Test func `quiet hours and a budget are asked for, once`() throws {
    _ = try fresh(typed: "Sam\nAna\n1\n\n\n\n22 to 8\n4 a day\ny\n")
    var root = try JSONDocument(parsing: home.text).root
    #expect(
      root["quietHours"]?[0]?["from"]?.string == "22:00" && root["quietHours"]?[0]?["to"]?.string == "08:00")
    #expect(JSON(try #require(root["budget"])) == ["perDay": 4])
    let again = try home.kin(["init"], input: "y\n\n1\n\n\n\ny\n")
    #expect(
      again.status == 0 && !again.output.contains("disturb you?")
        && !again.output.contains("enough for a day?"))
    // Who passes is not asked again either.
    _ = try fresh(typed: "Sam\nAna\n1\n\n\n\nno\nno limit\ny\n")
    root = try JSONDocument(parsing: home.text).root
    #expect(root["quietHours"]?.count == 0 && root["budget"] == nil)
    let third = try home.kin(["init"], input: "y\n\n1\n\n\n\ny\n")
    #expect(third.status == 0 && !third.output.contains("disturb you?"))
  }

  @Test func `options answer them, too, and nothing is written unasked`() throws {
    let quiet = ["--preset", "quiet-walk", "--people", "Ana", "--yes"]
    _ = try fresh(quiet, typed: "")
    #expect(try JSONDocument(parsing: home.text).root["quietHours"] == nil)
    _ = try fresh(quiet + ["--quiet", "10pm to 8am", "--budget", "3"], typed: "")
    let root = try JSONDocument(parsing: home.text).root
    #expect(root["quietHours"]?.count == 1 && root["budget"]?["perDay"]?.integer == 3)
    #expect(try home.kin("init", "--preset", "quiet-walk", "--yes", "--quiet", "often").status == 64)
    #expect(try home.kin("init", "--preset", "quiet-walk", "--yes", "--budget", "0").status == 64)
  }

  // MARK: Twice

  @Test func `what is there is not offered again, but may be named`() throws {
    _ = try fresh(typed: "Sam\nAna\n1,2\n\n\n\n\n\n\n\n\ny\n")
    let again = try home.kin(["init"], input: "y\n\nmonthly coffee\nJo\n\n\ny\n")
    #expect(again.output.contains("1  quiet-walk") && !again.output.contains("  monthly-coffee  "))
    #expect(again.output.contains("something like these already: monthly-coffee and weekly-check-in."))
    let root = try JSONDocument(parsing: home.text).root
    #expect(
      root["rituals"]?.elements.map { $0["id"]?.string } == ["coffee-ana", "check-in-ana", "coffee-jo"])
  }

  @Test func `the same with the same people is not made twice`() throws {
    let arguments = ["--preset", "monthly-coffee", "--people", "Ana", "--yes"]
    _ = try fresh(arguments, typed: "")
    let before = try home.text
    let again = try home.kin(["init"] + arguments)
    #expect((again.status, again.error) == (0, ""))
    #expect(
      again.lines == [
        "Coffee with Ana (coffee-ana) is there already, so it stays as it is.", "Nothing was written.",
      ])
    #expect(try home.text == before)
    #expect(try home.kin("init", "--preset", "monthly-coffee", "--people", "Jo", "--yes").status == 0)
    let twice = try fresh(typed: "Sam\nAna\n1, 1, monthly-coffee\n\n\n\n\n\ny\n")
    let rituals = try JSONDocument(parsing: home.text).root["rituals"]
    #expect(twice.status == 0 && rituals?.count == 1)
  }

  @Test func `in a real terminal it leads from the first question to the file`() throws {
    unlink(home.config)
    let screen = try home.typing(
      "Sam\nAna\n1\n\nsometime\nevery second friday at 7pm\n22-8\n\ny\n", ["init"])
    #expect(screen.contains { $0.contains("So every second friday at 19:00.") }, "\(screen)")
    #expect(screen.suffix(3).joined(separator: " ").contains("Written to \(home.config)."))
    // What was typed ahead was echoed before the first question, so several of them share a line.
    for line in screen.flatMap({ $0.split(separator: "] ") }) where !line.contains(home.config) {
      #expect(line.count <= 80, "\(line)")
    }
    #expect(try home.kin("config", "check").status == 0)
  }
}
