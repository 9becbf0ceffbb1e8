import Files
import Glibc
import RitualFile

/// Puts Kinkeeper in its places for one user, or takes it away again: `kin service install` and `uninstall`.
///
/// Both can be repeated: installing again is how one upgrades. What a user wrote (config, history, drop-ins of the
/// unit) is never touched.
struct ServiceInstallation {
  /// A file that makes other programs know this one: a page of the manual, a shell's completions.
  struct Companion: Sendable {
    /// Where it belongs below `$XDG_DATA_HOME`.
    let path: String
    /// Its text; nil where this build comes without it, so that one which is already there stays.
    let text: String?
  }

  let folders: ServiceFolders
  var companions: [Companion] = []
  var systemd: any UserSystemd = Systemctl()
  /// Whether the daemon goes on without a login; nil where nobody knows.
  var lingers: Bool?

  /// Installs, enables and starts; `report` gets one line for each thing done. Returns once the daemon says it is ready.
  /// Throws `noManager` where everything is in place but nobody can start it.
  func install(report: (String) -> Void) throws {
    var (programsChanged, unitChanged) = (false, false)
    if folders.isPackaged {
      report("programs, unit and manual are the package's")
      // An installation below the home would shadow them.
      unitChanged = try !removeOwn(report).isEmpty
    } else {
      programsChanged = try putPrograms(report)
      unitChanged = try putUnit(report)
      try putCompanions(report)
    }
    try putConfig(report)

    let reloaded = systemd.run(["daemon-reload"])
    guard reloaded.status == 0 else { throw ServiceFault.noManager(said: reloaded.said) }
    try order(["enable", UnitFile.name])
    let isRunning = systemd.run(["is-active", "--quiet", UnitFile.name]).status == 0
    if isRunning && !programsChanged && !unitChanged {
      report("\(UnitFile.name) is enabled and already runs all of this")
    } else {
      // Of Type=notify, so this comes back when the daemon is ready, or could not be.
      try order(["restart", UnitFile.name])
      report("\(UnitFile.name) is enabled and \(isRunning ? "started anew" : "started")")
    }
    switch lingers {
    case true?: report("it runs from boot on, whether you are logged in or not")
    case false?:
      report("it runs while you are logged in; to have it run from boot on: loginctl enable-linger")
    case nil: break
    }
    if !folders.isPackaged, !isOnPath(folders.programs) {
      report("\(folders.shown(folders.programs)) is not on PATH; add it to type kin")
    }
  }

  /// Stops, disables and removes what `install` put in place; config and history stay, and `report` says where.
  func uninstall(report: (String) -> Void) throws {
    let unit = InstalledFile(path: folders.unit)
    if unit.exists || folders.isPackaged {
      let stopped = systemd.run(["disable", "--now", UnitFile.name])
      if stopped.status == 0 {
        report("stopped and disabled \(UnitFile.name)")
      } else {
        report(
          "no user manager answers (\(stopped.said)); a kinkeeperd that still runs has to be ended by hand")
      }
    }
    if try removeOwn(report).isEmpty, !folders.isPackaged { report("nothing was installed") }
    _ = systemd.run(["daemon-reload"])
    _ = systemd.run(["reset-failed", UnitFile.name])
    for (what, path) in [
      ("config", folders.config), ("history", folders.state), ("changes to the unit", folders.unit + ".d"),
    ] where InstalledFile(path: path).exists {
      report("kept your \(what): \(folders.shown(path))")
    }
  }

  /// Removes the files of an installation below the home, and returns their paths.
  private func removeOwn(_ report: (String) -> Void) throws -> [String] {
    // The link is gone by now, unless there was no manager to take it away.
    let programs = [folders.wish, folders.unit, folders.programs + "/kinkeeperd", folders.programs + "/kin"]
    let removed = try programs.filter { try InstalledFile(path: $0).remove() }
    for path in removed { report("removed \(folders.shown(path))") }
    let others = try companions.map { path(of: $0) }.filter { try InstalledFile(path: $0).remove() }
    if !others.isEmpty {
      report("removed manual, completions and D-Bus files from \(folders.shown(folders.dataHome))")
    }
    return removed + others
  }

