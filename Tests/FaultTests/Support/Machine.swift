import Glibc
import TestSupport
import Testing

extension Trait where Self == ConditionTrait {
  /// Runs a test only on a machine that has these programs; elsewhere it is reported as skipped, with what is missing.
  /// Under continuous integration (`CI=true`) it runs all the same, and fails.
  static func needs(_ programs: String..., root: Bool = false) -> Self {
    let missing = Machine.lacks(programs, root: root)
    return .enabled(
      if: missing.isEmpty || variable("CI") == "true",
      "this machine lacks \(missing.joined(separator: ", ")); see 'make setup-test'")
  }
}

/// What the tests need beside a compiler for Swift.
enum Machine {
  fileprivate static func lacks(_ programs: [String], root: Bool) -> [String] {
    let folders = (variable("PATH") ?? "/usr/bin:/bin").split(separator: ":")
    let missing = programs.filter { name in !folders.contains { access("\($0)/\(name)", X_OK) == 0 } }
    return missing + (root && geteuid() != 0 ? ["the rights of root"] : [])
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

private func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
