import ArgumentParser
import Commands
import Recurrence
import RitualFile
import Rituals
import TestSupport
import Testing
import Wording

@testable import handbook

@Suite("the manual")
struct ManualTests {
  private static let pages = ["kin.1", "kinkeeper.5", "kinkeeperd.8"]

  @Test(arguments: ManualPage.all.map(\.name))
  func `the generated parts of a page are up to date`(name: String) throws {
    let page = try #require(ManualPage.all.first { $0.name == name })
    let committed = try Project.text(of: "man/" + name)
    #expect(try page.filled(committed) == committed, "make man brings man/\(name) up to date")
  }

  @Test func `an outdated part is replaced, and the text around it stays`() throws {
    let page = ManualPage(name: "p.1", parts: [("a", "new\n")])
    let marked = { (part: String) in "before\n.\\\" make man: a\n\(part).\\\" end: a\nafter\n" }
    #expect(try page.filled(marked("old\nold\n")) == marked("new\n"))
    #expect(throws: HandbookFault.self) { try page.filled("before\n.\\\" make man: a\nafter\n") }
  }

  @Test(arguments: pages)
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

  @Test func `kin(1) has a section for every command`() throws {
    let page = try Project.text(of: "man/kin.1")
    let commands = ManualTests.commands(below: Kin.self, path: "kin")
    #expect(commands.count > 30)
    for command in commands { #expect(page.contains(".Ss \(command)\n"), "\(command)") }
  }

  /// The commands as they are declared, without the detour over the argument parser's description of them.
  private static func commands(below command: any ParsableCommand.Type, path: String) -> [String] {
    command.configuration.subcommands.flatMap { child -> [String] in
      let path = path + " " + child._commandName
      return child.configuration.subcommands.isEmpty ? [path] : commands(below: child, path: path)
    }
  }

  @Test func `kinkeeper(5) has an entry for every key, with its example`() throws {
    let page = try Project.text(of: "man/kinkeeper.5")
    // What follows a heading, up to the next one.
    let sections = page.split(separator: ".Ss ").map { $0.split(separator: "\n.Sh ")[0] }
    #expect(RitualFile.sections.count > 10)
    for section in RitualFile.sections {
      let title =
        section.name == "the config"
        ? "The file" : section.name.prefix(1).uppercased() + section.name.dropFirst()
      let text = try #require(sections.first { $0.hasPrefix(title + "\n") }, "\(title)")
      for key in section.keys {
        #expect(text.contains(".It Ic \(key.name)\n"), "\(title): \(key.name)")
        #expect(text.contains("\n\"\(key.name)\": "), "\(title): \(key.name)")
      }
    }
  }

  @Test func `the grammars of phrases and moments stand in the manual, row by row`() throws {
    for (name, examples) in [
      ("kinkeeper.5", Phrase.grammar.map(\.example)), ("kin.1", Moment.grammar.map(\.example)),
    ] {
      let words = try Project.text(of: "man/" + name).split(whereSeparator: \.isWhitespace)
      let page = words.joined(separator: " ").filter { $0 != "\\" }
      #expect(examples.count > 10)
      for example in examples { #expect(page.contains(example), "\(name): \(example)") }
    }
  }

  @Test func `every character is one that all formatters know`() throws {
    for name in ManualTests.pages {
      #expect(try Project.text(of: "man/" + name).utf8.allSatisfy { $0 < 0x80 }, "\(name)")
    }
  }
}
