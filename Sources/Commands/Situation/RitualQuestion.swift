import JSONText
import Planning
import Rituals
import Wording

/// "Which ritual?", for a command that was given none.
struct RitualQuestion {
  private let situation: Situation
  /// Those that the config has; a birthday can't be changed.
  private let rituals: [ScheduledRitual]

  /// The command that wants to know.
  private let command: String

  init(_ situation: Situation, for command: String) {
    self.command = command
    self.situation = situation
    rituals = situation.kept.filter { $0.ritual.birthdayOf == nil }
  }

  /// Asks until one is named, by its number or as everywhere; nil if the input ends, or for an empty answer. Where nobody
  /// can answer, it must be named with the command.
  func ask() throws -> ScheduledRitual? {
    let context = situation.context
    guard !rituals.isEmpty else { throw Failure("there are no rituals yet; kin add adds one") }
    guard context.isInteractive else {
      throw WrongUsage(
        "say which ritual, as in kin \(command) \(rituals[0].ritual.id); kin list shows those there are")
    }
    context.print(
      Columns(Array(rituals.enumerated()), main: 1) { index, kept in
        [
          ("\(index + 1)", .dim), (DisplayText.line(kept.ritual.title), .bold), (kept.ritual.id, .dim),
        ]
      }.lines(context.terminal))
    let conversation = context.conversation()
    while let answer = conversation.ask("Which one? (number or name; Enter leaves all as they are)"),
      !answer.isEmpty
    {
      if let number = Int(answer), rituals.indices.contains(number - 1) { return rituals[number - 1] }
      do {
        return try situation.writtenRitual(answer)
      } catch {
        context.print(context.terminal.paragraph(DisplayText.line("\(error)").capitalizedFirst, indent: "  "))
      }
    }
    return nil
  }
}
