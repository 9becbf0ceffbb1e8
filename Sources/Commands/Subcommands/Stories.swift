import ArgumentParser

/// `kin stories FOLDER`, which `make stories` runs: plays the stories of docs/ and writes their pages.
struct Stories: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Play the stories of the documentation, and write their pages into a folder.",
    shouldDisplay: false)

  @Argument(help: ArgumentHelp("The folder.", valueName: "folder"), completion: .directory)
  var folder: String

  func run() throws {
    for story in Story.all {
      let page = try PlayedStory(story).page.text
      _ = try InstalledFile(path: folder + "/" + story.name + ".md").put(Array(page.utf8), mode: 0o644)
    }
  }
}
