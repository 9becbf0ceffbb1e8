import CivilTime
import Planning
import Rituals
import Wording

// How a chapter is lived: reminders come when the planner says, and people answer them.

extension PlayedStory {
  mutating func play(_ chapter: Story.Chapter) throws {
    page.begin(chapter)
    isBeginning = chapter.title == story.chapters.first?.title
    begun = now
    let end = try instant(chapter.through + "T23:59")
    for deed in chapter.deeds {
      let at = try instant(deed.at)
      live(through: at, chapter)
      now = at
      try act(deed.act)
    }
    live(through: end, chapter)
    now = end
    page.end(summary: chapter.isTold ? [] : summary(chapter, since: page.since, through: end))
    page.since = end
  }

  /// Lives up to an instant: the planner's reminders come when it says, and what is due is done two hours later.
  private mutating func live(through end: Instant, _ chapter: Story.Chapter) {
    while now <= end {
      let plan = planner.plan(now: now)
      if plan.hasWork {
        for reminder in plan.reminders { tell(reminder, chapter) }
        for event in plan.preparations(at: now) + plan.outcomes(at: now) { record(event) }
        continue
      }
      let answer = nextAnswer(chapter)
      if let answer, answer.at <= end, plan.wakeAt.map({ answer.at <= $0 }) ?? true {
        now = max(now, answer.at)
        done(answer.occurrence, isTold: isBeginning)
        continue
      }
      guard let wakeAt = plan.wakeAt, wakeAt <= end else { return }
      now = max(wakeAt, now)
    }
  }

  /// Who is asked does it, unless the chapter has it otherwise.
  private func nextAnswer(_ chapter: Story.Chapter) -> (at: Instant, occurrence: OccurrenceID)? {
    planner.rituals.compactMap { kept -> (at: Instant, occurrence: OccurrenceID)? in
      let ledger = planner.chronicle[kept.ritual.id]
      guard !chapter.unanswered.contains(kept.ritual.id), let current = ledger.current, current.isOpen,
        let lastReminder = current.lastReminder, lastReminder >= begun, current.snoozedUntil == nil
      else { return nil }
      return (
        lastReminder.advanced(bySeconds: 2 * 3600),
        OccurrenceID(ritual: kept.ritual.id, start: current.start)
      )
    }.min { $0.at < $1.at }
  }

  mutating func done(_ occurrence: OccurrenceID, isTold: Bool) {
    record(Event(at: now, occurrence: occurrence, fact: .done(on: zone.local(at: now))))
    if isTold { page.add(command: "kin done \(occurrence.ritual)", at: zone.local(at: now)) }
  }

  private mutating func tell(_ reminder: Reminder, _ chapter: Story.Chapter) {
    given.append((now, reminder))
    guard chapter.tells(reminder.id.occurrence.ritual) else { return }
    let local = zone.local(at: now)
    var said = [
      reminder.title + ": " + DisplayText.when(reminder.due.local, seenFrom: local, inSentence: true)
    ]
    if !reminder.roles.isEmpty {
      said.append(reminder.roles.map { "\($0.role): \($0.person ?? "nobody")" }.joined(separator: ", "))
    }
    var turn: String?
    if let kept = planner[reminder.id.occurrence.ritual],
      let decision = kept.decision(
        at: kept.slot(at: reminder.id.occurrence.start), ledger: planner.chronicle[kept.ritual.id],
        people: planner.circumstances.people, now: now)
    {
      // That somebody is next in the order needs no telling again and again.
      let isPlain = decision.reasons.allSatisfy { if case .next = $0 { true } else { false } }
      if !isPlain || isBeginning { turn = decision.reasons.sentence(today: local.date, name: name) }
    }
    page.add(
      reminder: said.joined(separator: " · "), why: reminder.reason.sentence(in: zone, name: name),
      turn: turn, at: local)
    bringBack(with: reminder)
  }

  /// A detail comes back with the reminder, once.
  private mutating func bringBack(with reminder: Reminder) {
    guard let ritual = planner[reminder.id.occurrence.ritual]?.ritual,
      let detail = detailToAsk(notebook.details, with: ritual.with, for: reminder.id.occurrence),
      detail.broughtBackAt == nil
    else { return }
    page.add(said: "to ask \(name(detail.person)) about: \(detail.text)")
    write(.broughtBack(detail: detail.entry, reminder.id.occurrence))
  }
}
