import CivilTime
import Planning
import Rituals
import Wording

/// Whose turn something was, and which role is meant.
extension Situation {
  /// Whose turn an occurrence was, as the history has it; nil if it was never recorded.
  func recordedTurn(of id: OccurrenceID) -> Turn? { chronicle[id.ritual].known(id.start)?.carriedTurn }

  /// An occurrence with its turn as it was recorded, where it is long over: the turns that are counted on have only the
  /// latest ones.
  func asRecorded(_ one: Upcoming) -> Upcoming {
    let ledger = ledger(of: one.ritual)
    guard one.slot.instant <= now, ledger.turns.announced(at: one.start) == nil,
      let state = ledger.known(one.start), let turn = state.carriedTurn
    else { return one }
    let reasons = state.doneBy.map { [TurnReason.did($0.to, for: $0.from)] } ?? []
    return Upcoming(
      of: one.kept, start: one.start, slot: one.slot, TurnDecision(turn: turn, reasons: reasons),
      isStretched: one.isStretched)
  }

  /// Who did an occurrence in whose place; nil where it was that person's turn anyway.
  func substitution(at target: Upcoming, by word: String, role: String?) throws -> RoleSwap? {
    let person = try person(word).id
    let one = asRecorded(target)
    guard var turn = one.turn, let turns = one.ritual.turns else {
      throw Failure(
        "\(one.ritual.id) has no turns, so it makes no difference who did it: kin done \(one.occurrence)")
    }
    // Said again: what counts is whose turn it was before.
    if let before = ledger(of: one.ritual).known(one.start)?.doneBy,
      let place = turn.holders.firstIndex(where: { $0.role == before.role })
    {
      turn.holders[place].person = before.from
    }
    if role == nil, turn.holders.contains(where: { $0.person == person }) { return nil }
    let holder = try holder(role: role, in: turn, of: one.ritual.id, "then")
    if holder.person == person { return nil }
    return RoleSwap(
      role: holder.role, from: holder.person, to: person, isGuest: !turns.order.contains(person))
  }

  /// `done by Jo, in Sam's place.`, with the role where there are several.
  func words(ofDoneBy person: String, _ swap: RoleSwap?, at one: Upcoming) -> String {
    guard let swap else { return "done by \(name(person))." }
    let role = one.turn?.holders.count == 1 ? "" : " \(RoleInWords(DisplayText.line(swap.role)).aside)"
    let place = swap.from.map { ", in \(DisplayText.possessive(name($0))) place" } ?? ""
    return "done by \(name(person))\(role)\(place)."
  }

  /// The role that is meant, and who holds it: one that is named, else the replaced person's, else the only one.
  ///
  /// - Parameter day: when, in words, for what is said where there is none.
  func holder(
    role: String?, for old: String? = nil, in turn: Turn, of ritual: String, _ day: String
  ) throws -> RoleHolder {
    let roles = turn.holders.map(\.role)
    var meant = turn.holders
    if let role {
      guard roles.contains(role) else {
        throw Failure(
          "there is no role \"\(DisplayText.line(role))\" in \(ritual)"
            + didYouMean(role, among: roles, otherwise: "; it has \(DisplayText.list(roles))"))
      }
      meant = meant.filter { $0.role == role }
    }
    if let old {
      meant = meant.filter { $0.person == old }
      if meant.isEmpty {
        let (who, on) = (name(old), words(turn, ", "))
        throw Failure("\(who) is not \(role ?? "on") \(day) (\(on)): there is nobody to replace")
      }
    }
    guard let holder = meant.first, meant.count == 1 else {
      throw Failure("which role? Add --role \(meant.map(\.role).joined(separator: " or --role "))")
    }
    return holder
  }
}