  private func putPrograms(_ report: (String) -> Void) throws -> Bool {
    for program in ["kin", "kinkeeperd"] where access(folders.built + "/" + program, X_OK) != 0 {
      throw ServiceFault.noProgram(path: folders.built + "/" + program)
    }
    try InstalledFile.makeFolder(folders.programs)
    var changed = false
    for program in ["kin", "kinkeeperd"] {
      let bytes = try InstalledFile.read(folders.built + "/" + program)
      if try put(bytes, at: folders.programs + "/" + program, mode: 0o755, report) { changed = true }
    }
    return changed
  }

  private func put(_ bytes: [UInt8], at path: String, mode: mode_t, _ report: (String) -> Void) throws -> Bool
  {
    let changed = try InstalledFile(path: path).put(bytes, mode: mode)
    report(changed ? "put \(folders.shown(path)) in place" : "\(folders.shown(path)) is up to date")
    return changed
  }

  private func putUnit(_ report: (String) -> Void) throws -> Bool {
    try InstalledFile.makeFolder(folders.configHome + "/systemd/user")
    let text = UnitFile.text(programs: folders.programs, home: folders.home)
    return try put(Array(text.utf8), at: folders.unit, mode: 0o644, report)
  }

  private func putConfig(_ report: (String) -> Void) throws {
    let folder = folders.configHome + "/kinkeeper"
    try InstalledFile.makeFolder(folder, mode: 0o700)
    let config = InstalledFile(path: folders.config)
    if config.exists {
      report("kept your config: \(folders.shown(config.path))")
    } else {
      _ = try config.put(PackageResources.config_example_json, mode: 0o600)
      report("put a config to start from in place; make it yours: \(folders.shown(config.path))")
    }
    // For editors that complete by it.
    _ = try InstalledFile(path: folder + "/config.schema.json").put(
      Array(ConfigSchema.text.utf8), mode: 0o600)
  }

  private func putCompanions(_ report: (String) -> Void) throws {
    var changed = false
    for companion in companions {
      guard let text = companion.text else { continue }
      let file = InstalledFile(path: path(of: companion))
      if let slash = file.path.lastIndex(of: "/") {
        try InstalledFile.makeFolder(String(file.path[..<slash]))
      }
      if try file.put(Array(text.utf8), mode: 0o644) { changed = true }
    }
    guard changed else { return }
    report("put manual, completions and D-Bus files in place: \(folders.shown(folders.dataHome))")
    // A bus doesn't notice a folder that didn't exist when it started. Without a bus, this fails and does no harm.
    _ = systemd.run(["reload", "dbus.service"])
  }

  private func path(of companion: Companion) -> String { folders.dataHome + "/" + companion.path }

  private func order(_ command: [String]) throws {
    let answer = systemd.run(command)
    guard answer.status == 0 else {
      let account = systemd.run(["status", "--lines=10", UnitFile.name])
      throw ServiceFault.notStarted(
        said: account.said.isEmpty ? answer.said : answer.said + "\n" + account.said)
    }
  }

  private func isOnPath(_ folder: String) -> Bool {
    (environmentValue("PATH") ?? "").split(separator: ":").contains { $0 == folder }
  }

  /// D-Bus activation through systemd, the interface's description, and the desktop entry that notifications name.
  static let desktop = [
    ("dbus-1/services/org.kinkeeper.Kinkeeper1.service", PackageResources.org_kinkeeper_Kinkeeper1_service),
    ("dbus-1/interfaces/org.kinkeeper.Kinkeeper1.xml", PackageResources.org_kinkeeper_Kinkeeper1_xml),
    ("applications/org.kinkeeper.Kinkeeper.desktop", PackageResources.org_kinkeeper_Kinkeeper_desktop),
    ("metainfo/org.kinkeeper.Kinkeeper.metainfo.xml", PackageResources.org_kinkeeper_Kinkeeper_metainfo_xml),
  ].map { path, bytes in Companion(path: path, text: String(decoding: bytes, as: UTF8.self)) }

  /// The pages of the manual. `make release` puts them into a folder `man` beside the programs.
  static func manual(besides programs: String) -> [Companion] {
    [("kin.1", "man1"), ("kinkeeper.5", "man5"), ("kinkeeperd.8", "man8")].map { page, section in
      let bytes = try? InstalledFile.read("\(programs)/man/\(page)")
      return Companion(
        path: "man/\(section)/\(page)", text: bytes.map { String(decoding: $0, as: UTF8.self) })
    }
  }
}
