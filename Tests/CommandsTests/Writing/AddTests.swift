import Glibc
import JSONText
import TestSupport
import Testing

@Suite("kin add")
struct AddTests {
  @Test func `a sentence becomes a ritual at the end of the file, and nothing else moves`() throws {
    let home = Home()
    let before = try home.text
    let ran = try home.kin("add", "Walk", "with", "Jo", "and", "Kim", "every", "last", "sunday", "at", "9:30")
    #expect((ran.status, ran.error) == (0, ""))
    #expect(ran.lines.first == "Walk with Jo and Kim  walk-jo-kim")
    #expect(ran.lines.contains("every last sunday at 09:30"))
    #expect(ran.lines.contains("New in \"people\": Kim (kim)"))
    #expect(ran.lines.last == "Added to \(home.config) as walk-jo-kim.")
    let after = before.replacing(
      "\"jo\": { \"name\": \"Jo\" } }", with: "\"jo\": { \"name\": \"Jo\" }, \"kim\": { \"name\": \"Kim\" } }"
    ).replacing(
      "at 11:00\" }\n",
      with: "at 11:00\" },\n{ \"id\": \"walk-jo-kim\", \"title\": \"Walk with Jo and Kim\", "
        + "\"with\": [\"jo\", \"kim\"], \"when\": \"every last sunday at 9:30\" }\n")
    let text = try home.text
    #expect(text == after, "\(text)")
    #expect(try home.kin("config", "check").status == 0)
  }

