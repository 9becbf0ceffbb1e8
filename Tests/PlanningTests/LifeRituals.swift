import CivilTime
import Recurrence
import RitualFile
import Rituals
import TestSupport
import Testing
import Wording

@testable import Planning

extension ScheduledRitual {
  /// A ritual as the daemon schedules it.
  convenience init(_ ritual: Ritual, zone: Zone) {
    self.init(ritual, zone: zone, fingerprint: RitualFile.fingerprint(of: ritual))
  }
}

/// A ritual of Berlin, and a life with it.
func ritual(_ when: String, _ id: String = "tea", _ change: (inout Ritual) -> Void = { _ in }) throws
  -> ScheduledRitual
{
  var ritual = Ritual(id: id, title: id, when: try Phrase.parse(when), whenText: when)
  change(&ritual)
  return ScheduledRitual(ritual, zone: systemZone("Europe/Berlin"))
}

func berlin(_ text: String) -> Instant { systemZone("Europe/Berlin").instant(of: CivilDateTime(text)!) }

func household(_ change: (inout Household) -> Void) -> Circumstances {
  var household = Household()
  household.me = "sam"
  household.people = ["sam": Person(id: "sam", name: "Sam"), "ana": Person(id: "ana", name: "Ana")]
  change(&household)
  return Circumstances(household, zone: systemZone("Europe/Berlin")) { systemZone($0) }
}

let nights = QuietHours(from: TimeOfDay(hour: 22, minute: 0)!, to: TimeOfDay(hour: 8, minute: 0)!)

extension Life {
  mutating func live(_ from: String, through to: String) { live(from: berlin(from), through: berlin(to)) }
  /// The lapses and the superseded reminders that were recorded: `tea@2026-12-01T10:00 lapsed`.
  var passed: [String] {
    events.compactMap { event in
      switch event.fact {
      case .lapsed: "\(event.occurrence!) lapsed"
      case .superseded(let kind, _): "\(event.occurrence!)/\(kind) superseded"
      default: nil
      }
    }
  }
}
