import ArgumentParser
import Files
import Glibc

/// A program for developers, which is not installed: it makes the parts of the documentation that follow the code.
@main struct Handbook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "handbook", abstract: "Bring the manual and the stories up to date with the code.",
    subcommands: [Man.self, Stories.self])

  /// `handbook man FOLDER`, which `make man` runs.
  struct Man: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write the generated parts of the manual's pages into the pages of a folder.")

    @Argument(help: "The folder.", completion: .directory) var folder: String

    func run() throws {
      for page in ManualPage.all {
        let path = folder + "/" + page.name
        let text = String(decoding: try readBounded(path: path, limit: 1 << 20), as: UTF8.self)
        try Handbook.write(try page.filled(text), to: path)
      }
    }
  }

  /// `handbook stories FOLDER`, which `make stories` runs.
  struct Stories: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Play the stories and write their pages into a folder.")

    @Argument(help: "The folder.", completion: .directory) var folder: String

    func run() throws {
      for story in Story.all {
        guard let stage = uniquePath("/tmp/kinkeeper-story-XXXXXX", { mkdtemp(&$0) != nil })
        else { throw StoryFault("no folder to play in: errno \(errno)") }
        defer {
          for folder in [stage + "/state", stage] {
            for name in entryNames(in: folder) { unlink("\(folder)/\(name)") }
            rmdir(folder)
          }
        }
        try Handbook.write(try PlayedStory(story, in: stage).page.text, to: "\(folder)/\(story.name).md")
      }
    }
  }

  fileprivate static func write(_ text: String, to path: String) throws {
    try writeAtomically(path: path, bytes: Array(text.utf8), mode: 0o644)
  }
}
