import ArgumentParser

/// `kin calendar`: the month with its rituals, and the days of people.
struct CalendarCommand: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "calendar", abstract: "Show the month, or several: rituals, birthdays, and who is away.",
    discussion: """
      MONTH is 2026-12, december, dec 2027, this, next or last, or a whole year as 2027; without one it is this month. \
      A month without its year is the nearest to come. Rituals after it show those alone.

      Each ritual has a colour, in a pipe a letter. Past days keep a small dot where there was something, however it \
      went. A ring is a time that is still open. A ritual that counts from its last time shows just the next one, which \
      may move.

        kin calendar --months 3
        kin calendar dec 2027 coffee-ana

      With --json: an array of days, each with date, occurrences (ritual, occurrence, title, state, mayMove, due, utc, \
      zone, with, roles), birthdays (ids of people) and away (person, from, to).
      """)

  @Argument(
    help: ArgumentHelp("The month, and the rituals to show.", valueName: "month|ritual"),
    completion: .monthsAndRituals)
  var words: [String] = []

  @Option(help: "Show this many months, side by side if there is room.") var months: Int?
  @OptionGroup var options: ReadingOptions

  func validate() throws {
    if let months, !(1...120).contains(months) { throw ValidationError("--months goes from 1 to 120") }
  }

  func run(in context: Context) throws -> Report {
    let situation = try context.situation(options)
    let asked = try CalendarWords(
      words, today: situation.today, rituals: situation.kept.map { ($0.ritual.id, $0.ritual.title) })
    let first = asked.first ?? Month(of: situation.today)
    let shown = (0..<(months ?? asked.months)).compactMap { first.advanced(by: $0) }
    guard let last = shown.last else { return Report() }
    let days = first.days.lowerBound...last.days.upperBound
    let page = try CalendarPage(
      situation, months: shown, days: days, rituals: asked.rituals.map { try situation.ritual($0) })
    return options.json ? Report(page.json) : Report(page.lines)
  }
}
