import CivilTime
import Commands
import Files
import Glibc
import History
import Planning
import RitualFile
import Rituals
import Wording
import Zones

/// A page of what is typed in a terminal, played in a folder that stands for a home: `kin` is the real one, and the planner
/// reminds as in the daemon.
struct Transcript {
  enum Step {
    case heading(String)
    /// What a narrator says.
    case say(String)
    /// A command at a wall time, and the lines that answer its questions.
    case type(String, String, answers: [String] = [])
    /// A text of the config, and what is written in its place by hand.
    case edit(String, with: String)
    /// Time passes, and reminders come.
    case remind(String)
  }

  /// The columns of the terminal.
  static let width = 80
  /// The home of whoever types.
  private static let home = "/home/sam"

  private let folder: String
  private let zones: SystemZones
  private let zone: Zone
  private var lines: [String]
  private var block: [String] = []
  private var now = Instant.distantPast

  /// - Parameter folder: an empty one; its path is not on the page.
  init(_ steps: [Step], title: String, opening: String, in folder: String, zones: SystemZones = SystemZones())
    throws
  {
    (self.folder, self.zones) = (folder, zones)
    zone = try zones.zone("Europe/Berlin")
    lines = [
      "# \(title)", "", "<!-- Made by `make stories`: kin itself says what stands here. -->", "",
    ]
    lines += DisplayText.wrapped(opening, to: Transcript.width) + [""]
    for step in steps { try play(step) }
    endBlock()
  }

  var text: String { lines.joined(separator: "\n").trimmedEnd + "\n" }

  private mutating func endBlock() {
    while block.last?.isEmpty == true { block.removeLast() }
    if !block.isEmpty { lines += ["```text"] + block + ["```", ""] }
    block = []
  }

  private mutating func play(_ step: Step) throws {
    switch step {
    case .heading(let text):
      endBlock()
      lines += ["## \(text)", ""]
    case .say(let text):
      endBlock()
      lines += DisplayText.wrapped(text, to: Transcript.width) + [""]
    case .type(let time, let command, let answers):
      now = try instant(time)
      block.append("$ \(command)")
      block += try kin(Story.Deed(time, command, answers: answers))
      block.append("")
    case .edit(let text, let other):
      let path = folder + "/.config/kinkeeper/config.json"
      let config = String(decoding: try readBounded(path: path, limit: 1 << 20), as: UTF8.self)
      guard config.contains(text) else { throw HandbookFault("the config has no \(text)\n\(config)") }
      try writeAtomically(
        path: path, bytes: Array(config.replacing(text, with: other, maxReplacements: 1).utf8))
    case .remind(let time): try remind(through: instant(time))
    }
  }

  private func instant(_ wall: String) throws -> Instant {
    guard let local = CivilDateTime(wall) else { throw HandbookFault("no wall time: \(wall)") }
    return zone.instant(of: local)
  }

  // MARK: What is typed

  private func kin(_ deed: Story.Deed) throws -> [String] {
    let typed = folder + "/typed"
    try writeAtomically(path: typed, bytes: Array(deed.answers.map { $0 + "\n" }.joined().utf8))
    let input = open(typed, O_RDONLY | O_CLOEXEC)
    defer { close(input) }
    var (output, answers) = ("", deed.answers[...])
    var context = Context()
    let environment = ["HOME": folder, "TZ": zone.identifier]
    (context.now, context.zones, context.environment) = (
      { now }, SystemZones(folder: nil, setting: zone.identifier), { environment[$0] }
    )
    (context.terminal, context.errorTerminal) = (
      Terminal(width: Transcript.width), Terminal(width: Transcript.width)
    )
    (context.input, context.isInteractive) = (input, !deed.answers.isEmpty)
    context.write = { text in
      output += text
      // A question: what is typed stands behind it.
      if text.hasSuffix(" ") { output += answers.popFirst() ?? "" }
    }
    context.writeError = { output += $0 }
    _ = Kin.run(deed.arguments, in: context)
    return output.replacing(folder, with: Transcript.home).trimmedEnd
      .split(separator: "\n", omittingEmptySubsequences: false).map { line in
        String(line.reversed().drop { $0 == " " }.reversed())
      }
  }

  // MARK: What the daemon does

  private mutating func remind(through end: Instant) throws {
    let path = folder + "/.config/kinkeeper/config.json"
    let reading = RitualFile.read(try readBounded(path: path, limit: 1 << 20), file: path, zones: nil)
    guard let household = reading.household else { throw HandbookFault("\(reading.diagnostics)") }
    let state = folder + "/.local/state/kinkeeper"
    try PrivateFolder.make(state, home: folder)
    let store = try HistoryStore(folder: state, now: now)
    var planner = try Planner(household, zone: zone, zones: { try zones.zone($0) }, chronicle: store.fold())
    while now <= end {
      let plan = planner.plan(now: now)
      for reminder in plan.reminders { show(reminder, household.people) }
      for event in plan.preparations(at: now) + plan.outcomes(at: now) {
        planner.apply(event, number: try store.append([event]))
      }
      if plan.hasWork { continue }
      guard let wakeAt = plan.wakeAt, wakeAt <= end else { break }
      now = max(wakeAt, now)
    }
    now = end
  }

  private mutating func show(_ reminder: Reminder, _ people: [String: Person]) {
    let local = zone.local(at: now)
    var parts = ["\(reminder.title): \(DisplayText.when(reminder.due.local, seenFrom: local))"]
    if !reminder.with.isEmpty { parts.append("With " + DisplayText.list(reminder.with)) }
    parts += reminder.roles.map { "\($0.role): \($0.person ?? "nobody")" }
    endBlock()
    let time = "\(local.date.weekday.name), \(local.date.shortWords), \(local.time)"
    let words = DisplayText.wrapped("\(time): \(parts.joined(separator: " · "))", to: Transcript.width - 2)
    lines += words.map { "> \($0)" } + [""]
  }
}
