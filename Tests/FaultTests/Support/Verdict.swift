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
    for event in events {
      if case .given(let kind, _) = event.fact, let occurrence = event.occurrence {
        given[ReminderID(occurrence, kind).description, default: 0] += 1
      }
    }
    var seen: [String: Int] = [:]
    for entry in journal {
      guard let reminder = entry["KIN_REMINDER"] else { continue }
      seen[reminder, default: 0] += 1
      guard seen[reminder, default: 0] > 1 else { continue }
      repeats += 1
      if entry["KIN_ATTEMPT"].flatMap({ Int($0) }) ?? 1 < 2 { unmarked.append(reminder) }
    }
    lost = due.filter { seen[$0] == nil }
    misrecorded = due.filter { given[$0] != 1 } + given.keys.filter { !due.contains($0) }
  }

  var description: String {
    "lost \(lost), recorded wrongly \(misrecorded), repeated unmarked \(unmarked), repeats \(repeats)"
  }
}
