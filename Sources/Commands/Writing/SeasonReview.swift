import JSONText
import Planning
import Recurrence
import RitualFile
import Rituals
import Wording

/// The conversation of `kin review`, from the first ritual to the file.
struct SeasonReview {
  private enum Choice: String, CaseIterable {
    case keep, rhythm, roles, rest, wake
    case letGo = "let go"
  }

  private var change: ConfigChange
  private let situation: Situation
  private let conversation: Conversation
  private var context: Context { situation.context }

  init(_ change: ConfigChange, _ situation: Situation) {
    self.change = change
    self.situation = situation
    conversation = situation.context.conversation()
  }

  /// Goes through rituals, shows what would change, and writes it when the user says so.
  mutating func lead(through rituals: [ScheduledRitual]) throws -> Report {
    context.print(
      context.terminal.paragraph(
        "Less is a good answer, too. Enter keeps a ritual as it is, and every question may be passed; Ctrl-D ends here.",
        .dim))
    do {
      for kept in rituals {
        context.print()
        try discuss(kept)
      }
    } catch is Ended {}
    return try finish()
  }

  // MARK: One ritual

  private mutating func discuss(_ kept: ScheduledRitual) throws {
    let ritual = kept.ritual
    context.print(situation.summary(of: kept, dates: 1))
    context.print(situation.lookingBack(on: kept).flatMap { context.terminal.paragraph($0, indent: "  ") })
    let choices = Choice.allCases.filter { choice in
      switch choice {
      case .roles: !others(of: ritual).isEmpty
      case .rest: !ritual.isPaused
      case .wake: ritual.isPaused
      case .keep, .rhythm, .letGo: true
      }
    }
    let words = choices.map(\.rawValue)
    while true {
      let answer = try conversation.answer(to: "What now? \(words.joined(separator: ", ")) [keep]")
        .lowercased()
      if let choice = choices.first(where: { $0.rawValue == answer || answer.isEmpty }) {
        return try carryOut(choice, kept)
      }
      let near = EditDistance.closest(to: answer, among: words)
      context.print(near.map { "Did you mean \"\($0)\"?" } ?? "Enter keeps it as it is.")
    }
  }

  private func others(of ritual: Ritual) -> [String] { ritual.with.filter { $0 != situation.household.me } }

  private mutating func carryOut(_ choice: Choice, _ kept: ScheduledRitual) throws {
    guard let path = change.path(ofRitual: kept.ritual.id) else {
      return context.print("It has no place of its own in the config, so it stays as it is.")
    }
    switch choice {
    case .keep: break
    case .rest: try change.set(.isPaused, of: path, to: true)
    case .wake: try change.set(.isPaused, of: path, to: nil)
    case .letGo:
      try change.text.remove(at: path)
      context.print("It has done its work. Thank you for keeping it; nothing of it is lost from the history.")
    case .rhythm: try askRhythm(kept, path)
    case .roles: try askRoles(kept.ritual, path)
    }
  }

  private mutating func askRhythm(_ kept: ScheduledRitual, _ path: JSONPath) throws {
    let now = DisplayText.line(kept.ritual.whenText)
    while true {
      let rule = try conversation.answer(to: "When, from now on? (it is \"\(now)\"; Enter leaves it)")
      guard !rule.isEmpty else { return }
      do {
        let guess = try change.setRule(rule, of: kept, at: path, in: situation)
        if let guess { context.print("It counts from \(guess.date), its first date.") }
        return
      } catch let wrong as WrongUsage { context.warn("\(wrong)") }
    }
  }

  private mutating func askRoles(_ ritual: Ritual, _ path: JSONPath) throws {
    let order = ritual.turns?.order ?? []
    var roles = ritual.turns?.roles ?? []
    if roles.isEmpty {
      roles = [try conversation.answer(to: "What is it that goes round? (host; Enter leaves it)")]
      guard roles != [""] else { return }
    }
    let now = order.isEmpty ? "" : "it is \(DisplayText.list(order.map(situation.name))); "
    while true {
      let words = try conversation.answer(
        to: "In which order do you take turns? (\(now)names, with commas; Enter leaves it)"
      ).listed
      guard !words.isEmpty else { return }
      let ids: [String]
      do {
        ids = try words.map { try situation.person($0).id }
      } catch {
        context.print(DisplayText.line("\(error)").capitalizedFirst)
        continue
      }
      let turns = path.member(RitualKey.turns.rawValue)
      guard change.text[turns] == nil else {
        return try change.text.set(.strings(ids), at: turns.member("order"))
      }
      return try change.set(.turns, of: path, to: RitualFile.json(of: Turns(roles: roles, order: ids)))
    }
  }

  // MARK: The end

  private func finish() throws -> Report {
    context.print()
    guard change.isChanged else { return Report("Everything stays as it is. Good to have looked.") }
    let checked = try change.checked()
    context.print(["This would change in \(change.path):"] + change.difference)
    try checked.printWarnings()
    guard conversation.confirm("Write it?") == true else { return Report("Nothing was written.") }
    try checked.save()
    return Report("Written. Nothing has to be made up for, and everything may change again.")
  }
}

extension Situation {
  /// What happened, neutrally: when it last took place, and how its roles go round.
  func lookingBack(on kept: ScheduledRitual) -> [String] {
    let (ritual, ledger) = (kept.ritual, ledger(kept))
    let last = ledger.lastDone(isCadence: kept.schedule.isCadence).map {
      "It last took place \(DisplayText.onDay($0.date, seenFrom: today))."
    }
    let balances = RecentRhythm.balance(
      of: ritual, times: ledger.carried, people: household.people, now: now, today: today)
    return (last.map { [$0] } ?? [])
      + balances.map { one in
        let seen = one.observation(me: household.me, name: name)
        return "\(DisplayText.line(one.role).capitalizedFirst): \(seen)"
      }
  }
}
