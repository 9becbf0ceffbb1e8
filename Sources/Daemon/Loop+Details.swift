import CivilTime
import History
import Rituals
import Wording

/// What the desktop alone shows of a reminder. It is looked up when a notification is about to be shown and stands in no
/// message, so that history, journal and hooks never have it; of a private ritual nothing is shown.
extension Loop {
  /// Longer words are cut: a notification is a glance, and an argument has an end.
  private static let longestAside = 240

  /// The lines under a reminder's own: what to ask about, and what is good to know of somebody.
  func asides(of message: Message, for key: DeliveryKey) -> [String] {
    [detailToAsk(with: message, for: key), goodToKnow(with: message)].compactMap { $0 }.map { line in
      let scalars = line.unicodeScalars
      return scalars.count > Loop.longestAside ? String(scalars.prefix(Loop.longestAside)) + "…" : line
    }
  }

  /// `Ask about: starts the new job in May`; of a digest, the first of its reminders that has something.
  private func detailToAsk(with message: Message, for key: DeliveryKey) -> String? {
    let asking = (message.isDigest ? message.members : [message]).map(\.id.occurrence).compactMap { id in
      openly(id).map { (id, $0.others(than: household.me)) }
    }.filter { !$0.1.isEmpty }
    guard !asking.isEmpty else { return nil }
    let details: [Detail]
    do {
      // Only what is to be asked about: what people wrote in their check-ins stays in the file.
      details = try NotebookStore(reading: world.stateFolder)?.read([.details]).details ?? []
      setNotebookFault(nil)
    } catch {
      setNotebookFault(error)
      return nil
    }
    for (occurrence, people) in asking {
      guard let detail = Rituals.detailToAsk(details, with: people, for: occurrence) else { continue }
      outbox.bringsBack(BroughtBack(detail: detail.entry, with: occurrence), key)
      let whom = people.count == 1 && !message.isDigest ? "" : " " + name(detail.person)
      return "Ask\(whom) about: \(DisplayText.line(detail.text))"
    }
    return nil
  }

  /// Notes that a notification has brought its detail back, now that it is on the screen.
  func note(_ broughtBack: BroughtBack) {
    do {
      try NotebookStore(reading: world.stateFolder)?
        .append([.broughtBack(detail: broughtBack.detail, broughtBack.with)], at: world.now())
    } catch {
      // It comes back once more: no harm.
      setNotebookFault(error)
    }
  }

  /// `Ana: no calls after nine · likes voice messages`, when a ritual with her alone comes or is near.
  private func goodToKnow(with message: Message) -> String? {
    switch message.id.kind {
    case .lead, .due, .moved: break
    default: return nil
    }
    let occurrence = message.id.occurrence
    guard let people = openly(occurrence)?.others(than: household.me), people.count == 1,
      let schedule = planner[occurrence.ritual]?.schedule, let person = household.people[people[0]],
      let words = person.goodToKnow(schedule.number(of: occurrence.start))
    else { return nil }
    return "\(name(person.id)): \(words)"
  }

  /// The ritual of an occurrence; nil where it is private, or has left the config.
  private func openly(_ occurrence: OccurrenceID) -> Ritual? {
    planner[occurrence.ritual].flatMap { $0.ritual.isPrivate ? nil : $0.ritual }
  }

  private func name(_ person: String) -> String { DisplayText.line(household.people.shownName(person)) }

  /// A reminder comes all the same; why it came without its detail is reported once.
  private func setNotebookFault(_ fault: StoreFault?) {
    guard fault != reported.notebookFault else { return }
    reported.notebookFault = fault
    if let fault { note("reminders come without what to ask about: \(fault)", priority: 5) }
  }
}
