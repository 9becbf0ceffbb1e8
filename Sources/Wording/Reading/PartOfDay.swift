import CivilTime
import Recurrence
import Rituals

extension TokenReader {
  /// The part of the day that stands here.
  package func partOfDay(ahead count: Int = 0) -> PartOfDay? {
    switch kind(ahead: count) {
    case .word(.morning): .morning
    case .word(.afternoon): .afternoon
    case .word(.evening): .evening
    case .word(.night): .night
    default: nil
    }
  }
}
