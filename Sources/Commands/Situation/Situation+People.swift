import CivilTime
import Planning
import Rituals

extension Situation {
  /// The last day on which the user feels stretched; nil where that isn't so now.
  var stretchedThrough: CivilDate? {
    guard let stretch = planner.circumstances.stretch, stretch.contains(now) else { return nil }
    return stretch.days(in: zone)?.to
  }

  /// The absences noted with `kin away`.
  func absences(of person: String) -> [Absence] {
    planner.chronicle[Event.key(ofPerson: person)].turns.absences
  }

  /// Why whoever is on at an occurrence is on, as a sentence without a full stop; empty without turns.
  func turnSentence(_ one: Upcoming) -> String {
    one.turnReasons.sentence(today: one.zone.local(at: now).date, name: name)
  }

  /// Whose turn an occurrence was, as the history has it; nil if it was never recorded.
  func recordedTurn(of id: OccurrenceID) -> Turn? { chronicle[id.ritual].known(id.start)?.turn }
}
