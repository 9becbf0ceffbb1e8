import ArgumentParser
import CivilTime
import Glibc
import JSONText
import Recurrence
import Rituals
import Wording

/// `kin when RULE`: what a rule means, and its next dates.
struct When: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "when", abstract: "Say what a rule means and when it comes.",
    discussion: """
      RULE is a phrase ("every first saturday at 10:00", "3 weeks after last time"), an RRULE \
      ("RRULE:FREQ=MONTHLY;BYDAY=1SA") or a calendar expression of systemd ("OnCalendar=Sat *-*-1..7 10:00"), \
      whose own zone wins over --zone.

      With --start, times are shown from there on, the start itself included if the rule matches it; without it, from now \
      on. --after shows only later ones. A rule without a time of day takes that of its start, else 09:00.

      A rule that counts from the last time begins with the first day that fits, from --start on; --last says when the \
      last time was. Each further time counts from the one before, as if it took place then.

        kin when "every 2 weeks on thursday at 19:00" --start 2026-01-08
        kin when "RRULE:FREQ=MONTHLY;BYDAY=-1SU" --zone America/Lima --json
      """)

  @Argument(help: "A phrase, an RRULE, or OnCalendar= with a calendar expression.") var rule: String

  @Option(help: ArgumentHelp("The start on the wall clock: 2026-12-05T10:00.", valueName: "local"))
  var start: String?

  @Option(
    help: ArgumentHelp(
      "When the last time was, for a rule that counts from it: 2026-12-05.", valueName: "local"))
  var last: String?

  @Option(
    help: ArgumentHelp(
      "The time zone: Europe/Berlin. Without it, that of the config, else the system's.", valueName: "zone"),
    completion: .zones)
  var zone: String?

  @Option(
    help: ArgumentHelp(
      "Only times later than this: 2026-12-05T09:00:00Z, or on the wall clock.", valueName: "instant"))
  var after: String?

  @Option(
    help: ArgumentHelp(
      "Look from this time on instead of now: 2026-12-05T10:00, or with Z or an offset.", valueName: "time"))
  var at: String?

  @Option(help: "How many times to show.") var count = 5

  @Option(
    help: ArgumentHelp("Also show this person's local time.", valueName: "person"),
    completion: .people)
  var with: [String] = []

  @OptionGroup var files: FileOptions

  @Flag(
    help:
      "Print JSON: rule, meaning, rrule (null for several), rrules, and occurrences with local, zone and utc."
  ) var json = false

  func validate() throws {
    guard (1...100_000).contains(count) else { throw ValidationError("--count goes from 1 to 100000") }
  }

  func run(in context: Context) throws -> Report {
    let household = try household(context)
    let people = try people(in: household ?? Household(), context)
    var (zone, source) = try zone(of: household, context)
    let now = try at.map { try context.instant($0, zone: zone) } ?? context.now()
    let phrase = try When.phrase(of: rule, today: zone.local(at: now).date, context.errorTerminal)
    let form = phrase.form
    if let named = form.zone { (zone, source) = (try self.zone(named: named, context), nil) }
    var ritual = Ritual(id: "when", title: "", when: form, whenText: rule)
    let last = try lastTime(form)
    ritual.starting = try startPoint(phrase, after: now, zone: zone, context)
    ritual.except = phrase.except
    let isStarted = start != nil || phrase.starting != nil
    let begin = last.map { zone.instant(of: $0) } ?? (isStarted ? .distantPast : now)
    let floor = try after.map { try context.instant($0, zone: zone) } ?? begin
    let slots = times(of: Schedule(ritual, zone: zone), after: floor, last: last)
    var report =
      json
      ? Report(object(phrase, slots, zone: zone))
      : Report(lines(phrase, slots, zone: zone, people: people, context.terminal))
    if slots.isEmpty {
      var message = "it never comes \((after ?? start).map { "after \($0)" } ?? "from now on")"
      if case .start(_, let better) = ritual.hindrance(after: floor, zone: zone) {
        message += "; counted from \(better.date) it would"
      }
      report.messages.append(message)
    } else if let source, !json {
      report.lines.append(context.terminal.paint("Times are in \(zone.identifier), \(source).", .dim))
    }
    return report
  }

  // MARK: Reading

  /// The zone, and whose it is where nobody named it.
  private func zone(of household: Household?, _ context: Context) throws -> (Zone, source: String?) {
    if let zone { return (try self.zone(named: zone, context), nil) }
    if let name = household?.timeZone {
      return (try self.zone(named: name, context), "the config's time zone")
    }
    return (context.zoneOfMachine(), "the system's time zone")
  }

  private func zone(named name: String, _ context: Context) throws -> Zone {
    do {
      return try context.zones.zone(name)
    } catch {
      throw WrongUsage("\(error)" + didYouMean(name, among: context.zones.identifiers))
    }
  }

  /// What the config says; nil where there is none. One that nobody asked for and that can't be used is no obstacle.
  private func household(_ context: Context) throws -> Household? {
    // It says whose zone it is, and who the others are.
    guard zone == nil || !with.isEmpty else { return nil }
    let places = context.places(files)
    if files.config != nil || !with.isEmpty {
      return try ConfigFile.usable(at: places, in: context).household()
    }
    guard access(places.config, F_OK) == 0 else { return nil }
    do {
      return try ConfigFile.usable(at: places, in: context).household()
    } catch {
      context.warn("\(places.config) can't be used, so times are in the system's zone; see kin config check")
      return nil
    }
  }

  /// Those whom `--with` names, with their zones; somebody without one shares the one of the rule.
  private func people(
    in household: Household, _ context: Context
  ) throws -> [(name: String, zone: Zone)] {
    try with.compactMap { word in
      let person = try household.person(word)
      return try person.timeZone.map {
        (
          DisplayText.line(household.people.shownName(person.id)), try context.zones.zone($0)
        )
      }
    }
  }

  /// Reads a rule; `today` is the day from which a phrase counts days like `next week`.
  static func phrase(of rule: String, today: CivilDate, _ terminal: Terminal) throws -> Phrase {
    let upper = rule.uppercased()
    do throws(TextFault) {
      if let expression = When.calendarText(rule) {
        return Phrase(form: .calendar(try CalendarExpression(parsing: expression)))
      }
      let isRule = upper.hasPrefix("RRULE") || upper.contains("FREQ=")
      return isRule
        ? Phrase(form: .rule(try RecurrenceRule(parsing: rule))) : try Phrase(parsing: rule, today: today)
    } catch { throw WrongUsage(error, in: rule, terminal) }
  }

  /// What stands behind `OnCalendar=`, with spaces for the name, so that places in it are places in the text.
  private static func calendarText(_ text: String) -> String? {
    let name = "oncalendar="
    guard text.prefix(name.count).lowercased() == name else { return nil }
    return String(repeating: " ", count: name.count) + text.dropFirst(name.count)
  }

  /// The start as given; else the nearest date that fits, where the rule hangs on one.
  private func startPoint(
    _ phrase: Phrase, after now: Instant, zone: Zone, _ context: Context
  ) throws -> LocalPoint? {
    if let start { return try point(start) }
    if let starting = phrase.starting { return starting }
    switch phrase.form {
    case .once, .calendar: return nil
    case .cadence:
      if last == nil {
        context.warn("the first time is the first day that fits; --last says when the last time was")
      }
      return nil
    case .rule, .rules:
      guard phrase.form.needsAnchor else { return nil }
      let ritual = Ritual(id: "when", title: "", when: phrase.form, whenText: rule)
      guard let first = ritual.nearestStart(after: now, zone: zone) else { return nil }
      context.warn(
        "counted from \(first), its first date, since there is no --start; in a config, \"starting\" says it")
      return LocalPoint(first)
    }
  }

  private func point(_ text: String) throws -> LocalPoint {
    if let date = CivilDate(text) { return LocalPoint(date) }
    guard let local = CivilDateTime(text) else {
      throw WrongUsage("\"\(DisplayText.line(text))\" isn't a wall time; write 2026-12-05T10:00")
    }
    return LocalPoint(local.date, local.time)
  }

  private func lastTime(_ form: Form) throws -> CivilDateTime? {
    guard let last else { return nil }
    guard case .cadence(let cadence) = form else {
      throw WrongUsage(
        "--last is for a rule that counts from the last time; --start says where this one begins")
    }
    let point = try point(last)
    return CivilDateTime(point.date, point.time ?? cadence.time ?? Schedule.defaultTime)
  }

  private func times(of schedule: Schedule, after floor: Instant, last: CivilDateTime?) -> [Slot] {
    var slots: [Slot] = []
    var cursor = floor
    var last = last
    while slots.count < count, let slot = schedule.next(after: cursor, last: last) {
      slots.append(slot)
      cursor = slot.instant
      // A cadence goes on as if it were kept each time.
      if schedule.isCadence { last = slot.local }
    }
    return slots
  }

  // MARK: Showing

  private func object(_ phrase: Phrase, _ slots: [Slot], zone: Zone) -> JSON {
    [
      "rule": .string(rule), "meaning": .string(phrase.meaning), "rrule": .optional(phrase.form.rrule),
      "rrules": .strings(phrase.form.rules.map(\.description)),
      "occurrences": .list(
        slots.map {
          [
            "local": "\(zone.local(at: $0.instant))", "zone": .string(zone.identifier),
            "utc": "\($0.instant)",
          ]
        }),
    ]
  }

  private func lines(
    _ phrase: Phrase, _ slots: [Slot], zone: Zone, people: [(name: String, zone: Zone)], _ terminal: Terminal
  ) -> [String] {
    let form = phrase.form
    var lines = [terminal.paint(phrase.meaning, .bold)]
    lines += form.rules.map { terminal.paint("RRULE:\($0)", .dim) }
    if case .calendar(let expression) = form {
      lines.append(terminal.paint("OnCalendar=\(expression)", .dim))
    }
    let columns = Columns(slots, main: 3, optional: [4, 5]) { slot in
      let real = zone.local(at: slot.instant)
      let moved = real == slot.local ? "" : "the clock skips \(slot.local.time) that day"
      return [
        (real.date.weekday.shortName, nil), ("\(real.date)", .cyan), ("\(real.time)", .cyan),
        (clocks(of: people, at: slot.instant, besides: real).joined(separator: ", "), nil),
        (zone.abbreviation(at: slot.instant), .dim), ("\(slot.instant)", .dim), (moved, .yellow),
      ]
    }
    return lines + columns.lines(terminal)
  }
}

extension Form {
  /// Canonical RRULE text, where the form is one.
  var rrule: String? {
    if case .rule(let rule) = self { return rule.description }
    return nil
  }
}
