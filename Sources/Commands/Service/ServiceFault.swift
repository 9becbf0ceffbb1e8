import Files

/// Why the service could not be installed.
enum ServiceFault: Error, Equatable {
  /// HOME is not set, or not absolute.
  case noHome
  /// A program that should stand beside `kin` does not.
  case noProgram(path: String)
  /// The manual is missing, which a package needs.
  case noManual(besides: String)
  /// All files are in their places, but no user manager answers to start the service.
  case noManager(said: String)
  /// The manager could not start the service; `said` is its account.
  case notStarted(said: String)
}

extension ServiceFault: CustomStringConvertible {
  /// What could not be done, and the way out.
  var description: String {
    switch self {
    case .noHome: "cannot tell where to install: HOME is not set to an absolute path"
    case .noProgram(let path): "cannot install: there is no \(path); build both programs first (make release)"
    case .noManual(let folder): "cannot make a package: there is no \(folder)/man; make release puts it there"
    case .noManager(let said):
      """
      the files are in place, but no systemd user manager answers: \(said)
      from a session that has one, run:
        systemctl --user daemon-reload
        systemctl --user enable --now \(UnitFile.name)
      without systemd, start kinkeeperd with your session instead
      """
    case .notStarted(let said):
      """
      installed, but \(UnitFile.name) did not start:
      \(said)
      look at: kin config check; journalctl --user -u \(UnitFile.name)
      """
    }
  }
}
