import Facts
import History
import JSONText
import Planning
import RitualFile
import Rituals
import Wording

/// What a command did that records, writes or notes something: one shape for all of them, for people and as JSON.
///
/// kin(1), "WHAT WAS DONE AS JSON", documents the object.
struct Receipt {
  /// The command, as it is typed behind `kin`: `done`, `people add`.
  var action: String
  /// False where everything was as asked already, or where it was only tried.
  var isChanged = true
  /// The ids of the rituals and people that it is about.
  var rituals: [String] = []
  var people: [String] = []
  /// The occurrence that it is about, if it is about just one.
  var occurrence: OccurrenceID?
  /// What was recorded in the history.
  var events: [HistoryStore.Entry] = []
  /// The config, where that was written.
  var path: String?
  /// What only this command has to say.
  var more: [JSON.Member] = []

  /// Prints it: `lines` for people, or the object.
  func report(_ lines: [String], messages: [String] = [], asJSON: Bool) -> Report {
    asJSON ? Report([object(lines).text(.pretty)], messages: messages) : Report(lines, messages: messages)
  }

  func report(_ line: String, messages: [String] = [], asJSON: Bool) -> Report {
    report([line], messages: messages, asJSON: asJSON)
  }

  private func object(_ lines: [String]) -> JSON {
    let head: JSON = [
      "action": .string(action), "changed": .boolean(isChanged),
      "message": .string(lines.joined(separator: "\n")), "rituals": .strings(rituals),
      "occurrence": .optional(occurrence), "people": .strings(people),
      "events": .list(events.map { $0.json() }), "path": .optional(path),
    ]
    return head + .object(more)
  }
}

extension Situation {
  /// Appends events as `append` does; returns them with their places in the history.
  func record(_ events: [Event]) throws -> [HistoryStore.Entry] {
    entries(events, last: try append(events))
  }

  /// The same where the history goes no further than a number; nil where it does.
  func record(_ events: [Event], ifLatest number: Int) throws -> [HistoryStore.Entry]? {
    try storeToWrite().append(events, ifLatest: number).map { entries(events, last: $0) }
  }

  private func entries(_ events: [Event], last: Int) -> [HistoryStore.Entry] {
    events.enumerated().map {
      HistoryStore.Entry(number: last - events.count + 1 + $0.offset, event: $0.element)
    }
  }
}

extension Context {
  /// The same where a program reads standard output: nobody is asked, and nothing is coloured or wrapped.
  func forProgram(if isForProgram: Bool) -> Context {
    guard isForProgram else { return self }
    var context = self
    (context.isInteractive, context.terminal) = (false, Terminal())
    return context
  }
}

extension Situation {
  /// What a command that wrote a ritual has to say of it: its object in the config, what it means, its next
  /// times, and what `kin config check` warns of.
  func written(_ kept: ScheduledRitual, _ config: JSON, _ warnings: [Diagnostic]) -> [JSON.Member] {
    [
      .init("config", config), .init("meaning", .string(kept.ritual.when.meaning)),
      .init("rrule", .optional(kept.ritual.when.rrule)),
      .init("occurrences", .list(coming([kept], perRitual: 3).map(\.json))),
      .init("warnings", JSON(warnings)),
    ]
  }
}
