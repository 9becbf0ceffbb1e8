import History
import TestSupport
import Testing
import Wording

@testable import handbook

@Suite("the stories")
struct StoryTests {
  private let folder = TemporaryFolder()

  @Test(arguments: Story.all.map(\.name))
  func `a page in docs is what the planner plays`(name: String) throws {
    let story = try #require(Story.all.first { $0.name == name })
    let page = try PlayedStory(story, in: folder.path).page.text
    #expect(try Project.text(of: "docs/\(name).md") == page, "make stories brings docs/\(name).md up to date")
    #expect(page.count { $0 == "\n" } <= 160)
    #expect(page.split(separator: "\n").allSatisfy { $0.count <= 110 })
  }

  @Test func `the first day in docs is what kin says now, at 80 columns`() throws {
    let page = try Stage.use(FirstDay.page)
    #expect(
      try Project.text(of: "docs/first-day.md") == page, "make stories brings docs/first-day.md up to date")
    for line in page.split(separator: "\n") { #expect(DisplayText.width(of: String(line)) <= 80, "\(line)") }
    for command in [
      "init", "add", "when", "done", "move", "skip", "undo", "explain", "config check", "turns",
    ] {
      #expect(page.contains("\n$ kin \(command)"), "\(command)")
    }
  }

  @Test(arguments: Story.all.map(\.name))
  func `a year has what a year brings`(name: String) throws {
    let played = try PlayedStory(#require(Story.all.first { $0.name == name }), in: folder.path)
    let facts = played.events.map(\.fact)
    #expect(facts.contains { if case .away = $0 { true } else { false } })
    #expect(facts.contains { if case .swapped = $0 { true } else { false } })
    #expect(facts.contains { if case .snoozed = $0 { true } else { false } })
    #expect(facts.contains { if case .stretched = $0 { true } else { false } })
    #expect(facts.contains { if case .lapsed = $0 { true } else { false } })
    let notebook = try NotebookStore(reading: folder("state"))?.read([.checkins])
    #expect(notebook?.checkins.contains { !$0.felt.isEmpty } == true)
  }
}
