import ArgumentParser
import CivilTime
import Facts
import JSONText
import Planning
import Rituals
import Wording

/// `kin turns`: who is on, at any time to come, and why.
struct TurnsCommand: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "turns", abstract: "Show whose turn it is, now and later, and why.",
    discussion: """
      Without a ritual it shows all that have turns, each with its next times. What is open stands first. A ritual that counts from its last time shows just one to come: the one after depends on \
      when that takes place. With --at, whose turn it is at any time ahead.

      With --json: an array of occurrence, due (wall time of the ritual), roles, reason.
      """)

  @Argument(help: "A ritual, or one of its times (coffee-ana@2026-12-05T10:00).", completion: .rituals)
  var ritual: String?

  @Option(help: "Show this many; without it 5, or 2 of each where no ritual is named.") var count: Int?

  @OptionGroup var options: ReadingOptions

  func validate() throws {
    if let count, !(1...100_000).contains(count) { throw ValidationError("--count goes from 1 to 100000") }
  }

  func run(in context: Context) throws -> Report {
    var situation = try context.situation(options.files)
    var from = situation.now
    if let at = options.at {
      from = try context.instant(at, zone: situation.zone)
      // Looked at from before, only what had happened by then counts; what lies ahead is counted on from today.
      if from <= situation.now { situation = try context.situation(options) }
    }
    let shown: [[Upcoming]]
    if let ritual {
      let (kept, occurrence) = try situation.named(ritual)
      shown = [try decisions(of: kept, occurrence, in: situation, from: from)]
    } else {
      let turning = situation.kept.filter { $0.ritual.turns != nil && !$0.ritual.isPaused }
      shown = try turning.map { try decisions(of: $0, nil, in: situation, from: from) }
    }
    if options.json { return Report(JSON.list(shown.joined().map { json($0, situation) })) }
    let pages = shown.compactMap { found in
      found.first.map { first in
        [context.terminal.heading(first.ritual.title, first.ritual.id)]
          + lines(of: found, here: first.zone.local(at: situation.now), in: situation)
      }
    }
    guard pages.isEmpty else { return Report(paragraphs: pages) }
    return .message(
      ritual.map { "nothing of \(DisplayText.line($0)) is to come" }
        ?? "nothing goes round here yet; \"turns\" in a ritual says whose turn it is")
  }

  private func decisions(
    of kept: ScheduledRitual, _ named: OccurrenceID?, in situation: Situation, from: Instant
  ) throws -> [Upcoming] {
    guard kept.ritual.turns != nil else {
      throw Failure("\(kept.ritual.id) has no turns; \"turns\" in the config says who does what in it")
    }
    let ledger = situation.ledger(kept)
    if let named {
      let one = try situation.occurrence(named)
      if one.slot.instant <= situation.now, ledger.turns.announced(at: one.start) == nil,
        situation.recordedTurn(of: named) == nil
      {
        throw Failure("nobody recorded whose turn \(named) was")
      }
      return [situation.asRecorded(one)]
    }
    let count = count ?? (ritual == nil ? 2 : 5)
    var found: [Upcoming] = []
    if from == situation.now, let open = ledger.open { found.append(situation.occurrence(of: kept, open)) }
    return found
      + kept.upcoming(
        after: situation.now, from: from, ledger: ledger, circumstances: situation.planner.circumstances,
        count: count - found.count)
  }

  private func json(_ one: Upcoming, _ situation: Situation) -> JSON {
    [
      "occurrence": "\(one.occurrence)", "due": "\(one.due)",
      "roles": .roles(of: one.turn), "reason": .string(situation.turnSentence(one)),
    ]
  }

  private func lines(of found: [Upcoming], here: CivilDateTime, in situation: Situation) -> [String] {
    Columns(found, main: 2) { one in
      [
        (dayText(one.due, seenFrom: here), .cyan), (one.due.time.description, .cyan),
        (situation.words(one.turn, ", "), nil), (situation.turnSentence(one), .dim),
      ]
    }.lines(situation.terminal)
  }
}
