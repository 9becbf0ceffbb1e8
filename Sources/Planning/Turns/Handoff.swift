import CivilTime
import Recurrence
import Rituals

/// Somebody takes over at an occurrence: what a handoff reminder tells.
public struct Handoff: Hashable, Sendable {
  /// A role that changes hands; nil where nobody had it, or nobody has it.
  public struct Change: Hashable, Sendable {
    /// The role.
    public var role: String
    /// Who had it at the occurrence before, by id.
    public var from: String?
    /// Who has it from here on, by id.
    public var to: String?
  }

  /// The first occurrence of the new turn.
  public var slot: Slot
  /// What changes hands, in the order of the roles.
  public var changes: [Change]
  /// The whole turn, as the history records it.
  public var turn: Turn
  /// Why.
  public var reasons: [TurnReason]

  /// True where a person takes a role or hands one over.
  public func concerns(_ person: String) -> Bool {
    changes.contains { $0.from == person || $0.to == person }
  }

  /// `From Monday, 30 November on, Ana is listener, after Sam`; of the user itself, `you are`.
  ///
  /// - Parameters:
  ///   - today: the day on which it is read.
  ///   - me: the user's id.
  ///   - name: what a person is called.
  public func sentence(today: CivilDate, me: String?, name: (String) -> String) -> String {
    let parts = changes.map { change in
      let after = change.from.map { $0 == me ? ", after you" : ", after \(name($0))" } ?? ""
      guard let to = change.to else { return "nobody is \(change.role)\(after)" }
      return (to == me ? "you are" : "\(name(to)) is") + " \(change.role)\(after)"
    }
    let day = DisplayText.day(slot.local.date, seenFrom: today, inSentence: true)
    return "From \(day) on, " + parts.joined(separator: "; ")
  }
}

extension ScheduledRitual {
  /// Who takes over at an occurrence; nil where everybody has what he had before, or where there are no turns.
  ///
  /// After downtime every handoff is walked through, so asked of the latest occurrence it tells the last alone.
  public func handoff(
    at slot: Slot, ledger: Ledger, people: [String: Person], now: Instant
  ) -> Handoff? {
    guard var walk = TurnWalk(self, ledger: ledger, people: people, now: now) else { return nil }
    let decision = walk.decide(at: slot)
    let before = walk.before(slot)
    let changes = decision.turn.holders.compactMap { holder -> Handoff.Change? in
      let from = before?.holder(of: holder.role)?.person
      return from == holder.person ? nil : .init(role: holder.role, from: from, to: holder.person)
    }
    guard !changes.isEmpty else { return nil }
    return Handoff(slot: slot, changes: changes, turn: decision.turn, reasons: decision.reasons)
  }

  /// When the handoff at an occurrence is told, in their order; none where the config asks for none.
  public func handoffTimes(at slot: Slot) -> [(instant: Instant, time: ReminderTime)] {
    (ritual.turns?.handoff ?? []).map { ($0.instant(for: slot, zone: schedule.zone), $0) }
      .sorted { $0.0 < $1.0 }
  }
}
