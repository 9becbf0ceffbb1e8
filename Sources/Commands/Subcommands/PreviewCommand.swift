import ArgumentParser
import CivilTime
import JSONText

/// `kin preview`: each reminder that would come, when and why.
struct PreviewCommand: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview", abstract: "Show each reminder that would come, when and why.",
    discussion: """
      It runs the daemon's own planner over the days ahead, with quiet hours, the day's number of reminders, and what comes \
      together as one. It assumes that nobody answers, so it shows what would be asked again too; with --answered, each \
      time counts as done when it is due.

      With --json: an array of at (wall time in the config's zone), utc, kind (lead, due, nudge, snooze …), ritual, \
      occurrence, title, due (wall time in the ritual's zone), roles, reason, and digest: the name shared by those that \
      come as one message, else null.
      """)

  @Argument(help: ArgumentHelp("Only these rituals.", valueName: "ritual"), completion: .rituals)
  var rituals: [String] = []

  @Option(help: "How many days ahead.") var days = 30

  @Flag(help: "Count each time as done when it is due.") var answered = false

  @OptionGroup var options: ReadingOptions

  func validate() throws {
    guard (1...3660).contains(days) else { throw ValidationError("--days goes from 1 to 3660") }
  }

  func run(in context: Context) throws -> Report {
    let situation = try context.situation(options)
    let wanted = Set(try rituals.map { try situation.ritual($0).ritual.id })
    var preview = situation.preview(answered ? .doneAtOnce : .none)
    let end = situation.here.advanced(by: Span(days: days))
    let coming = preview.reminders(through: situation.zone.instant(of: end).advanced(bySeconds: -1)).filter {
      wanted.isEmpty || wanted.contains($0.reminder.id.occurrence.ritual)
    }
    if options.json { return Report(listing: coming.lazy.map { situation.json(of: $0) }) }
    if coming.isEmpty { return .message("no reminder comes within \(days == 1 ? "a day" : "\(days) days")") }
    let assumption =
      answered ? "If each time is done when it is due." : "If nobody answers; --answered marks each as done."
    return Report(situation.lines(of: coming) + ["", context.terminal.paint(assumption, .dim)])
  }
}
