import JSONText
import Planning
import Recurrence
import RitualFile
import Rituals
import Wording

/// The conversation of `kin review`, from the first ritual to the file.
struct SeasonReview {
  /// What may become of a ritual.
  private enum Choice: String, CaseIterable {
    case keep, rhythm, roles, rest, wake
    case letGo = "let go"
  }

  private var change: ConfigChange
  private let situation: Situation
  private let conversation: Conversation
  private let context: Context

  init(_ change: ConfigChange, _ situation: Situation) {
    self.change = change
    self.situation = situation
    context = situation.context
    conversation = context.conversation()
  }

  /// Goes through rituals, shows what would change, and writes it when the user says so.
  mutating func lead(through rituals: [ScheduledRitual]) throws -> Report {
    context.print(
      context.terminal.paragraph(
        "Less is a good answer, too. Enter keeps a ritual as it is, and every question may be passed; Ctrl-D ends here.",
        .dim))
    for kept in rituals {
      context.print()
      guard try discuss(kept) else { break }
    }
    return try finish()
  }

  // MARK: One ritual

  /// False where the input has ended.
  private mutating func discuss(_ kept: ScheduledRitual) throws -> Bool {
    let ritual = kept.ritual
    context.print(situation.summary(of: kept, dates: 1))
    context.print(lookingBack(on: ritual).flatMap { context.terminal.paragraph($0, indent: "  ") })
    let choices = Choice.allCases.filter { choice in
      switch choice {
      case .roles: !others(of: ritual).isEmpty
      case .rest: !ritual.isPaused
      case .wake: ritual.isPaused
      case .keep, .rhythm, .letGo: true
      }
    }
    let words = choices.map(\.rawValue)
    while let answer = conversation.ask("What now? \(words.joined(separator: ", ")) [keep]") {
      guard let choice = choices.first(where: { $0.rawValue == answer.lowercased() || answer.isEmpty }) else {
        let near = EditDistance.closest(to: answer.lowercased(), among: words)
        context.print(near.map { "Did you mean \"\($0)\"?" } ?? "Enter keeps it as it is.")
        continue
      }
      return try carryOut(choice, kept)
    }
    return false
  }

  /// What happened, neutrally: when it last took place, and how its roles go round.
  private func lookingBack(on ritual: Ritual) -> [String] {
    let today = situation.today
    let ledger = situation.ledger(of: ritual)
    let last = ledger.lastDone.map { "It last took place \(DisplayText.onDay($0.date, seenFrom: today))." }
    let balances = RecentRhythm.balance(
      of: ritual, times: ledger.carried, people: situation.household.people, now: situation.now, today: today)
    return (last.map { [$0] } ?? [])
      + balances.map { one in
        let seen = one.observation(me: situation.household.me, name: situation.name)
        return "\(DisplayText.line(one.role).capitalizedFirst): \(seen)"
      }
  }

  private func others(of ritual: Ritual) -> [String] { ritual.with.filter { $0 != situation.household.me } }

  private mutating func carryOut(_ choice: Choice, _ kept: ScheduledRitual) throws -> Bool {
    guard let path = change.path(ofRitual: kept.ritual.id) else {
      context.print("It has no place of its own in the config, so it stays as it is.")
      return true
    }
    switch choice {
    case .keep: return true
    case .rest: try change.set(.isPaused, of: path, to: true)
    case .wake: try change.set(.isPaused, of: path, to: nil)
    case .letGo:
      try change.text.remove(at: path)
      context.print("It has done its work. Thank you for keeping it; nothing of it is lost from the history.")
    case .rhythm: return try askRhythm(kept, path)
    case .roles: return try askRoles(kept.ritual, path)
    }
    return true
  }

  private mutating func askRhythm(_ kept: ScheduledRitual, _ path: JSONPath) throws -> Bool {
    let now = DisplayText.line(kept.ritual.whenText)
    while let rule = conversation.ask("When, from now on? (it is \"\(now)\"; Enter leaves it)") {
      guard !rule.isEmpty else { return true }
      do {
        try change.setRule(rule, of: kept, at: path, in: situation)
        return true
      } catch let wrong as WrongUsage { context.warn("\(wrong)") }
    }
    return false
  }

  private mutating func askRoles(_ ritual: Ritual, _ path: JSONPath) throws -> Bool {
    let order = ritual.turns?.order ?? []
    var roles = ritual.turns?.roles ?? []
    if roles.isEmpty {
      guard let role = conversation.ask("What is it that goes round? (host; Enter leaves it)") else {
        return false
      }
      guard !role.isEmpty else { return true }
      roles = [role]
    }
    let now = order.isEmpty ? "" : "it is \(DisplayText.list(order.map(situation.name))); "
    while let answer = conversation.ask(
      "In which order do you take turns? (\(now)names, with commas; Enter leaves it)")
    {
      let words = answer.listed
      guard !words.isEmpty else { return true }
      let known = words.map { situation.household.people.person(called: $0)?.id }
      if let stranger = zip(words, known).first(where: { $0.1 == nil })?.0 {
        let near = situation.nearest(
          to: stranger.lowercased(), among: situation.household.people.keys.sorted())
        context.print("There is nobody called \"\(stranger)\" in the config\(near)")
        continue
      }
      let ids = known.compactMap { $0 }
      let turns = path.member(RitualKey.turns.rawValue)
      if change.text[turns] == nil {
        try change.set(.turns, of: path, to: RitualFile.json(of: Turns(roles: roles, order: ids)))
      } else {
        try change.text.set(.strings(ids), at: turns.member("order"))
      }
      return true
    }
    return false
  }

  // MARK: The end

  private func finish() throws -> Report {
    context.print()
    guard change.isChanged else { return Report("Everything stays as it is. Good to have looked.") }
    let checked = try change.checked()
    context.print(["This would change in \(change.path):"] + change.difference)
    guard conversation.confirm("Write it?") == true else { return Report("Nothing was written.") }
    try checked.save()
    return Report("Written. Nothing has to be made up for, and everything may change again.")
  }
}
