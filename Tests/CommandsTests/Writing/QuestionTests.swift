import JSONText
import TestSupport
import Testing

@Suite("commands that ask for what is missing")
struct QuestionTests {
  private let home = Home()

  private func asked(_ arguments: [String], _ typed: String, editor: String? = nil) throws -> Command.Outcome
  {
    try home.kin(
      arguments, environment: editor.map { ["EDITOR": $0] } ?? [:], input: typed, isInteractive: true)
  }

  /// The ritual behind the four that were there.
  private var added: JSONValue? {
    get throws {
      let root = try JSONDocument(parsing: home.text).root
      return root["rituals"]?[4]
    }
  }

  // MARK: kin add

  @Test func `kin add without words asks what, with whom and when`() throws {
    let ran = try asked(["add"], "Soup night\nAna and Kim\nevery thursday at 19:00\ny\n")
    #expect((ran.status, ran.error) == (0, ""))
    #expect(ran.output.contains("New in \"people\": Kim (kim)"))
    #expect(try added?["title"]?.string == "Soup night")
    #expect(try added?["when"]?.string == "every thursday at 19:00")
    #expect(try added?["with"]?.elements.map(\.string) == ["ana", "kim"])
  }

  @Test func `a title that says with whom, or a whole sentence, spares questions`() throws {
    let ran = try asked(["add"], "Tea with Jo\nevery friday at 16:00\ny\n")
    #expect(ran.status == 0 && !ran.output.contains("With whom?"))
    #expect(try added?["with"]?.elements.map(\.string) == ["jo"])
    let whole = try asked(["add"], "Lunch every monday at 12:00\ny\n")
    #expect(whole.status == 0 && !whole.output.contains("When?"))
  }

  @Test func `what isn't understood is asked again, with examples the second time`() throws {
    let ran = try asked(["add"], "Tea\n\nevery fooday\nsometimes\nevery friday at 16:00\ny\n")
    #expect(ran.status == 0)
    #expect(ran.output.contains("Unknown weekday \"fooday\""))
    let examples = ran.output.split(separator: "\n").filter {
      $0.contains("For example: every sunday at 18:00")
    }
    #expect(examples.count == 1)
    #expect(try added?["when"]?.string == "every friday at 16:00")
  }

  @Test(arguments: ["", "\n", "Tea\n", "Tea\n\n", "Tea\n\n\n", "Tea\n\nevery friday at 16:00\nn\n"])
  func `an end at any question writes nothing`(typed: String) throws {
    let before = try home.text
    let ran = try asked(["add"], typed)
    #expect(ran.status == 0 && ran.lines.last?.hasSuffix("Nothing was written.") == true, "\(ran)")
    #expect(try home.text == before)
  }

  @Test func `in a pipe it says what to write, and that works`() throws {
    let ran = try home.kin("add")
    #expect((ran.status, ran.output) == (64, ""))
    let way = "kin add Coffee with Ana every first saturday at 10:00"
    #expect(ran.error.contains(way))
    let words = way.split(separator: " ").dropFirst().map(String.init)
    #expect(try Home("").kin(words).status == 0)
  }

  // MARK: kin edit

  @Test(arguments: ["2", "check-in", "weekly", "Weekly check-in", "nine\n9\n2"])
  func `kin edit without a ritual asks which`(typed: String) throws {
    let ran = try asked(["edit", "--place", "the park"], typed + "\n")
    #expect((ran.status, ran.error) == (0, ""))
    #expect(ran.output.contains("  2  Weekly check-in  check-in"))
    #expect(try JSONDocument(parsing: home.text).root["rituals"]?[1]?["place"]?.string == "the park")
  }

  @Test func `an empty answer changes nothing, and the editor opens at the one that is chosen`() throws {
    let before = try home.text
    #expect(try asked(["edit"], "\n", editor: "false").lines.last?.hasSuffix("Nothing was changed.") == true)
    let ran = try asked(["edit"], "4\n", editor: "true")
    #expect((ran.status, ran.lines.last?.hasSuffix("Nothing was changed.")) == (0, true))
    #expect(try home.text == before)
  }

  @Test func `in a pipe it says how to name one`() throws {
    for arguments in [["edit"], ["edit", "--place", "the park"]] {
      for environment in [[:], ["EDITOR": "true"]] {
        let ran = try home.kin(arguments, environment: environment)
        #expect((ran.status, ran.output) == (64, ""))
        #expect(
          ran.error == "kin: say which ritual, as in kin edit coffee-ana; kin list shows those there are\n")
      }
    }
  }
}
