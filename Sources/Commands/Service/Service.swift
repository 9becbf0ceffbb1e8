import ArgumentParser
import RitualFile

/// `kin service`: the daemon as a user service of systemd.
struct Service: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "service", abstract: "Install the daemon as a user service, or take it back.",
    subcommands: [Install.self, Uninstall.self, Stage.self])

  /// Everything that belongs to an installation, between the folders of this process.
  static func installation() throws -> ServiceInstallation {
    let folders = try ServiceFolders.ofThisProcess()
    return ServiceInstallation(
      folders: folders,
      companions: ServiceInstallation.manual(besides: folders.built) + Completions.scripts
        + ServiceInstallation.desktop)
  }

  struct Install: KinCommand {
    static let configuration = CommandConfiguration(
      commandName: "install",
      abstract: "Put programs, unit, manual and a first config in place; enable and start the service.",
      discussion: """
        Everything goes below your home: programs into ~/.local/bin, manual, D-Bus files and completions of bash, zsh and fish into \
        $XDG_DATA_HOME (~/.local/share). Installing again is how one upgrades; a config that is there stays.
        """)

    func run(in context: Context) throws -> Report {
      var installation = try Service.installation()
      installation.lingers = context.lingers()
      try installation.install { context.print($0) }
      return Report()
    }
  }

  struct Uninstall: KinCommand {
    static let configuration = CommandConfiguration(
      commandName: "uninstall",
      abstract: "Stop the service and take its files away; config and history stay.")

    func run(in context: Context) throws -> Report {
      try Service.installation().uninstall { context.print($0) }
      return Report()
    }
  }
}
