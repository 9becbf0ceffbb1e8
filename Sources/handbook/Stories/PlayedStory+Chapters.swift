import CivilTime
import History
import Planning
import Rituals
import Wording

// How a chapter is lived: reminders come when the planner says, and people answer them.

extension PlayedStory {
  mutating func play(_ chapter: Story.Chapter) throws {
    page.begin(chapter)
    begun = now
    for deed in chapter.deeds {
      try live(through: try instant(deed.at), chapter)
      try type(deed)
    }
    try live(through: try instant(chapter.through + "T23:59"), chapter)
    page.end(summary: chapter.isTold ? [] : summary(chapter))
  }

  /// The first chapter leaves nothing out.
  private func isFirst(_ chapter: Story.Chapter) -> Bool { chapter.title == story.chapters.first?.title }

  /// Lives up to an instant: the planner's reminders come when it says, and what is due is done two hours later.
  private mutating func live(through end: Instant, _ chapter: Story.Chapter) throws {
    defer { now = end }
    while now <= end {
      let plan = planner.plan(now: now)
      if plan.hasWork {
        for reminder in plan.reminders { try show(reminder, chapter) }
        for event in plan.preparations(at: now) + plan.outcomes(at: now) { try record(event) }
      } else if let answer = nextAnswer(chapter), answer.at <= end, answer.at <= plan.wakeAt ?? answer.at {
        now = max(now, answer.at)
        try record(Event(at: now, occurrence: answer.occurrence, fact: .done(on: zone.local(at: now))))
        if isFirst(chapter) {
          page.add(command: "kin done \(answer.occurrence.ritual)", at: zone.local(at: now))
        }
      } else {
        guard let wakeAt = plan.wakeAt, wakeAt <= end else { return }
        now = max(wakeAt, now)
      }
    }
  }

  /// Who is asked does it, unless the chapter has it otherwise.
  private func nextAnswer(_ chapter: Story.Chapter) -> (at: Instant, occurrence: OccurrenceID)? {
    planner.rituals.compactMap { kept -> (at: Instant, occurrence: OccurrenceID)? in
      let id = kept.ritual.id
      guard !chapter.unanswered.contains(id), let current = planner.chronicle[id].current, current.isOpen,
        let last = current.lastReminder, last >= begun, current.snoozedUntil == nil
      else { return nil }
      return (last.advanced(bySeconds: 2 * 3600), OccurrenceID(ritual: id, start: current.start))
    }.min { $0.at < $1.at }
  }

  private mutating func show(_ reminder: Reminder, _ chapter: Story.Chapter) throws {
    given.append((now, reminder))
    let id = reminder.id.occurrence
    guard chapter.isAbout(id.ritual), let kept = planner[id.ritual] else { return }
    let local = zone.local(at: now)
    let when = DisplayText.when(reminder.due.local, seenFrom: local)
    var parts = ["\(reminder.title): \(when)"]
    if !reminder.roles.isEmpty {
      parts.append(reminder.roles.map { "\($0.role): \($0.person ?? "nobody")" }.joined(separator: ", "))
    }
    var turn: String?
    if let decision = kept.decision(
      at: kept.slot(at: id.start), ledger: planner.chronicle[id.ritual],
      people: planner.circumstances.people, now: now)
    {
      // That somebody is next in the order is said once.
      let isPlain = decision.reasons.allSatisfy { if case .next = $0 { true } else { false } }
      if !isPlain || isFirst(chapter) { turn = decision.reasons.sentence(today: local.date, name: name) }
    }
    page.add(
      reminder: parts.joined(separator: " · "),
      why: reminder.reason.sentence(in: zone, today: local.date, name: name), turn: turn, at: local)
    // A detail comes back with the reminder, once.
    guard let detail = detailToAsk(try notebook.read([.details]).details, with: kept.ritual.with, for: id),
      detail.broughtBackAt == nil
    else { return }
    page.add(said: "to ask \(name(detail.person)) about: \(detail.text)")
    try notebook.append([.broughtBack(detail: detail.entry, id)], at: now)
  }

  /// What took place in a chapter, ritual by ritual: on which days, and who had a role.
  private func summary(_ chapter: Story.Chapter) -> [String] {
    planner.rituals.map(\.ritual).filter { chapter.isAbout($0.id) }.compactMap { ritual in
      let days = events.compactMap { event -> String? in
        guard event.ritual == ritual.id, event.at > begun, case .done = event.fact, let start = event.start
        else { return nil }
        let day = start.date.shortWords
        let people = turn(at: start, of: ritual.id)?.holders.compactMap(\.person).map(name) ?? []
        return people.isEmpty ? day : "\(day) \(people.joined(separator: " and "))"
      }
      let roles = ritual.turns.map { " (\($0.roles.joined(separator: " and ")))" } ?? ""
      return days.isEmpty ? nil : "\(ritual.title)\(roles): \(days.joined(separator: ", "))."
    }
  }

  private func turn(at start: CivilDateTime, of ritual: String) -> Turn? {
    events.last { event in
      if case .turn = event.fact { event.ritual == ritual && event.start == start } else { false }
    }.flatMap { if case .turn(let turn) = $0.fact { turn } else { nil } }
  }
}
