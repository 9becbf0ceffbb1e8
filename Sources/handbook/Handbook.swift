import ArgumentParser
import Files
import Glibc

/// A program for developers, which is not installed: it makes the parts of the documentation that follow the code.
@main struct Handbook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "handbook",
    abstract: "Bring the manual, the stories or the tables of phrases up to date with the code.")

  /// What is written: the generated parts of the manual's pages (`make man`), the stories (`make stories`), or how much
  /// of what people say is understood (`make phrases`).
  enum Part: String, CaseIterable, ExpressibleByArgument { case man, stories, phrases }

  @Argument(help: "What to write.") var part: Part
  @Argument(help: "The folder of its pages.", completion: .directory) var folder: String

  func run() throws {
    switch part {
    case .man:
      for page in ManualPage.all {
        let text = try readBounded(path: "\(folder)/\(page.name)", limit: 1 << 20)
        try write(try page.filled(String(decoding: text, as: UTF8.self)), to: page.name)
      }
    case .phrases: try write(try PhraseTables.page(from: folder), to: "phrases.md")
    case .stories:
      for story in Story.all {
        guard let stage = uniquePath("/tmp/kinkeeper-story-XXXXXX", { mkdtemp(&$0) != nil })
        else { throw HandbookFault("no folder to play in: errno \(errno)") }
        defer {
          for folder in [stage + "/state", stage] {
            for name in entryNames(in: folder) { unlink("\(folder)/\(name)") }
            rmdir(folder)
          }
        }
        try write(try PlayedStory(story, in: stage).page.text, to: story.name + ".md")
      }
    }
  }

  private func write(_ text: String, to name: String) throws {
    try writeAtomically(path: "\(folder)/\(name)", bytes: Array(text.utf8), mode: 0o644)
  }
}

/// Why a page cannot be made.
struct HandbookFault: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
