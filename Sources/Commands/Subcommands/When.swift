import ArgumentParser
import CivilTime
import Clock
import Glibc
import JSONText
import Recurrence
import Rituals

/// `kin when RULE`: what a rule means, and its next dates.
struct When: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what a rule means and when it comes.",
    discussion: """
      RULE is a phrase ("every first saturday at 10:00") or an RRULE ("RRULE:FREQ=MONTHLY;BYDAY=1SA").

      Without --after the dates are counted from the start on, or from now where no start is given.
      """)

  @Argument(help: "A phrase, or an RRULE.")
  var rule: String

  @Option(name: .long, help: ArgumentHelp("The start on the wall clock: 2026-12-05T10:00.", valueName: "local"))
  var start: String?

  @Option(name: .long, help: ArgumentHelp("The time zone: Europe/Berlin. Without it, the system's.", valueName: "zone"))
  var zone: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Only times later than this one: 2026-12-05T09:00:00Z, or on the wall clock.", valueName: "instant"))
  var after: String?

  @Option(name: .long, help: "How many times to show.")
  var count = 5

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  func validate() throws {
    guard (1...100_000).contains(count) else { throw ValidationError("--count goes from 1 to 100000") }
  }

  func run() throws {
    let zones = SystemZones()
    let zone: Zone
    do {
      zone = try self.zone.map { try zones.zone($0) } ?? zones.systemZone().zone
    } catch {
      let near = EditDistance.closest(to: self.zone ?? "", among: zones.identifiers)
      throw ValidationError("\(error)" + (near.map { "; did you mean \"\($0)\"?" } ?? ""))
    }
    let form = try read(rule)
    let now = WallClock.now()
    var ritual = Ritual(id: "when", title: "", when: form, whenText: rule)
    ritual.starting = try startPoint(form, now: zone.local(at: now))
    let schedule = Schedule(ritual, zone: zone)
    let floor = try floor(zone: zone, now: now)
    let slots = times(of: schedule, after: floor, start: ritual.starting)
    if json {
      printLine(object(form, slots, zone: zone).text(.pretty))
    } else {
      show(form, slots, zone: zone, now: now)
    }
    if slots.isEmpty { printMessage("kin: this never comes\(after == nil ? "" : " after \(after ?? "")")") }
  }

  private func read(_ text: String) throws -> Form {
    do throws(TextFault) {
      if text.utf8.count >= 5, ["RRULE", "FREQ="].contains(text.prefix(5).uppercased()) {
        return .rule(try RecurrenceRule(text))
      }
      return try Phrase.parse(text)
    } catch {
      printMessage(describe(error, in: text))
      throw ExitCode(EX_USAGE)
    }
  }

  /// The fault as a compiler tells it: the text with a caret below.
  private func describe(_ fault: TextFault, in text: String) -> String {
    let bytes = Array(text.utf8)
    let before = String(decoding: bytes[..<min(fault.range.lowerBound, bytes.count)], as: UTF8.self)
    let marked = String(
      decoding: bytes[min(fault.range.lowerBound, bytes.count)..<min(fault.range.upperBound, bytes.count)], as: UTF8.self)
    let caret = String(repeating: " ", count: displayWidth(before)) + "^"
      + String(repeating: "~", count: max(0, displayWidth(marked) - 1))
    let suggestion = fault.suggestion.map { "; did you mean \"\($0)\"?" } ?? ""
    return "kin: \(fault.message)\(suggestion)\n  \(DisplayText.line(text))\n  \(caret)"
  }

  /// The start as given; else today, where the rule hangs on one.
  private func startPoint(_ form: Form, now: CivilDateTime) throws -> LocalPoint? {
    if let start {
      if let date = CivilDate(start) { return LocalPoint(date) }
      guard let local = CivilDateTime(start) else {
        throw ValidationError("\"\(start)\" is no wall time; write 2026-12-05T10:00")
      }
      return LocalPoint(local.date, local.time)
    }
    guard case .rule(let rule) = form else { return nil }
    let isPhrase = rule.phrase != nil
    if form.needsAnchor {
      printMessage("kin: counted from today, since no --start is given; in a config, `starting` says which one counts")
    }
    if isPhrase && !form.needsAnchor { return nil }
    return LocalPoint(now.date, isPhrase ? nil : TimeOfDay(secondOfDay: now.time.secondOfDay / 60 * 60))
  }

  private func floor(zone: Zone, now: Instant) throws -> Instant {
    if let after { return try instant(after, zone: zone) }
    return start == nil ? now : .distantPast
  }

  private func times(of schedule: Schedule, after floor: Instant, start: LocalPoint?) -> [Slot] {
    var slots: [Slot] = []
    var cursor = floor
    var last: CivilDateTime? = schedule.isCadence ? start.map { CivilDateTime($0.date, $0.time ?? .midnight) } : nil
    while slots.count < count, let slot = schedule.next(after: cursor, last: last) {
      slots.append(slot)
      cursor = slot.instant
      // A cadence goes on as if it were kept each time.
      if schedule.isCadence { last = slot.local }
    }
    return slots
  }

  private func object(_ form: Form, _ slots: [Slot], zone: Zone) -> JSON {
    [
      "rule": .string(rule), "meaning": .string(form.meaning), "rrule": .optional(form.rrule),
      "occurrences": .list(
        slots.map { slot in
          [
            "local": .string(slot.local.description), "zone": .string(zone.identifier),
            "utc": .string(slot.instant.description),
          ]
        }),
    ]
  }

  private func show(_ form: Form, _ slots: [Slot], zone: Zone, now: Instant) {
    let terminal = Terminal()
    printLine(terminal.paint(form.meaning, .bold))
    if let rrule = form.rrule { printLine(terminal.paint("RRULE:" + rrule, .dim)) }
    var columns = Columns()
    for slot in slots {
      let real = zone.local(at: slot.instant)
      let weekday = DisplayText.weekdays[real.date.weekday.rawValue].prefix(3)
      let moved = real == slot.local ? "" : "(\(slot.local.time) does not exist on that day)"
      columns.add(
        (String(weekday), nil), (real.date.description, .cyan), (real.time.description, .cyan),
        (zone.abbreviation(at: slot.instant), .dim), (slot.instant.description, .dim), (moved, .yellow))
    }
    for line in columns.lines(terminal, indent: "  ") { printLine(line) }
  }
}

extension Form {
  /// Canonical RRULE text, where the form is one.
  var rrule: String? {
    if case .rule(let rule) = self { return rule.description }
    return nil
  }
}
