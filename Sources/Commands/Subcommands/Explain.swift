import ArgumentParser
import CivilTime
import JSONText
import Planning
import Recurrence
import Rituals

/// `kin explain`: why a ritual comes when it does, and what comes next.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Say why a ritual comes when it does, and what comes next.")

  @Argument(help: "A ritual, or one of its times (coffee-ana@2026-12-05T10:00).")
  var ritual: String

  @OptionGroup var options: ReadingOptions

  func run() throws {
    let situation = try Situation.read(options.files, at: options.at)
    let kept: Kept
    let slot: Slot?
    if let id = OccurrenceID(ritual) {
      (kept, slot) = try situation.occurrence(named: id.description)
    } else {
      kept = try situation.ritual(ritual)
      slot =
        kept.upcoming(
          after: situation.now, ledger: situation.ledger(kept), people: situation.household.people, count: 1
        ).first?.slot
    }
    let explanation = Explanation(kept, slot: slot, in: situation)
    if options.json {
      printLine(explanation.json.text(.pretty))
    } else {
      explanation.show(Terminal())
    }
  }
}

/// What there is to say of one ritual: the data first, words from it.
struct Explanation {
  let kept: Kept
  let slot: Slot?
  let open: CivilDateTime?
  let reminders: [(instant: Instant, time: ReminderTime)]
  let turn: Turn?
  let ledger: Ledger
  let people: [String: Person]
  let now: Instant

  init(_ kept: Kept, slot: Slot?, in situation: Situation) {
    self.kept = kept
    self.slot = slot
    ledger = situation.ledger(kept)
    open = ledger.open
    people = situation.household.people
    now = situation.now
    reminders = slot.map { kept.reminders(of: $0, after: situation.now) } ?? []
    turn = slot.flatMap { kept.turn(
        at: $0, ledger: situation.ledger(kept), people: situation.household.people, now: situation.now)
    }
  }

  private var zone: Zone { kept.schedule.zone }

  var json: JSON {
    let ritual = kept.ritual
    return [
      "ritual": .string(ritual.id), "title": .string(ritual.title), "when": .string(ritual.whenText),
      "meaning": .string(ritual.when.meaning), "rrule": .optional(ritual.when.rrule), "zone": .string(zone.identifier),
      "paused": .boolean(ritual.isPaused),
      "open": .optional(open.map { OccurrenceID(ritual: ritual.id, start: $0).description }),
      "occurrence": .optional(slot.map { OccurrenceID(ritual: ritual.id, start: $0.local).description }),
      "due": .optional(slot?.local.description), "utc": .optional(slot?.instant.description),
      "roles": .object((turn?.holders ?? []).map { JSON.Member($0.role, .optional($0.person)) }),
      "reminders": .list(
        reminders.map { ["utc": .string($0.instant.description), "remind": .string($0.time.description)] }),
      "lastTime": .optional(ledger.lastTime?.description), "via": .strings(ritual.via),
      "reasons": .strings(reasons),
    ]
  }

  /// The reasons, each a sentence, in the order in which they decide.
  var reasons: [String] {
    let ritual = kept.ritual
    var reasons = ["It comes \(ritual.when.meaning), by the clock of \(zone.identifier) (\"when\": \"\(ritual.whenText)\")."]
    if ritual.isPaused { reasons.append("It is paused, so nothing is given (\"paused\").") }
    if let starting = ritual.starting { reasons.append("It counts from \(starting.date) on (\"starting\").") }
    if let until = ritual.until { reasons.append("It ends after \(until.date) (\"until\").") }
    if let season = ritual.season {
      reasons.append(
        "It is kept from \(day(season.from)) to \(day(season.to)) only (\"season\").")
    }
    if case .cadence = ritual.when {
      reasons.append(
        ledger.lastTime.map { "The last time was \(DisplayText.when($0, seenFrom: zone.local(at: now)).lowercasedFirst)." }
          ?? "There is no last time yet, so it begins with the first day that fits.")
    }
    if let open {
      reasons.append(
        "\(DisplayText.when(open, seenFrom: zone.local(at: now))) it was due and is still open: kin done, kin skip or kin snooze answers it.")
    }
    if let snooze = ledger.snooze, let until = snooze.until {
      reasons.append("You put it off until \(zone.local(at: until).shortDescription).")
    }
    if let slot, slot.instant > now {
      let real = zone.local(at: slot.instant)
      if real != slot.local {
        reasons.append("The clock skips \(slot.local.time) on that day, so it comes at \(real.time).")
      }
    }
    if slot == nil, !ritual.isPaused { reasons.append("Nothing of it is to come any more.") }
    if let turn {
      let names = turn.holders.map { "\($0.role): \($0.person.map { people[$0]?.name ?? $0 } ?? "nobody, all are away")" }
      reasons.append("Next time \(names.joined(separator: ", ")): the next in the order (\"turns\").")
    }
    return reasons
  }

  private func day(_ day: MonthDay) -> String { "\(day.day) \(DisplayText.months[day.month - 1])" }

  func show(_ terminal: Terminal) {
    let local = zone.local(at: now)
    printLine(terminal.paint(DisplayText.line(kept.ritual.title), .bold) + terminal.paint("  \(kept.ritual.id)", .dim))
    for reason in reasons { printLine("  " + reason) }
    if let slot {
      printLine()
      printLine(terminal.paint("  next  ", .green) + DisplayText.when(slot.local, seenFrom: local))
      for (instant, time) in reminders {
        printLine(
          "        reminder \(DisplayText.when(zone.local(at: instant), seenFrom: local).lowercasedFirst) (\(time)), by \(DisplayText.list(kept.ritual.via))")
      }
    }
  }
}

extension String {
  /// The same with its first letter small.
  var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
