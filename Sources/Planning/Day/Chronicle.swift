import CivilTime
import Rituals

/// The state that the history folds to: each ritual's ledger, and what was delivered in the last days.
public struct Chronicle: Sendable {
  /// The ledgers in the order in which their rituals were first seen, and the place of each by the ritual's id.
  private var rows: [Ledger] = []
  private var places: [String: Int32] = [:]
  /// The number of the last event that was taken in.
  public private(set) var last = 0
  /// When reminders were delivered lately, in their order; a digest counts as one.
  private var recent: [Instant] = []
  private var newest = Instant.distantPast
  /// The latest moment that names a digest, and the highest number of any digest.
  private var lastDigest = (moment: CivilDateTime(localSeconds: .min), number: 0)

  /// How long the times of deliveries are kept, in seconds: longer than any day.
  private static let remembered: Int64 = 3 * 86_400
  /// How many are kept at most: more than a budget can be.
  private static let rememberedAtMost = 2000

  private let keepsPast: Bool

  /// The state of an empty history.
  ///
  /// - Parameter keepsPast: whether occurrences stay known that planning needs no more.
  public init(keepsPast: Bool = false) { self.keepsPast = keepsPast }

  /// What the history says of a ritual.
  public subscript(ritual: String) -> Ledger { places[ritual].map { rows[Int($0)] } ?? Ledger() }

  /// Has the state of a ritual stand in place of what the history says of it.
  public mutating func replace(_ ledger: Ledger, of ritual: String) { rows[row(of: ritual)] = ledger }

  /// The ledgers by the rituals' ids.
  public var ledgers: [String: Ledger] { places.mapValues { rows[Int($0)] } }

  /// The ids of the rituals that are under care.
  public var underCare: [String] { underCare { _ in true } }

  /// Applies one more event; `number` is its place in the history, or that of the last one recorded before it.
  public mutating func apply(_ event: Event, number: Int) {
    last = max(last, number)
    if case .reminded(let kind, let attempt) = event.fact, attempt > 0, kind.countsForTheDay {
      remember(event.at)
    }
    if case .reminded(.digest(let number), _) = event.fact {
      lastDigest = (max(lastDigest.moment, event.start ?? lastDigest.moment), max(lastDigest.number, number))
      return
    }
    rows[row(of: event.ritual)].apply(event, number: number)
  }

  // MARK: By place

  /// The place of a ritual's ledger; one is made where there is none.
  mutating func row(of ritual: String) -> Int {
    let new = Int32(rows.count)
    // One look-up both asks and enters.
    let place = { (place: inout Int32) in
      if place < 0 { place = new }
      return place
    }(&places[ritual, default: -1])
    if place == new { rows.append(Ledger(keepsPast: keepsPast)) }
    return Int(place)
  }

  /// The same where there is one.
  func knownRow(of ritual: String) -> Int? { places[ritual].map { Int($0) } }

  func ledger(inRow row: Int) -> Ledger { rows[row] }

  /// The ids of the rituals that are under care and whose places are meant.
  func underCare(where isMeant: (Int) -> Bool) -> [String] {
    places.filter { isMeant(Int($0.value)) && rows[Int($0.value)].adoptedAt != nil }.keys.sorted()
  }

  /// True where nothing is known of any occurrence.
  func knowsNothing(ofRow row: Int) -> Bool { rows[row].knowsNothing }

  mutating func adopt(inRow row: Int, _ schedule: Fingerprint, at instant: Instant) {
    rows[row].adopt(schedule.mark, at: instant)
  }

  var rowCount: Int { rows.count }

  mutating func reserve(_ count: Int) {
    rows.reserveCapacity(count)
    places.reserveCapacity(count)
  }

  /// How many reminders were delivered on a day of a zone's wall clock; of a flood, not all.
  func deliveries(on day: CivilDate, zone: Zone) -> Int {
    let noon = zone.instant(of: CivilDateTime(day, TimeOfDay(secondOfDay: 43_200)))
    // A day of the usual length is asked for by its ends.
    guard
      zone.offset(at: noon.advanced(bySeconds: -86_400)) == zone.offset(at: noon.advanced(bySeconds: 86_400))
    else { return recent.count { zone.local(at: $0).date == day } }
    let (begin, end) = (noon.advanced(bySeconds: -43_200), noon.advanced(bySeconds: 43_200))
    return recent.count { begin <= $0 && $0 < end }
  }

  /// True where one of the days before `end`, from a day on, had its budget; looks back two days at most.
  func wasFull(from day: CivilDate, before end: CivilDate, budget: Int, zone: Zone) -> Bool {
    let first = max(day.dayNumber, end.dayNumber - 2)
    guard first < end.dayNumber else { return false }
    return (first..<end.dayNumber).contains { deliveries(on: CivilDate(dayNumber: $0), zone: zone) >= budget }
  }

  /// The highest number that a digest of a moment may have had: once the clock was set back, a moment comes again.
  func digests(of moment: CivilDateTime) -> Int { moment > lastDigest.moment ? 0 : lastDigest.number }

  private mutating func remember(_ instant: Instant) {
    recent.append(instant)
    newest = max(newest, instant)
    guard recent.count > 64 else { return }
    if recent.count > Chronicle.rememberedAtMost || recent[0].seconds < newest.seconds - Chronicle.remembered
    {
      recent.removeAll { $0.seconds < newest.seconds - Chronicle.remembered }
      if recent.count > Chronicle.rememberedAtMost { recent.removeFirst(Chronicle.rememberedAtMost / 2) }
    }
  }
}

extension ReminderKind {
  /// False for what the user asked for just now.
  var countsForTheDay: Bool { if case .asked = self { false } else { true } }
}
