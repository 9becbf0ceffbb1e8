import ArgumentParser
import Facts
import JSONText

/// `kin next`: the occurrences that come next.
struct Next: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "next", abstract: "Show what comes next: each ritual's next time, or more.",
    discussion: """
      A ritual that counts from its last time shows just one: the one after depends on when that takes place.

      With --json: an array of ritual, occurrence, title, due (wall time in zone), utc, zone, with, roles, reason.
      """)

  @Argument(help: ArgumentHelp("Only these rituals.", valueName: "ritual"), completion: .rituals)
  var rituals: [String] = []

  @Option(help: "Show this many occurrences in all, also several of one ritual.") var count: Int?

  @OptionGroup var options: ReadingOptions

  func validate() throws {
    if let count, !(1...100_000).contains(count) { throw ValidationError("--count goes from 1 to 100000") }
  }

  func run(in context: Context) throws -> Report {
    let situation = try context.situation(options)
    let kept = try rituals.map { try situation.ritual($0) }
    let coming = situation.coming(kept.isEmpty ? nil : kept, perRitual: count ?? 1, total: count ?? .max)
    if options.json { return Report(listing: coming) }
    return Report(situation.lines(of: coming), messages: coming.isEmpty ? ["nothing is to come"] : [])
  }
}
