import TestSupport
import Testing

@Suite("ARCHITECTURE.md")
struct ArchitectureTests {
  /// `JSONText/Editing` and its like; files beside a program's own are in the folder of its target.
  private static func foldersOfSources() throws -> Set<String> {
    let files = try Project.trackedFiles().filter { $0.hasPrefix("Sources/") }
    let folders = files.map { $0.split(separator: "/").dropFirst().dropLast() }
    return Set(
      folders.filter { $0.last != "include" && $0.last?.hasSuffix(".docc") == false }.map {
        $0.joined(separator: "/")
      })
  }

  /// What stands in backquotes in the first cell of each row.
  private static func foldersListed(in page: String) -> Set<String> {
    let cells = page.split(separator: "\n").filter { $0.hasPrefix("| ") }
      .compactMap { $0.split(separator: "|").first }
    return Set(
      cells.flatMap { cell in
        cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
          .filter { $0.offset % 2 == 1 }.map { String($0.element) }
      })
  }

  @Test func `it has a line for every folder of Sources, and for no other`() throws {
    let folders = try ArchitectureTests.foldersOfSources()
    let listed = try ArchitectureTests.foldersListed(in: Project.text(of: "ARCHITECTURE.md"))
    #expect(folders.count > 40)
    #expect(folders.subtracting(listed) == [], "give each a line in ARCHITECTURE.md")
    #expect(listed.subtracting(folders) == [], "remove their lines from ARCHITECTURE.md")
  }

  @Test func `folders are read from the first cells of its rows`() {
    let page = "a `b`\n| folder | `no` |\n|---|---|\n| **`A` `B`** | x |\n| `A/C` | `D` |\n"
    #expect(ArchitectureTests.foldersListed(in: page) == ["A", "B", "A/C"])
  }

  @Test func `it can be read in one go`() throws {
    #expect(try Project.text(of: "ARCHITECTURE.md").count <= 10_000)
  }
}
