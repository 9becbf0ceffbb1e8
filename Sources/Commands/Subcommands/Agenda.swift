import ArgumentParser
import CivilTime
import Facts
import JSONText
import Planning
import Wording

/// `kin`: what is open and what comes next.
struct Agenda: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "agenda", abstract: "Show what is open and what comes next (the same as kin alone).")

  @OptionGroup var options: ReadingOptions

  func run(in context: Context) throws -> Report {
    let situation = try context.situation(options)
    let open = situation.open
    let all = situation.coming()
    // Birthdays stand under the people, those that are near.
    let coming = all.filter { $0.ritual.birthdayOf == nil }
    if options.json {
      return Report([
        "open": .list(open.map(\.json)), "next": .list(coming.map(\.json)),
        "birthdays": .list(situation.birthdays.map { .birthday($0) }),
        "away": .list(situation.absences.map { .away($0) }),
        "easedThrough": .optional(situation.stretchedThrough),
      ])
    }
    let terminal = context.terminal
    var report = Report()
    if !open.isEmpty {
      report.lines.append(terminal.paint("Open", .yellow))
      report.lines += situation.lines(of: open)
      report.lines += [terminal.paint("  " + hint(for: open), .dim), ""]
    }
    report.lines.append(terminal.paint(heading(in: situation), .green))
    report.lines += situation.lines(of: coming)
    if coming.isEmpty {
      let hasNone = situation.household.rituals.isEmpty
      report.lines.append(hasNone ? "  the config has no rituals yet" : "  nothing for now")
    }
    if let day = situation.stretchedThrough {
      let words = "  stretched until \(situation.day(day)): kin stretched shows how"
      report.lines.append(terminal.paint(words, .dim))
    }
    let paused = situation.kept.filter(\.ritual.isPaused).map { DisplayText.line($0.ritual.title) }
    if !paused.isEmpty {
      report.lines.append(terminal.paint("  paused: " + paused.joined(separator: ", "), .dim))
    }
    if terminal.width != nil, options.at == nil, situation.places.daemon == nil {
      let words =
        "the daemon does not run, so nothing reminds: kin service install, or systemctl --user start kinkeeper"
      report.lines += terminal.paragraph(words, indent: "  ", .dim)
    }
    let details = situation.detailsToAsk(for: open + all).prefix(3)
    for (heading, lines) in [
      ("People", situation.linesOfDays),
      ("Good to know", situation.goodToKnowToday(of: open + all).map { "  " + $0 }),
      ("To ask about", situation.lines(of: Array(details), withNames: true)),
    ] {
      report.add(lines, under: terminal.paint(heading, .green))
    }
    return report
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
    let here = situation.here
    return "Coming up after \(dayText(here, seenFrom: CivilDateTime(localSeconds: 0))) \(here.time)"
  }
}
