import ArgumentParser
import Rituals
import Wording

/// `kin done`: it took place.
struct Done: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "done", abstract: "Say that it took place.",
    discussion: """
      It answers the time that is open, else the nearest one: an hour after the coffee that is the coffee, whether the \
      daemon ran or not. If that is answered already, or the next one is still far off, name the time; in a terminal kin \
      asks. If another person did it instead, say who: kin done soup --by jo. It counts like a swap of that time, \
      so the order goes on as it is.
      """)

  @OptionGroup var target: AnswerTarget

  @Option(
    help: ArgumentHelp("Who did it, in whose turn it was's place.", valueName: "person"), completion: .people)
  var by: String?

  @Option(help: "Which role that was, where there are several.", completion: .roles) var role: String?

  func validate() throws {
    if role != nil, by == nil { throw ValidationError("--role goes with --by, which says who did it") }
  }

  func run(in context: Context) throws -> Report {
    try target.answer(.done, "done.", named: "done", by: by, as: role, in: context)
  }
}

/// `kin skip`: it is passed over.
struct Skip: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "skip", abstract: "Pass over this time; it needs no reason.",
    discussion: """
      It answers the time that is open, else the next one, whether the daemon ran or not; name a time to answer just that \
      one.
      """)

  @OptionGroup var target: AnswerTarget

  func run(in context: Context) throws -> Report {
    try target.answer(.skip, "skipped, and that is fine.", named: "skip", in: context)
  }
}

/// `kin snooze`: it is put off.
struct Snooze: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "snooze",
    abstract: "Be reminded again later: kin snooze coffee-ana 2h, or kin snooze coffee-ana tonight.",
    discussion: """
      It moves the next reminder, not the time itself: kin move does that. Without a moment it is what "later" in the config \
      says, an hour otherwise. A day without a time means 09:00. It stays \
      before the ritual's next time, at most an hour ahead of it; in quiet hours it waits for their end.
      """)

  @OptionGroup var target: AnswerTarget

  @Argument(
    help: ArgumentHelp(
      "When: 30min, 2h, tonight, tomorrow 9:00, saturday; kin(1) has them all.", valueName: "moment"),
    completion: .moments)
  var moment: [String] = []

  func run(in context: Context) throws -> Report {
    let moment = moment.isEmpty ? nil : try target.moment(moment, context)
    return try target.answer(.snooze(moment), named: "snooze", in: context)
  }
}

/// `kin move`: it takes place at another time.
struct Move: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "move", abstract: "Have it take place at another time: kin move coffee-ana sunday 11:00.",
    discussion: """
      It moves the time that is open, else the next one, and its reminders; the ritual itself stays as it is. The time \
      keeps its name for answers. A day without a time means the usual one; of a weekday or a time alone the nearest is \
      meant. It stays before the ritual's next time, at most an hour ahead of it; kin undo undoes it.
      """)

  @OptionGroup var target: AnswerTarget

  @Argument(
    help: ArgumentHelp("When: sunday, tomorrow 18:00, 2 days; kin(1) has them all.", valueName: "moment"),
    completion: .moments)
  var moment: [String]

  func run(in context: Context) throws -> Report {
    try target.answer(.move(target.moment(moment, context)), named: "move", in: context)
  }
}

/// Arguments for commands that answer an occurrence.
struct AnswerTarget: ParsableArguments {
  @Argument(help: "A ritual, or one of its times (coffee-ana@2026-12-05T10:00).", completion: .rituals)
  var ritual: String

  @Option(help: ArgumentHelp("Answer as of this time instead of now.", valueName: "time")) var at: String?

  @Flag(help: "Print JSON.") var json = false

  @OptionGroup var files: FileOptions

  /// Reads a moment from the words of a command line.
  func moment(_ words: [String], _ context: Context) throws -> Moment {
    // The day is only compared with a weekday beside a date, for which the machine's own will do.
    let zone = context.zones.systemZone().zone
    let now = try at.map { try context.instant($0, zone: zone) } ?? context.now()
    return try context.reading(words.joined(separator: " ")) { text throws(TextFault) in
      try Moment(parsing: text, today: zone.local(at: now).date)
    }
  }

  /// Records an answer. `words` report it; without them, the report says to when it was put off or moved.
  ///
  /// - Parameters:
  ///   - action: the command that records it.
  ///   - person: who did it; nil for whose turn it is.
  ///   - role: the role in which they did it.
  func answer(
    _ answer: Answer, _ words: String? = nil, named action: String, by person: String? = nil,
    as role: String? = nil, in context: Context
  ) throws -> Report {
    try context.deciding {
      try decide(answer, words, named: action, by: person, as: role, in: context)
    }
  }

  private func decide(
    _ answer: Answer, _ words: String?, named action: String, by person: String?, as role: String?,
    in context: Context
  ) throws -> Report {
    var situation = try context.forProgram(if: json).situation(files, at: at)
    let target = try situation.answerable(ritual, by: answer)
    let reply = try situation.reply(to: target, answer)
    let settles = answer.settling(on: target.start) != nil
    var events = [reply.event]
    var words = words
    var people: [String] = []
    if let person, case .done(let on, _) = reply.event.fact {
      let swap = try situation.substitution(at: target, by: person, role: role)
      events[0].fact = .done(on: on, by: swap)
      people = [try situation.person(person).id]
      words = situation.words(ofDoneBy: people[0], swap, at: target)
    }
    // Ahead of its time, or while no daemon ran, nobody has recorded yet whose turn it is; the answer settles it.
    if settles, let turn = situation.chronicle.unrecordedTurn(of: target, at: situation.now) {
      events.insert(turn, at: 0)
    }
    if !settles, let came = situation.beginning(of: target) { events.insert(came, at: 0) }
    let receipt = Receipt(
      action: action, rituals: [target.ritual.id], people: people, occurrence: target.occurrence,
      events: try situation.recordDecided(events))
    let ahead = settles && target.slot.instant > situation.now ? ", ahead of its time" : ""
    return receipt.report(
      "\(situation.naming(target))\(ahead): \(words ?? situation.words(of: reply, to: target))", asJSON: json)
  }
}
