import ArgumentParser

/// `kin manual FOLDER`, which `make man` runs: writes the manual's pages.
struct Manual: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the manual's pages into a folder.", shouldDisplay: false)

  @Argument(help: ArgumentHelp("The folder.", valueName: "folder"), completion: .directory)
  var folder: String

  func run() throws {
    for page in ManualPages.all {
      _ = try InstalledFile(path: folder + "/" + page.name).put(Array(page.text.utf8), mode: 0o644)
    }
  }
}
