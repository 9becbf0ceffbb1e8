import CivilTime
import Recurrence
import Rituals

/// An occurrence as it takes place: under the name it has, at its own time or the one it was moved to.
struct Occasion: Equatable {
  /// The start that it is named by.
  var start: CivilDateTime
  /// When it takes place.
  var slot: Slot
  /// How often it was moved.
  var moved = 0

  /// The kind of the reminder that it starts with.
  var kind: ReminderKind { moved == 0 ? .due : .moved(moved) }

  /// One of its own time.
  init(_ slot: Slot) {
    start = slot.local
    self.slot = slot
  }

  /// One that takes place at another wall time.
  init(_ start: CivilDateTime, at wall: CivilDateTime, moved: Int, zone: Zone) {
    self.start = start
    slot = Slot(local: wall, instant: zone.instant(of: wall))
    self.moved = moved
  }
}