  @Test func `what is not understood is reported with the word, and nothing is written`() throws {
    let home = Home()
    let before = try home.text
    let ran = try home.kin("add", "Coffee with Ana evry first saturday at 10:00")
    #expect((ran.status, ran.output) == (64, ""))
    #expect(
      ran.error
        == "kin: unknown word \"evry\"; did you mean \"every\"?\nCoffee with Ana evry first saturday at 10:00\n"
        + "                ^~~~\n")
    #expect(try home.text == before)
  }

  @Test func `what never comes, and a name that is near to a known one, are not written`() throws {
    let home = Home()
    let before = try home.text
    let past = try home.kin("add", "Party once on 2020-01-01")
    #expect((past.status, past.output) == (1, ""))
    #expect(past.error.contains("all of it lies behind"))
    let near = try home.kin("add", "Coffee with Anna every friday at 16:00")
    #expect((near.status, near.output) == (1, ""))
    #expect(near.error.contains("did you mean \"Ana\"?"))
    #expect(try home.text == before)
    #expect(try home.kin("add", "Coffee with Anna every friday at 16:00", "--yes").status == 0)
    #expect(try home.text.contains("\"anna\": { \"name\": \"Anna\" }"))
  }

  @Test func `on a terminal it asks who is meant by a name that is near`() throws {
    let home = Home()
    let screen = try home.kin(
      ["add", "Lunch with Anna every friday at 12:00"], input: "y\ny\n", isInteractive: true
    ).lines
    #expect(screen.contains { $0.hasPrefix("Anna is new here. Did you mean Ana? [Y/n]") }, "\(screen)")
    #expect(screen.last?.hasSuffix("as lunch-ana.") == true, "\(screen)")
    #expect(try !home.text.contains("Anna"))
  }

  @Test func `it shows the start and the exceptions that are still ahead`() throws {
    let sentence = "Yoga every 2 weeks on monday starting 2027-01-04 except 2027-01-18"
    let ran = try Home().kin("add", sentence, "--yes")
    #expect(ran.lines.contains("every 2 weeks on monday, starting 2027-01-04, except 2027-01-18"), "\(ran)")
  }

  @Test func `it shows how long it takes and how it asks again`() throws {
    let ran = try Home().kin("add", "Tea with Jo every friday at 16:00 for 2h, nudge every day twice")
    #expect(
      ran.lines.contains("for 2 hours") && ran.lines.contains("asks twice more, a day apart"), "\(ran.output)"
    )
  }

  @Test func `as JSON it says what it would write, and a dry run writes nothing`() throws {
    let home = Home()
    let before = try home.text
    let sentence = "Soup with Jo every 2 weeks on thursday at 19:00 for 2h, remind 3h before"
    let json = try home.kin("add", sentence, "--id", "soup", "--json", "--dry-run").json
    #expect(json["config"]?["id"]?.string == "soup")
    #expect(
      json["config"]?["starting"]?.string
        == json["occurrences"]?[0]?["due"]?.string.map { String($0.prefix(10)) })
    #expect(json["changed"]?.boolean == false && json["people"]?.count == 0)
    let shown = try home.kin("add", sentence, "--dry-run")
    #expect(shown.lines.contains { $0.hasPrefix("+ { \"id\": \"soup-jo\"") }, "\(shown.output)")
    #expect(try home.text == before)
  }

  @Test func `an id that is taken is refused, and one that is made is free`() throws {
    let home = Home()
    let taken = try home.kin("add", "Tea every friday at 16:00", "--id", "check-in")
    #expect((taken.status, taken.output) == (1, ""))
    #expect(try home.kin("add", "Tea every friday at 16:00", "--id", "a b").status == 64)
    let same = try home.kin("add", "Coffee with Ana every first saturday at 10:00")
    #expect(same.status == 1 && same.error.contains("already: coffee-ana; `kin edit coffee-ana`"))
    let ran = try home.kin("add", "Coffee with Ana every friday at 16:00")
    #expect(ran.lines.contains("There is a ritual of this title already: coffee-ana"))
    #expect(ran.lines.last?.hasSuffix("as coffee-ana-2.") == true)
  }

  @Test func `without a config the first ritual makes one`() throws {
    let folder = TemporaryFolder()
    let config = folder(".config/kinkeeper/config.json")
    let environment = ["HOME": folder.path, "XDG_CONFIG_HOME": "", "XDG_STATE_HOME": ""]
    let ran = try Home().kin(
      ["add", "Tea with Zoë every friday at 16:00"], environment: environment, isAlone: true)
    #expect((ran.status, ran.error) == (0, ""))
    #expect(
      try TextFile.read(config) == """
        {
          "$schema": "config.schema.json",
          "people": {
            "zoe": { "name": "Zoë" }
          },
          "rituals": [
            {
              "id": "tea-zoe",
              "title": "Tea with Zoë",
              "with": ["zoe"],
              "when": "every friday at 16:00"
            }
          ]
        }

        """)
    var status = stat()
    #expect(stat(config, &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(access(folder(".config/kinkeeper/config.schema.json"), R_OK) == 0)
    #expect(try Home().kin(["config", "check"], environment: environment, isAlone: true).status == 0)
  }

  @Test func `on a terminal it asks first`() throws {
    let home = Home()
    let before = try home.text
    let sentence = ["add", "Tea every friday at 16:00"]
    for no in ["n\n", "what\nno\n", ""] {
      let screen = try home.kin(sentence, input: no, isInteractive: true).lines
      #expect(screen.last?.hasSuffix("Nothing was written.") == true, "\(screen)")
      #expect(screen.contains { $0.hasPrefix("Add it? [Y/n]") })
    }
    #expect(try home.text == before)
    #expect(try home.typing("\u{04}", sentence).last?.hasSuffix("Nothing was written.") == true)
    #expect(try home.text == before)
    #expect(try home.typing("\n", sentence).last?.hasSuffix("as tea.") == true)
    #expect(try home.text != before)
  }

  @Test func `a config with errors is reported and left alone`() throws {
    let home = Home(#"{ "id": "a", "title": "A", "when": "every saterday at 9:00" }"#)
    let before = try home.text
    let ran = try home.kin("add", "Tea every friday at 16:00")
    #expect((ran.status, ran.output) == (78, ""))
    #expect(ran.error.contains("unknown weekday \"saterday\""))
    #expect(try home.text == before)
  }
}
