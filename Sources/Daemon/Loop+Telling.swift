import Planning
import Rituals

/// What the planner decided beside what is given: nothing passes or waits in silence.
extension Loop {
  func tell(_ plan: Plan) {
    tellLapses(plan.lapse)
    for fold in plan.supersede {
      tell(
        "\(fold.id) is not given: \(fold.reason.sentence)", .superseded, fold.id.occurrence,
        fold.reason.sentence)
    }
    for hold in plan.hold { tell(hold) }
    for reminder in plan.reminders { toldHolds.remove(reminder.id) }
  }

  /// More of one ritual than this, as after a year off, are told as one.
  private static let lapsesOneByOne = 10

  private func tellLapses(_ lapses: [Lapse]) {
    var ofRitual: [String: [Lapse]] = [:]
    for lapse in lapses { ofRitual[lapse.occurrence.ritual, default: []].append(lapse) }
    for (_, all) in ofRitual.sorted(by: { $0.key < $1.key }) {
      if all.count > Loop.lapsesOneByOne, let first = all.first, let last = all.last {
        tell(
          "all from \(first.occurrence) to \(last.occurrence) passed: \(last.reason.sentence)", .lapsed,
          last.occurrence, last.reason.sentence)
      } else {
        for lapse in all {
          tell(
            "\(lapse.occurrence) passed: \(lapse.reason.sentence)", .lapsed, lapse.occurrence,
            lapse.reason.sentence)
        }
      }
    }
  }

  /// What waits is told once, whenever it is looked at.
  func tell(_ hold: Hold) {
    guard toldHolds.insert(hold.id).inserted else { return }
    let zone = planner.circumstances.zone
    let what = hold.delay.words(name: names(for: hold.id.occurrence.ritual))
    let until = DisplayText.when(
      zone.local(at: hold.until), seenFrom: zone.local(at: world.now()), inSentence: true)
    tell("\(hold.id) waits until \(until): \(what)", .held, hold.id.occurrence, what)
  }

  /// What people are called in whatever leaves the program about a ritual: who a private one is kept with is for `kin`
  /// alone.
  func names(for ritual: String) -> (String) -> String {
    if planner[ritual]?.ritual.isPrivate == true { return { _ in "somebody" } }
    let people = household.people
    return { DisplayText.line(people[$0]?.name ?? $0) }
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
