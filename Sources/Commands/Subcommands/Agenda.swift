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
    let all = situation.coming()
    // Birthdays stand under the people, those that are near.
    let coming = all.filter { $0.ritual.birthdayOf == nil }
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
      printLine(situation.household.rituals.isEmpty ? "  the config has no rituals yet" : "  nothing for now")
    }
    if let day = situation.easedThrough {
      let last = DisplayText.day(day, seenFrom: situation.today, inSentence: true)
      printLine(terminal.paint("  eased until \(last): kin stretched says how", .dim))
    }
    let paused = situation.kept.filter(\.ritual.isPaused).map { DisplayText.line($0.ritual.title) }
    if !paused.isEmpty { printLine(terminal.paint("  paused: " + paused.joined(separator: ", "), .dim)) }
    if terminal.width != nil, options.at == nil, options.files.daemon == nil {
      let words =
        "the daemon does not run, so nothing reminds: kin service install, or systemctl --user start kinkeeper"
      for line in terminal.paragraph(words, indent: "  ") { printLine(terminal.paint(line, .dim)) }
    }
    tell(situation.linesOfDays(terminal), under: "People", terminal)
    tell(situation.goodToKnowToday(of: open + all).map { "  " + $0 }, under: "Good to know", terminal)
    let details = situation.detailsToAsk(for: open + all).prefix(3)
    tell(situation.lines(of: Array(details), terminal, withNames: true), under: "To ask about", terminal)
  }

  private func tell(_ lines: [String], under heading: String, _ terminal: Terminal) {
    guard !lines.isEmpty else { return }
    printLine()
    printLine(terminal.paint(heading, .green))
    for line in lines { printLine(line) }
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
