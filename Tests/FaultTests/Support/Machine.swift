import Glibc
import TestSupport
import Testing

/// What the tests need of the machine beside a compiler for Swift.
enum Machine {
  /// Why a test cannot run here; nil where it can. Under continuous integration (`CI=true`) that is a failure, elsewhere
  /// it is said and the test is left out.
  static func lacks(_ programs: [String], root: Bool = false) -> String? {
    var missing = programs.filter { name in
      !(getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin").split(separator: ":")
        .contains { access("\($0)/\(name)", X_OK) == 0 }
    }
    if root, geteuid() != 0 { missing.append("the rights of root") }
    return missing.isEmpty ? nil : missing.joined(separator: ", ")
  }

  /// True where a test may go on.
  static func has(_ programs: String..., root: Bool = false) -> Bool {
    guard let missing = lacks(programs + ["unshare", "cc"], root: root) else { return true }
    let isRequired = getenv("CI").map { String(cString: $0) } == "true"
    if isRequired {
      Issue.record("this machine lacks \(missing); see 'make setup-test'")
    } else {
      print("left out, since this machine lacks \(missing)")
    }
    return false
  }

  /// A library of `Preload`, compiled once for each run of the tests.
  static func preload(_ name: String) throws -> String {
    let library = libraries("lib\(name).so")
    guard access(library, R_OK) != 0 else { return library }
    let source = "\(Project.root)/Tests/FaultTests/Preload/\(name).c"
    let outcome = try Command(["cc", "-O2", "-shared", "-fPIC", "-Wall", "-Werror", "-o", library, source])
      .run()
    guard outcome.status == 0 else { throw TextFile.Fault(path: source, reason: outcome.error) }
    return library
  }

  private static let libraries = TemporaryFolder()
}
