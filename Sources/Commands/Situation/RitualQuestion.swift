import JSONText
import Planning
import Rituals
import Wording

extension Situation {
  /// The ritual that a command changes: the one that is named, else the user is asked which. Nil if the user passes.
  func writtenRitual(_ name: String?, orAskFor command: String) throws -> ScheduledRitual? {
    if let name { return try writtenRitual(name) }
    return try RitualQuestion(self, for: command).ask()
  }
}

/// "Which ritual?", for a command that was given none.
private struct RitualQuestion {
  let situation: Situation
  let command: String
  /// Those that the config has; a birthday can't be changed.
  let rituals: [ScheduledRitual]

  init(_ situation: Situation, for command: String) {
    (self.situation, self.command) = (situation, command)
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
