/// Why there is no lab. A test that needs one fails with it; it never passes by skipping.
public struct LabFailure: Error, CustomStringConvertible {
  /// The part that could not start: `root`, `tools`, `cgroup`, `journald`, `user manager`, `bus`, `display`,
  /// `notification daemon`, `bus monitor`, `programs`, or `start` where nothing was said.
  public let part: String
  /// That part's last words.
  public let reason: String

  /// `lab: PART could not start: WHY`.
  public var description: String { "lab: \(part) could not start: \(reason)" }

  /// A part by its name, and why it could not start.
  public init(part: String, reason: String) {
    self.part = part
    self.reason = reason
  }

  /// Reads `failed: PART: WHY`, as the script says it.
  public init?(saying line: String) {
    let words = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard words.count == 3, words[0] == "failed" else { return nil }
    self.init(part: words[1].trimmed, reason: words[2].trimmed)
  }
}

/// A condition that did not come true in time.
public struct WaitedInVain: Error, CustomStringConvertible {
  let what: String
  let seconds: Double
  /// The last of the lab's journal, for whoever has to find out why.
  var journal = ""

  /// What was waited for, and for how long.
  public var description: String {
    "waited \(seconds) s in vain for \(what)" + (journal.isEmpty ? "" : "; the journal ends with\n\(journal)")
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " || $0 == "\n" }.reversed())
  }
}
