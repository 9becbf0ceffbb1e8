import Rituals

/// Whether the promise was kept: each reminder that was due is given at least once and recorded as given exactly once, and
/// whatever comes again says so.
struct Verdict: Hashable, CustomStringConvertible {
  /// Reminders that the journal never got.
  var lost: [String] = []
  /// Reminders that are not recorded as given, or more than once.
  var misrecorded: [String] = []
  /// Repeats that do not say that they are ones.
  var unmarked: [String] = []
  /// How many repeats there were at all.
  var repeats = 0

  var isKept: Bool { lost.isEmpty && misrecorded.isEmpty && unmarked.isEmpty }

  /// - Parameters:
  ///   - due: the reminders that had to be given.
  ///   - journal: the entries that the journal got, in their order.
  ///   - events: the history.
  init(due: [String], journal: [[String: String]], events: [Event]) {
    var given: [String: Int] = [:]
    var digests: [String: Int] = [:]
    for event in events {
      guard let occurrence = event.occurrence else { continue }
      switch event.fact {
      case .reminded(.digest(let number), _):
        digests[ReminderID(occurrence, .digest(number)).description, default: 0] += 1
      case .reminded(let kind, _), .gathered(let kind, _):
        given[ReminderID(occurrence, kind).description, default: 0] += 1
      default: break
      }
    }
    var seen: [String: Int] = [:]
    for entry in journal {
      for reminder in Verdict.names(of: entry) {
        seen[reminder, default: 0] += 1
        guard seen[reminder, default: 0] > 1 else { continue }
        repeats += 1
        if entry["KIN_ATTEMPT"].flatMap({ Int($0) }) ?? 1 < 2 { unmarked.append(reminder) }
      }
    }
    lost = due.filter { seen[$0] == nil }
    misrecorded =
      due.filter { given[$0] != 1 } + given.keys.filter { !due.contains($0) }
      + digests.filter { $0.value != 1 }.keys
  }

  /// The reminder that an entry gives, or those of a digest.
  static func names(of entry: [String: String]) -> [String] {
    if let members = entry["KIN_MEMBERS"] { return members.split(separator: " ").map(String.init) }
    return entry["KIN_REMINDER"].map { [$0] } ?? []
  }

  var description: String {
    "lost \(lost), recorded wrongly \(misrecorded), repeated unmarked \(unmarked), repeats \(repeats)"
  }
}
