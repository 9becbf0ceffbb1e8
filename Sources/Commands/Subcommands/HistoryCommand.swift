import ArgumentParser
import CivilTime
import History
import JSONText
import Rituals

/// `kin history`: what was given, answered and passed.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Show what was given and answered, the latest last.")

  @Argument(help: ArgumentHelp("Only this ritual, or one of its times.", valueName: "ritual"))
  var ritual: String?

  @Option(name: .long, help: "Show so many entries at most; 0 shows all.")
  var count = 50

  @Flag(name: .long, help: "Also show the bookkeeping: schedules adopted, turns, channels.")
  var all = false

  @Flag(name: .long, help: "Print JSON, bookkeeping included.")
  var json = false

  @OptionGroup var files: FileOptions

  func validate() throws { if count < 0 { throw ValidationError("--count is 0 or more") } }

  func run() throws {
    guard let store = try HistoryStore(reading: files.statePath) else {
      if json { printLine("[]") } else { printMessage("there is no history yet in \(files.statePath)") }
      return
    }
    let occurrence = ritual.flatMap { OccurrenceID($0) }
    var entries: [HistoryStore.Entry] = []
    try store.forEachEvent { entry in
      if let ritual, entry.event.ritual != (occurrence?.ritual ?? ritual) { return }
      if let occurrence, entry.event.occurrence != occurrence { return }
      if json || all || entry.event.fact.isForPeople { entries.append(entry) }
      if count > 0, entries.count > 2 * count { entries.removeFirst(count) }
    }
    if count > 0 { entries = entries.suffix(count) }
    json ? printLine(JSON.list(entries.map(\.json)).text(.pretty)) : show(entries)
  }

  private func show(_ entries: [HistoryStore.Entry]) {
    // The config may be broken or gone: the history stands without it, in the zone of the machine.
    let situation = try? Situation.read(files)
    let zone = situation?.zone ?? .utc
    var columns = Columns()
    for entry in entries {
      let local = zone.local(at: entry.event.at)
      columns.add(
        ("\(local.date) \(local.time)", .dim), (entry.event.occurrence?.description ?? entry.event.ritual, .bold),
        (entry.event.fact.sentence(in: zone), nil))
    }
    for line in columns.lines(Terminal()) { printLine(line) }
    if entries.isEmpty { printMessage("nothing yet") }
  }
}

extension HistoryStore.Entry {
  /// One element of `kin history --json`.
  var json: JSON {
    var object: JSON = [
      "number": .integer(number), "at": .string(event.at.description), "ritual": .string(event.ritual),
      "occurrence": .optional(event.occurrence?.description),
    ]
    for member in event.fact.members { object = object.adding(member.name, member.value) }
    return object
  }
}

extension Event.Fact {
  /// False for bookkeeping.
  var isForPeople: Bool {
    switch self {
    case .given, .done, .skipped, .snoozed, .lapsed, .failed, .began: true
    case .adopted, .released, .turn, .folded, .carried, .asked: false
    }
  }

  /// The fact as JSON: its word, and what belongs to it.
  var members: [JSON.Member] {
    func fact(_ word: String, _ rest: JSON.Member...) -> [JSON.Member] { [JSON.Member("fact", .string(word))] + rest }
    func kind(_ kind: ReminderKind) -> JSON.Member { JSON.Member("kind", .string(kind.description)) }
    switch self {
    case .adopted(let schedule): return fact("adopted", .init("schedule", .string(schedule)))
    case .released: return fact("released")
    case .turn(let turn):
      return fact(
        "turn", .init("roles", .object(turn.holders.map { JSON.Member($0.role, .optional($0.person)) })))
    case .given(let which, let attempt): return fact("given", kind(which), .init("attempt", .integer(attempt)))
    case .began: return fact("began")
    case .folded(let which): return fact("folded", kind(which))
    case .carried(let which, let channel): return fact("carried", kind(which), .init("channel", .string(channel)))
    case .failed(let which, let channel, let reason):
      return fact("failed", kind(which), .init("channel", .string(channel)), .init("reason", .string(reason)))
    case .done(let on): return fact("done", .init("on", .string(on.description)))
    case .skipped(let on): return fact("skipped", .init("on", .string(on.description)))
    case .snoozed(let until): return fact("snoozed", .init("until", .string(until.description)))
    case .lapsed(let reason): return fact("lapsed", .init("reason", .string(reason)))
    case .asked: return fact("asked")
    }
  }

  /// The fact in words.
  func sentence(in zone: Zone) -> String {
    switch self {
    case .adopted(let schedule): "under care: \(schedule)"
    case .released: "no longer in the config"
    case .turn(let turn): turn.holders.map { "\($0.role): \($0.person ?? "nobody")" }.joined(separator: ", ")
    case .given(let kind, let attempt):
      "reminded (\(kind.word))" + (attempt > 1 ? ", once more after an interruption" : "")
    case .began: "began"
    case .folded(let kind): "a reminder (\(kind)) made room for a nearer one"
    case .carried(_, let channel): "carried by \(channel)"
    case .failed(_, let channel, let reason): "not carried by \(channel): \(reason)"
    case .done: "done"
    case .skipped: "skipped"
    case .snoozed(let until): "put off until \(zone.local(at: until).shortDescription)"
    case .lapsed(let reason): "passed: \(reason)"
    case .asked: "a reminder was asked for"
    }
  }
}
