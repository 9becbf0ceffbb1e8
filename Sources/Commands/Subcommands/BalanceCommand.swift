import ArgumentParser
import JSONText
import Rituals
import Wording

/// `kin balance`: how roles have gone round lately, in words.
struct BalanceCommand: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "balance",
    abstract: "Show how roles have gone round lately, in words, and who could choose next.",
    discussion: """
      Each role of each ritual is even, leaning or worth a talk, and ends in an invitation. It looks at the last months, \
      the latest most of all. Skips, swaps and absences are neutral; roles of different rituals are unlike care and \
      are never added up. Nobody is counted, here or with --json.

      Where a few check-ins in a row were draining, it offers a pause, another rhythm or help from outside, once.

      With --json: an array of ritual, role, band ("even", "leaning", "worth a talk"), carrier and invited (names, null \
      where it is even), observation, invitation.
      """)

  @Argument(
    help: ArgumentHelp("A ritual, or a person; left out, all.", valueName: "ritual|person"),
    completion: .peopleAndRituals)
  var about: String?

  @OptionGroup var options: ReadingOptions

  func run(in context: Context) throws -> Report {
    let situation = try context.situation(options)
    let chosen = try rituals(in: situation)
    let balances = chosen.flatMap { ritual in
      RecentRhythm.balance(
        of: ritual, times: situation.ledger(of: ritual).carried, people: situation.household.people,
        now: situation.now, today: situation.today)
    }
    if options.json { return Report(JSON.list(balances.map { json(of: $0, in: situation) })) }
    var report = Report(balances.flatMap { lines(of: $0, in: situation) })
    if balances.isEmpty {
      report.messages.append("nothing goes round here yet; \"turns\" in a ritual says whose turn it is")
    }
    for ritual in chosen { report.lines += try ReliefOffer.make(for: ritual, in: situation) }
    return report
  }

  /// The ritual, or those with the person, that were named; all without a name.
  private func rituals(in situation: Situation) throws -> [Ritual] {
    let all = situation.household.rituals
    guard let about else { return all }
    let (ritual, person) = try situation.ritualOrPerson(about)
    if let ritual { return [ritual.ritual] }
    return all.filter { ritual in
      person.map { ritual.with.contains($0.id) || ritual.turns?.order.contains($0.id) == true } ?? false
    }
  }

  private func lines(of balance: Balance, in situation: Situation) -> [String] {
    let terminal = situation.terminal
    let title = situation.household.rituals.first { $0.id == balance.ritual }?.title ?? balance.ritual
    let me = situation.household.me
    let head =
      terminal.paint(DisplayText.line(title), .bold)
      + terminal.paint("  \(DisplayText.line(balance.role)) · \(balance.band.rawValue)", .dim)
    let words =
      balance.observation(me: me, name: situation.name) + " "
      + balance.invitation(me: me, name: situation.name)
    return [head] + terminal.paragraph(words, indent: "  ")
  }

  private func json(of balance: Balance, in situation: Situation) -> JSON {
    let me = situation.household.me
    return [
      "ritual": .string(balance.ritual), "role": .string(balance.role),
      "band": .string(balance.band.rawValue),
      "carrier": .optional(balance.carrier.map(situation.name)),
      "invited": .optional(balance.invited.map(situation.name)),
      "observation": .string(balance.observation(me: me, name: situation.name)),
      "invitation": .string(balance.invitation(me: me, name: situation.name)),
    ]
  }
}
