/// The daemon's unit for the user manager: `systemd/kinkeeper.service`, which `kin` contains.
enum UnitFile {
  /// The name under which the user manager knows it.
  static let name = "kinkeeper.service"

  /// The unit's text for a `kinkeeperd` in `programs`, an absolute path; `home` is what the manager calls `%h`.
  static func text(programs: String, home: String) -> String {
    guard programs != home + "/.local/bin" else { return text }
    // systemd.unit(5), systemd.syntax(7): a percent sign is doubled; within quotes only backslash and quote are escaped.
    var quoted = "\""
    for character in programs + "/kinkeeperd" {
      switch character {
      case "%": quoted += "%%"
      case "\"", "\\": quoted += "\\\(character)"
      default: quoted.append(character)
      }
    }
    quoted += "\""
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix("ExecStart=") ? "ExecStart=" + quoted : String($0) }
      .joined(separator: "\n")
  }

  /// The unit for the usual place, `~/.local/bin`.
  static let text = String(decoding: PackageResources.kinkeeper_service, as: UTF8.self)
}
