import ArgumentParser
import JSONText
import Planning

/// `kin next`: the occurrences that come next.
struct Next: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Show what comes next: each ritual's next time, or more.")

  @Argument(help: ArgumentHelp("Only these rituals.", valueName: "ritual"))
  var rituals: [String] = []

  @Option(name: .long, help: "Show so many occurrences in all, several of one ritual among them.")
  var count: Int?

  @OptionGroup var options: ReadingOptions

  func validate() throws {
    if let count, !(1...100_000).contains(count) { throw ValidationError("--count goes from 1 to 100000") }
  }

  func run() throws {
    let situation = try Situation.read(options.files, at: options.at)
    let kept = rituals.isEmpty ? situation.kept : try rituals.map { try situation.ritual($0) }
    let coming = forecast(
      after: situation.now, rituals: kept, history: situation.ledgers, people: situation.household.people,
      perRitual: count ?? 1, total: count ?? .max)
    if options.json {
      printLine(JSON.list(coming.map(\.json)).text(.pretty))
      return
    }
    let terminal = Terminal()
    for line in lines(
      of: coming, people: situation.household.people, zone: situation.zone, now: situation.now, terminal: terminal)
    {
      printLine(line)
    }
    if coming.isEmpty { printMessage("nothing comes any more") }
  }
}
