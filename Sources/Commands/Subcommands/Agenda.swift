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
    let coming = forecast(
      after: situation.now, rituals: situation.kept, history: situation.ledgers, people: situation.household.people,
      perRitual: 1)
    if options.json {
      let object: JSON = ["open": .list(open.map(\.json)), "next": .list(coming.map(\.json))]
      printLine(object.text(.pretty))
      return
    }
    show(open: open, coming: coming, in: situation)
  }

  private func show(open: [Upcoming], coming: [Upcoming], in situation: Situation) {
    let terminal = Terminal()
    func list(_ upcoming: [Upcoming]) {
      let people = situation.household.people
      for line in lines(of: upcoming, people: people, zone: situation.zone, now: situation.now, terminal: terminal) {
        printLine(line)
      }
    }
    if !open.isEmpty {
      printLine(terminal.paint("Open", .yellow))
      list(open)
      printLine(terminal.paint("  answer with kin done, kin skip or kin snooze, and the name at the end", .dim))
      printLine()
    }
    printLine(terminal.paint("Coming up", .green))
    list(coming)
    if coming.isEmpty { printLine("  nothing" + (situation.kept.isEmpty ? ": the config has no rituals yet" : "")) }
    let paused = situation.kept.filter(\.ritual.isPaused).map { DisplayText.line($0.ritual.title) }
    if !paused.isEmpty { printLine(terminal.paint("  paused: " + paused.joined(separator: ", "), .dim)) }
  }
}

extension Situation {
  /// The occurrences that were due and have no answer.
  var open: [Upcoming] {
    kept.compactMap { kept in
      guard let start = ledger(kept).open else { return nil }
      let slot = kept.slot(at: start)
      return Upcoming(
        ritual: kept.ritual, slot: slot, zone: kept.schedule.zone,
        turn: kept.turn(at: slot, ledger: ledger(kept), people: household.people, now: now),
        reason: kept.ritual.whenText)
    }
  }
}
