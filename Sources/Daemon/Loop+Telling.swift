import Planning
import Rituals

/// What the planner decided beside what is given: nothing passes or waits in silence.
extension Loop {
  func tell(_ plan: Plan) {
    for lapse in plan.lapse {
      tell(
        "\(lapse.occurrence) passed: \(lapse.reason.sentence)", .lapsed, lapse.occurrence,
        lapse.reason.sentence)
    }
    for fold in plan.fold {
      tell(
        "\(fold.id) is not given: \(fold.reason.sentence)", .folded, fold.id.occurrence, fold.reason.sentence)
    }
    for hold in plan.hold where hold.isNews { tell(hold) }
    for reminder in plan.reminders { toldHolds.remove(reminder.id) }
  }

  func tell(_ hold: Hold) {
    guard toldHolds.insert(hold.id).inserted else { return }
    let zone = planner.circumstances.zone
    let what = hold.delay.words { DisplayText.line(self.household.people[$0]?.name ?? $0) }
    let until = DisplayText.when(
      zone.local(at: hold.until), seenFrom: zone.local(at: world.now()), inSentence: true)
    tell("\(hold.id) waits until \(until): \(what)", .held, hold.id.occurrence, what)
  }

  private func tell(_ text: String, _ id: MessageID, _ occurrence: OccurrenceID, _ reason: String) {
    note(
      text, priority: 6, id: id,
      fields: [
        ("KIN_RITUAL", occurrence.ritual), ("KIN_OCCURRENCE", occurrence.description),
        ("KIN_REASON", reason),
      ])
  }
}
