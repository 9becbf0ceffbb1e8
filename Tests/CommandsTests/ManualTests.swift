import Commands
import Recurrence
import Rituals
import TestSupport
import Testing

@Suite("the manual")
struct ManualTests {
  @Test(arguments: ManualPages.all.map(\.name))
  func `a page in man is the one that the sources make`(name: String) throws {
    let page = try #require(ManualPages.all.first { $0.name == name })
    let committed = try Project.text(of: "man/" + name)
    #expect(committed == page.text, "make man brings man/\(name) up to date")
  }

  @Test(arguments: ManualPages.all.map(\.name))
  func `mandoc has nothing to say about a page`(name: String) throws {
    let lint = try Command(["mandoc", "-T", "lint", "-W", "style", Project.root + "/man/" + name]).run()
    // Pages that this one refers to need not be installed here.
    let said = lint.output.split(separator: "\n").filter { !$0.contains("referenced manual not found") }
    #expect(said == [], "\(lint.error)")
  }

  @Test func `mandoc would say what is wrong`() throws {
    let folder = TemporaryFolder()
    let page = try Project.text(of: "man/kin.1")
    folder.write(page.replacing(".Sh DESCRIPTION\n", with: ".Sh DESCRIPTION\n.Nosuch\n"), to: "kin.1")
    let lint = try Command(["mandoc", "-T", "lint", "-W", "style", folder("kin.1")]).run()
    #expect(lint.output.contains("Nosuch"))
  }

  @Test func `kin(1) tells every command, kinkeeper(5) every key`() throws {
    let commands = try Project.text(of: "man/kin.1")
    for command in ["agenda", "when", "done", "config check", "service uninstall"] {
      #expect(commands.contains(".Ss kin \(command)\n"))
    }
    #expect(!commands.contains(".Ss kin manual"))
    let config = try Project.text(of: "man/kinkeeper.5")
    for key in ["rituals", "when", "onCalendar", "timeout", "perDay"] {
      #expect(config.contains(".It Ic \(key)\n"))
    }
  }

  @Test func `the grammar stands in kinkeeper(5), row by row`() throws {
    let config = try Project.text(of: "man/kinkeeper.5").split(whereSeparator: \.isWhitespace)
      .joined(separator: " ").filter { $0 != "\\" }
    for row in Phrase.grammar {
      let isThere = config.contains(row.example)
      #expect(isThere, "\(row)")
    }
  }

  @Test func `the moments stand in kin(1), row by row`() throws {
    let manual = try Project.text(of: "man/kin.1").split(whereSeparator: \.isWhitespace).joined(
      separator: " "
    )
    .filter { $0 != "\\" }
    for row in Moment.grammar {
      let isThere = manual.contains(row.example)
      #expect(isThere, "\(row)")
    }
  }

  @Test func `every character is one that all formatters know`() {
    for page in ManualPages.all {
      #expect(page.text.utf8.allSatisfy { $0 < 0x80 }, "\(page.name)")
    }
  }
}
