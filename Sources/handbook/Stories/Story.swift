/// A year with Kinkeeper, for the real planner to play: a page in docs/ and a test of what leaves the program come from it.
struct Story {
  /// The name of its page in docs/.
  let name: String
  let title: String
  /// A few sentences ahead of it all.
  let opening: String
  /// The config, as a file.
  let config: String
  /// The first day.
  let from: String
  let chapters: [Chapter]

  static let all: [Story] = [twoFriends, householdOfFour]

  /// Some weeks, line by line or summed up.
  struct Chapter {
    let title: String
    /// What a narrator says.
    var text: String
    /// The last day of it.
    let through: String
    /// Line by line; otherwise what took place is summed up.
    var isTold = true
    /// The rituals on the page; empty for all.
    var about: [String] = []
    /// Rituals that nobody answers by themselves; all others are done two hours after they are due.
    var unanswered: [String] = []
    var deeds: [Deed] = []

    func isAbout(_ ritual: String) -> Bool { about.isEmpty || about.contains(ritual) }
  }

  /// A command that somebody types.
  struct Deed {
    /// The wall time.
    let at: String
    /// As in a shell; quotes keep words together.
    let command: String
    /// The lines that answer a conversation; its questions are not on the page.
    let answers: [String]

    init(_ at: String, _ command: String, answers: [String] = []) {
      (self.at, self.command, self.answers) = (at, command, answers)
    }

    /// What comes behind `kin`.
    var arguments: [String] {
      let parts = command.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      return Array(
        parts.flatMap { place, part in
          place % 2 == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
        }.dropFirst())
    }
  }
}
