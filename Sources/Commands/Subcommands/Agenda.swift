import ArgumentParser
import CivilTime
import JSONText
import Planning
import Rituals

/// `kin`: what is open and what comes next.
struct Agenda: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agenda", abstract: "Show what is open and what comes next (the same as kin alone).")

  @OptionGroup var options: ReadingOptions

  func run() throws {
    let situation = try Situation.read(options.files, at: options.at)
    let open = situation.open
    let coming = situation.coming()
    if options.json {
      let object: JSON = [
        "open": .list(open.map(\.json)), "next": .list(coming.map(\.json)),
        "birthdays": .list(situation.birthdays.map { .birthday($0) }),
        "away": .list(situation.absences.map { .away($0) }),
        "easedThrough": .optional(situation.easedThrough?.description),
      ]
      printLine(object.text(.pretty))
      return
    }
    let terminal = Terminal()
    if !open.isEmpty {
      printLine(terminal.paint("Open", .yellow))
      for line in situation.lines(of: open, terminal) { printLine(line) }
      printLine(terminal.paint("  " + hint(for: open), .dim))
      printLine()
    }
    printLine(terminal.paint(heading(in: situation), .green))
    for line in situation.lines(of: coming, terminal) { printLine(line) }
    if coming.isEmpty {
      printLine(situation.kept.isEmpty ? "  the config has no rituals yet" : "  nothing for now")
    }
    if let day = situation.easedThrough {
      let last = DisplayText.day(day, seenFrom: situation.today, inSentence: true)
      printLine(terminal.paint("  eased until \(last): kin stretched says how", .dim))
    }
    let paused = situation.kept.filter(\.ritual.isPaused).map { DisplayText.line($0.ritual.title) }
    if !paused.isEmpty { printLine(terminal.paint("  paused: " + paused.joined(separator: ", "), .dim)) }
    let days = situation.linesOfDays(terminal)
    if !days.isEmpty {
      printLine()
      printLine(terminal.paint("People", .green))
      for line in days { printLine(line) }
    }
    tellDetails(situation, for: open + coming, terminal)
  }

  /// What to ask about when the nearest of them come.
  private func tellDetails(_ situation: Situation, for upcoming: [Upcoming], _ terminal: Terminal) {
    let details = situation.detailsToAsk(for: upcoming).prefix(3)
    guard !details.isEmpty else { return }
    printLine()
    printLine(terminal.paint("To ask about", .green))
    for line in situation.lines(of: Array(details), terminal, withNames: true) { printLine(line) }
  }

  private func hint(for open: [Upcoming]) -> String {
    guard open.count == 1, let ritual = open.first?.ritual else {
      return "answer with kin done, kin skip or kin snooze, and the name"
    }
    let id = ritual.id
    return (ritual.prompts == nil ? "" : "kin checkin \(id), ")
      + "kin done \(id), kin skip \(id), or kin snooze \(id) 2h"
  }

  private func heading(in situation: Situation) -> String {
    guard options.at != nil else { return "Coming up" }
    let local = situation.zone.local(at: situation.now)
    return "Coming up after \(dayText(local, seenFrom: CivilDateTime(localSeconds: 0))) \(local.time)"
  }
}
