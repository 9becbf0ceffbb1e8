import ArgumentParser
import Files

/// The files of a package, below a folder that stands for `/`: the files of `kin service install`, and those that only a
/// system-wide installation has.
struct PackageTree {
  let root: String
  /// Where the built programs are.
  let built: String
  let companions: [ServiceInstallation.Companion]

  static let programs = "/usr/bin"
  static let daemon = "/usr/libexec"
  static let unit = "/usr/lib/systemd/user/" + UnitFile.name

  /// Starts only for users who have a config.
  static let unitText = UnitFile.text(programs: daemon, home: "")
    .split(separator: "\n", omittingEmptySubsequences: false)
    .map { $0 == "[Unit]" ? "[Unit]\nConditionPathExists=%E/kinkeeper/config.json" : $0 }
    .joined(separator: "\n")

  func put() throws {
    try put(try InstalledFile.read(built + "/kin"), at: PackageTree.programs + "/kin", mode: 0o755)
    try put(
      try InstalledFile.read(built + "/kinkeeperd"), at: PackageTree.daemon + "/kinkeeperd", mode: 0o755)
    try put(Array(PackageTree.unitText.utf8), at: PackageTree.unit)
    try put(PackageResources.kinkeeper_catalog, at: "/usr/lib/systemd/catalog/kinkeeper.catalog")
    try put(PackageResources.config_example_json, at: "/usr/share/doc/kinkeeper/examples/config.example.json")
    for companion in companions {
      guard let text = companion.text else { throw ServiceFault.noManual(besides: built) }
      try put(Array(text.utf8), at: "/usr/share/" + companion.path)
    }
  }

  private func put(_ bytes: [UInt8], at path: String, mode: UInt32 = 0o644) throws {
    try InstalledFile.makeFolder(folderPath(of: root + path))
    _ = try InstalledFile(path: root + path).put(bytes, mode: mode)
  }
}

extension Service {
  /// `kin service stage`: lays out a package.
  struct Stage: KinCommand {
    static let configuration = CommandConfiguration(
      commandName: "stage", abstract: "Put everything that a package holds below a folder.",
      discussion: """
        For whoever makes a package: programs, unit, manual, D-Bus files, completions, catalog, example. The unit is for \
        everybody who has a config.
        """)

    @Argument(help: "The folder, which stands for the root of the system.", completion: .directory)
    var folder: String

    func run(in context: Context) throws -> Report {
      let installation = try Service.installation()
      try PackageTree(
        root: absolutePath(folder), built: installation.folders.built, companions: installation.companions
      ).put()
      return Report()
    }
  }
}
