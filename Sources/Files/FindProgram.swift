import Glibc

/// Where a program was found.
public enum FoundProgram: Hashable, Sendable {
  case at(String)
  /// A file of that name is there, but nobody may run it.
  case notExecutable(String)
  case missing

  /// Finds a program like a shell.
  ///
  /// - Parameters:
  ///   - folders: the value of `PATH`; relative parts are ignored, since they would depend on the current folder.
  ///   - home: the folder for a relative path with a slash.
  public static func find(_ program: String, folders: String?, from home: String) -> FoundProgram {
    let isPath = program.utf8.contains(UInt8(ascii: "/"))
    let places =
      isPath
      ? [
        program.hasPrefix("/")
          ? program : "\(home)/\(program.hasPrefix("./") ? program.dropFirst(2) : program[...])"
      ]
      : folderList(folders).map { "\($0)/\(program)" }
    var found = FoundProgram.missing
    for place in places {
      guard let status = fileStatus(place) else { continue }
      if status.isRegular, access(place, X_OK) == 0 { return .at(place) }
      if found == .missing { found = .notExecutable(place) }
    }
    return found
  }

  /// The names that a shell would find.
  public static func names(in folders: String?) -> [String] { folderList(folders).flatMap(entryNames) }

  private static func folderList(_ folders: String?) -> [String] {
    (folders ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map(String.init).filter {
      $0.hasPrefix("/")
    }
  }
}
