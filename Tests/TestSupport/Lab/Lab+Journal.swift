import Foundation

extension Lab {
  /// The user's journal as `journalctl --user` gives it to that user: one dictionary an entry, oldest first.
  /// `matches` are journalctl's, like `KIN_RITUAL=coffee-ana`; a value that is no text comes as its description.
  public func journal(matching matches: [String] = []) async throws -> [[String: String]] {
    let outcome = try await run(["journalctl", "--user", "--quiet", "-o", "json", "--all"] + matches)
    return try outcome.output.split(separator: "\n").map { line in
      let entry = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
      return entry.mapValues { $0 as? String ?? String(describing: $0) }
    }
  }

  /// The latest entries as plain lines, for a failing test's report.
  public func journalTail(_ count: Int = 20) async throws -> String {
    try await run(["journalctl", "--user", "--quiet", "--no-pager", "-n", String(count)]).output
  }
}
