import Planning

/// What would come: the planner run ahead from this moment.
extension Situation {
  /// How far ahead of the wall clock the time between is lived through, in seconds: three years.
  private static let livedThrough: Int64 = 3 * 366 * 86_400

  /// The future as the daemon would give it.
  ///
  /// A moment that lies ahead of the wall clock is lived through to, as the daemon would: nothing counts as missed on the
  /// way. Beyond three years, or where the history is empty, it is as if care began then.
  func preview(of rituals: [ScheduledRitual]? = nil, _ answers: Preview.Answers = .none) -> Preview {
    let clock = context.now()
    let ahead = now.seconds - clock.seconds
    let planner = Planner(rituals ?? kept, circumstances: planner.circumstances, chronicle: chronicle)
    guard ahead > 0, chronicle.last > 0 else { return Preview(planner, from: now, answers: answers) }
    guard ahead <= Situation.livedThrough else {
      let fresh = Planner(rituals ?? kept, circumstances: planner.circumstances)
      return Preview(fresh, from: now, answers: answers)
    }
    var preview = Preview(planner, from: clock, answers: answers)
    _ = preview.reminders(through: now.advanced(bySeconds: -1))
    return preview
  }

  /// The next reminders of one ritual, if nobody answers, within a year or so.
  func reminders(of kept: ScheduledRitual, atMost count: Int) -> [Preview.Coming] {
    // Only a day's number has rituals wait for each other.
    var preview = preview(of: planner.circumstances.budgetPerDay == nil ? [kept] : nil)
    var coming: [Preview.Coming] = []
    for days: Int64 in [3, 14, 60, 400] where coming.count < count {
      coming += preview.reminders(through: now.advanced(bySeconds: days * 86_400))
        .filter { $0.reminder.id.occurrence.ritual == kept.ritual.id }
    }
    return Array(coming.prefix(count))
  }
}
