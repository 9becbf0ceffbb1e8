import ArgumentParser
import Daemon
import Files
import Glibc

/// A program for developers, which is not installed: it makes the parts of the documentation that follow the code.
@main struct Handbook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "handbook",
    abstract: "Bring the manual, the stories or the tables of phrases up to date with the code.")

  /// What to write: the generated parts of the manual and the bus's introspection data (`make man`), the stories (`make
  /// stories`), or how much of what people say is understood (`make phrases`).
  enum Part: String, CaseIterable, ExpressibleByArgument { case man, bus, stories, phrases }

  @Argument(help: "What to write.") var part: Part
  @Argument(help: "The folder of its pages.", completion: .directory) var folder: String

  func run() throws {
    switch part {
    case .man:
      for page in ManualPage.all {
        let text = try readBounded(path: "\(folder)/\(page.name)", limit: 1 << 20)
        try write(try page.filled(String(decoding: text, as: UTF8.self)), to: page.name)
      }
    case .bus: try write(Kinkeeper1.interface.xml, to: Kinkeeper1.name + ".xml")
    case .phrases: try write(try PhraseTables.page(from: folder), to: "phrases.md")
    case .stories:
      for story in Story.all {
        try write(Stage.use { try PlayedStory(story, in: $0).page.text }, to: story.name + ".md")
      }
      try write(Stage.use(FirstDay.page), to: FirstDay.name + ".md")
    }
  }

  private func write(_ text: String, to name: String) throws {
    try writeAtomically(path: "\(folder)/\(name)", bytes: Array(text.utf8), mode: 0o644)
  }
}

/// A folder to play in. Its path is as long as any other's, since lines are broken by their width.
enum Stage {
  static func use<Result>(_ play: (_ folder: String) throws -> Result) throws -> Result {
    guard let stage = uniquePath("/tmp/kinkeeper-story-XXXXXX", { mkdtemp(&$0) != nil })
    else { throw HandbookFault("no folder to play in: errno \(errno)") }
    defer { remove(stage) }
    return try play(stage)
  }

  private static func remove(_ folder: String) {
    for name in entryNames(in: folder) {
      if unlink("\(folder)/\(name)") != 0 { remove("\(folder)/\(name)") }
    }
    rmdir(folder)
  }
}

/// Why a page cannot be made.
struct HandbookFault: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
