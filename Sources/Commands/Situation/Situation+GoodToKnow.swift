import Planning

extension Situation {
  /// `Ana: no calls after nine · likes voice messages`, of each person an occurrence is kept with: one thing of each kind,
  /// in turn, as the desktop has it.
  func goodToKnow(for one: Upcoming) -> [String] {
    guard let schedule = planner[one.ritual.id]?.schedule else { return [] }
    let number = schedule.number(of: one.start)
    return one.ritual.others(than: household.me).compactMap { id in
      household.people[id]?.goodToKnow(number).map { "\(name(id)): \($0)" }
    }
  }

  /// The same of what is open or comes today, each person once.
  func goodToKnowToday(of upcoming: [Upcoming]) -> [String] {
    var seen: Set<String> = []
    return upcoming.filter { zone.local(at: $0.slot.instant).date <= today }.flatMap { one in
      var one = one
      one.ritual.with.removeAll { !seen.insert($0).inserted }
      return goodToKnow(for: one)
    }
  }
}
