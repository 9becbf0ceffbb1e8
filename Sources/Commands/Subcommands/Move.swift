import ArgumentParser
import Rituals

/// `kin move`: it takes place at another time.
struct Move: KinCommand {
  static let configuration = CommandConfiguration(
    abstract: "Have it take place at another time: kin move coffee-ana sunday 11:00.",
    discussion: """
      It moves the time that is open, else the next one, and its reminders with it; the ritual itself stays as it is. \
      The time keeps its name, so that it is answered as before. A day without a time means the usual one. It stays \
      before the ritual's next time, at most an hour ahead of it; kin undo undoes it.
      """)

  @OptionGroup var target: AnswerTarget

  @Argument(
    help: ArgumentHelp("When: sunday, tomorrow 18:00, 2 days; kin(1) has them all.", valueName: "moment"))
  var moment: [String]

  func run(in context: Context) throws -> Report {
    try target.answer(.move(Moment(words: moment)), in: context)
  }
}
