import CivilTime
import Rituals

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

    func tells(_ ritual: String) -> Bool { about.isEmpty || about.contains(ritual) }
  }

  /// Something that somebody does, at a wall time.
  struct Deed {
    let at: String
    let act: Act

    init(_ at: String, _ act: Act) {
      self.at = at
      self.act = act
    }
  }

  enum Act {
    case done(String)
    case skip(String)
    /// Put off: the ritual, and until when in words.
    case snooze(String, String)
    /// A role of the next occurrence goes to another person.
    case swap(String, role: String, to: String)
    /// Somebody is away, both days included.
    case away(String, from: String, through: String)
    /// The user feels stretched: for how long, in words.
    case stretched(String)
    /// Something to ask a person about.
    case note(String, String)
    case win(String)
    /// A check-in of a ritual: prompts by their ids with what was written, and how it felt.
    case checkin(String, [(prompt: String, answer: String)], felt: [Feeling])
    /// What `kin balance` says of a ritual.
    case balance(String)
    /// A change of the config: the command, what stood there, and what stands there now.
    case edit(String, String, with: String)
  }
}
