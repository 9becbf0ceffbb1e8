import Bus
import CivilTime
import History
import Planning
import Rituals
import Wording

/// What people and hooks say to a reminder.
extension Loop {
  /// Takes in what became of a notification.
  func take(_ event: NotificationEvent, of key: DeliveryKey) {
    let now = world.now()
    switch event {
    case .shown: perform(outbox.shown(key, at: now))
    case .closed: perform(outbox.ended(key, nil, at: now))
    case .failed(let failure):
      let cause = DeliveryFailure.Cause(failure, patience: Channel.desktopPatience)
      perform(outbox.ended(key, DeliveryFailure(cause), at: now))
    case .pressed(let button):
      guard let id = key.id, let answer = Answer(line: button) else { return }
      take(answer, to: id, through: key, at: now)
    }
  }

  func takeLine(_ line: String, from key: DeliveryKey) {
    guard let id = key.id else { return }
    let now = world.now()
    switch household.deliverer(to: key.channel).meaning(of: line) {
    case nil: reportUnread(line, id)
    case .shown: perform(outbox.shown(key, at: now))
    case .answer(let answer): take(answer, to: id, through: key, at: now)
    }
  }

  private func take(_ answer: Answer, to id: ReminderID, through key: DeliveryKey, at now: Instant) {
    let occurrences = occurrencesToAnswer(key, id, answer)
    perform(outbox.answered(key, at: now))
    record(occurrences.flatMap { events(of: answer, to: $0, at: now) })
  }

  /// What an answer is about: the reminder's occurrence or, of a digest, all that still matter. Which of several was done
  /// nobody can know, but all of them can be put off.
  private func occurrencesToAnswer(_ key: DeliveryKey, _ id: ReminderID, _ answer: Answer) -> [OccurrenceID] {
    guard case .digest = id.kind else { return [id.occurrence] }
    guard case .snooze = answer else {
      note(
        "\(id) holds several reminders and can only be put off; nothing was recorded", priority: 5,
        fields: [("KIN_REMINDER", id.description)])
      return []
    }
    var seen: Set<OccurrenceID> = []
    return outbox.open(key).map(\.occurrence).filter { seen.insert($0).inserted }
  }

  /// The events of an answer; none, and reported, where it comes to nothing.
  private func events(of answer: Answer, to occurrence: OccurrenceID, at now: Instant) -> [Event] {
    do throws(Reply.Fault) { return try events(answering: occurrence, answer, at: now) } catch {
      guard error != .unknown else {
        // Its ritual has left the config: what was done was done all the same.
        let local = world.zones.systemZone().zone.local(at: now)
        return answer.settling(on: local).map { [Event(at: now, occurrence: occurrence, fact: $0)] } ?? []
      }
      reportAnswer(occurrence, error.sentence)
      return []
    }
  }

  /// The events of an answer to an occurrence.
  func events(answering occurrence: OccurrenceID, _ answer: Answer, at now: Instant) throws(Reply.Fault)
    -> [Event]
  {
    let reply = try planner.reply(to: occurrence, answer, now: now)
    if let next = reply.clip?.next.occurrence {
      reportAnswer(occurrence, "was put off only so far that \(next) does not come first")
    }
    var turn: Event?
    if answer.settling(on: occurrence.start) != nil, let kept = planner[occurrence.ritual] {
      let one = planner.occurrence(of: kept, occurrence.start, at: now)
      turn = planner.chronicle.unrecordedTurn(of: one, at: now)
    }
    return [turn, reply.event].compactMap { $0 }
  }

  private func reportAnswer(_ occurrence: OccurrenceID, _ text: String) {
    note("\(occurrence) \(text)", priority: 5, fields: occurrence.fields)
  }

  /// Hooks print all kinds of things; a line that begins as an answer and is none was meant as one.
  private func reportUnread(_ line: String, _ id: ReminderID) {
    let words = line.split(separator: " ", maxSplits: 1)
    guard words.count == 2, ["snooze", "move"].contains(words[0].lowercased()) else { return }
    note(
      "a hook answered \(id) with \"\(DisplayText.line(String(line.prefix(80))))\", which cannot be read: it takes a "
        + "time, as in \"\(words[0].lowercased()) tomorrow 9:00\"", priority: 4, fields: id.fields)
  }
}
