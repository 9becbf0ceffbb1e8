import Planning
import Rituals
import Wording

/// What the planner decided besides what is delivered: nothing passes or waits in silence.
extension Loop {
  func report(_ plan: Plan) {
    reportLapses(plan.lapse)
    for one in plan.supersede {
      report("\(one.id) is not delivered", .superseded, one.id.occurrence, one.reason.sentence)
    }
    for hold in plan.hold { report(hold) }
    for reminder in plan.reminders { reported.holds.remove(reminder.id) }
  }

  /// More of one ritual than this, as after a year off, are reported as one.
  private static let lapsesOneByOne = 10

  private func reportLapses(_ lapses: [Lapse]) {
    let ofRituals = Dictionary(grouping: lapses, by: \.occurrence.ritual)
    for (_, all) in ofRituals.sorted(by: { $0.key < $1.key }) {
      if all.count > Loop.lapsesOneByOne, let first = all.first, let last = all.last {
        let all = "all from \(first.occurrence) to \(last.occurrence) passed"
        report(all, .lapsed, last.occurrence, last.reason.sentence)
      } else {
        for one in all { report("\(one.occurrence) passed", .lapsed, one.occurrence, one.reason.sentence) }
      }
    }
  }

  /// What waits is reported once, whenever it is looked at.
  func report(_ hold: Hold) {
    guard reported.holds.insert(hold.id).inserted else { return }
    let zone = planner.circumstances.zone
    let what = hold.delay.words(name: names(for: hold.id.occurrence.ritual))
    let until = DisplayText.when(zone.local(at: hold.until), seenFrom: zone.local(at: world.now()))
    report("\(hold.id) waits until \(until)", .held, hold.id.occurrence, what)
  }

  /// What people are called in whatever leaves the program about a ritual: who a private one is kept with is for `kin`
  /// alone.
  func names(for ritual: String) -> (String) -> String {
    if planner[ritual]?.ritual.isPrivate == true { return { _ in "somebody" } }
    let people = household.people
    return { DisplayText.line(people.shownName($0)) }
  }

  private func report(_ text: String, _ id: MessageID, _ occurrence: OccurrenceID, _ reason: String) {
    note("\(text): \(reason)", priority: 6, id: id, fields: occurrence.fields + [("KIN_REASON", reason)])
  }
}

extension OccurrenceID {
  /// What names it in a journal entry.
  var fields: [(String, String)] { [("KIN_RITUAL", ritual), ("KIN_OCCURRENCE", description)] }
}

extension ReminderID {
  /// What names it in a journal entry.
  var fields: [(String, String)] { [("KIN_RITUAL", occurrence.ritual), ("KIN_REMINDER", description)] }
}
