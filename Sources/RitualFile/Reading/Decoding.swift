import CivilTime
import JSONText
import Recurrence
import Rituals
import Wording

/// The state of reading a config: the names it defines, what was read before, and what is to be reported.
struct Decoding {
  let zones: (any ZoneDirectory)?
  /// The names in `people` and `hooks`, read ahead since a ritual may come before them.
  let people: Set<String>
  let channels: Set<String>
  /// The names in `decks`, read ahead too, and those of the built-in decks.
  let decks: Set<String>
  private(set) var reported: [(fault: ConfigFault, range: Range<Int>)] = []

  var phrases = Memory<WrittenSchedule>()
  var rules = Memory<WrittenSchedule>()
  var calendars = Memory<WrittenSchedule>()
  var spans = Memory<Span>()
  var reminders = Memory<ReminderTime>()
  var lastCompany: (source: JSONValue, people: [String])?
  var pool = RitualPool()
  private var goodZones = Memory<Bool>()
  private var badZones: [String: String?] = [:]
  /// Where each ritual's id is first.
  private var ritualIDs: [String: Int] = [:]
  /// What a ritual is before its own keys are read, and what birthdays are.
  private(set) var defaults = RitualDraft()
  private(set) var birthdays = BirthdayReminders()

  init(_ root: JSONValue, zones: (any ZoneDirectory)?) {
    self.zones = zones
    people = Set(root["people"]?.members.map(\.name) ?? [])
    decks = Set(root["decks"]?.members.map(\.name) ?? []).union(Deck.all.map(\.id))
    channels = Set(root["hooks"]?.members.map(\.name) ?? [])
      .union(Channel.builtIn.map(\.name) + Channel.presets)
    guard let value = root["defaults"] else { return }
    var draft = RitualDraft()
    _ = defaultsSection.read(value, &self, into: &draft)
    defaults = draft
    // They apply to birthdays too, except `remind`: a start means little to them.
    (birthdays.via, birthdays.urgency) = (draft.ritual.via, draft.ritual.urgency)
    birthdays.isPrivate = draft.ritual.isPrivate
    (birthdays.later, birthdays.sound) = (draft.ritual.later, draft.ritual.sound)
  }

  /// What was read before, by its text: most configs say the same few things again and again.
  struct Memory<Value> {
    private var known: [String: Value] = [:]

    mutating func value<Fault>(
      of text: String, _ read: (String) throws(Fault) -> Value
    ) throws(Fault) -> Value {
      if let known = known[text] { return known }
      let value = try read(text)
      known[text] = value
      return value
    }
  }

  mutating func report(_ fault: ConfigFault, at range: Range<Int>) { reported.append((fault, range)) }

  /// What was probably meant by a word; nil where more is wrong than will be shown.
  func closest(to word: String, among known: @autoclosure () -> [String]) -> String? {
    reported.count > RitualFile.mostDiagnostics ? nil : EditDistance.closest(to: word, among: known())
  }

  /// Makes room for the rituals to come.
  mutating func expect(rituals count: Int) { ritualIDs.reserveCapacity(count) }

  /// Where a ritual's id was first; here, if it is new.
  mutating func firstOffset(ofRitual id: String, at offset: Int) -> Int {
    // One look-up both asks and enters.
    { (first: inout Int) in
      if first < 0 { first = offset }
      return first
    }(&ritualIDs[id, default: -1])
  }

  /// Whether a zone can be used; without a directory every one can.
  mutating func isGoodZone(_ name: String) -> Bool {
    guard let zones else { return true }
    return goodZones.value(of: name) { zones.contains($0) }
  }

  /// What was probably meant by a zone's name: the same in another case, the city alone, or the closest one.
  mutating func zone(near name: String) -> String? {
    guard let zones else { return nil }
    if let known = badZones[name] { return known }
    let wanted = String(name.lowercased().map { $0 == " " ? "_" : $0 })
    let identifiers = zones.identifiers
    let near =
      identifiers.first { $0.lowercased() == wanted }
      ?? identifiers.first { $0.lowercased().split(separator: "/").last.map(String.init) == wanted }
      ?? closest(to: name, among: identifiers)
    badZones[name] = .some(near)
    return near
  }
}
