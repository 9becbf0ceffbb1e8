import ArgumentParser

/// `kin review`: look back on the rituals one by one, and change what should change.
struct Review: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Look back on your rituals, one by one, and change what should change.",
    discussion: """
      It shows each ritual, when it last took place and how its roles go round, and asks whether it should stay as it is, \
      come at another rhythm, change its roles, rest, or be let go. Enter keeps and passes, Ctrl-D ends it. At the end it \
      shows what would change in the config, and writes it only when you say so; every other byte of the file stays.

      A good companion is a check-in with the deck "season", which asks the two or more of you first.
      """)

  @Argument(help: ArgumentHelp("The rituals; left out, all.", valueName: "ritual"), completion: .rituals)
  var rituals: [String] = []

  @OptionGroup var files: FileOptions

  func run(in context: Context) throws -> Report {
    let places = context.places(files)
    let config = try ConfigFile.usable(at: places, in: context)
    let situation = try Situation(config, places: places)
    let chosen =
      try rituals.isEmpty
      ? situation.kept.filter { $0.ritual.birthdayOf == nil } : rituals.map { try situation.ritual($0) }
    guard !chosen.isEmpty else {
      throw Failure("there are no rituals to look back on; kin init begins with some")
    }
    guard config.path == places.config else {
      // The last good one can be looked at, but not be changed.
      return Report(
        paragraphs: chosen.map { kept in
          situation.summary(of: kept, dates: 1)
            + situation.lookingBack(on: kept).flatMap {
              context.terminal.paragraph($0, indent: "  ")
            }
        })
    }
    let change = try ConfigChange(config, at: places)
    try change.checkWritable()
    var review = SeasonReview(change, situation)
    return try review.lead(through: chosen)
  }
}
