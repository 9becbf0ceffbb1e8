import JSONText
import Planning
import Rituals
import Wording

/// What a check-in would ask, and who would begin.
struct CheckinPlan {
  var ritual: Ritual
  /// The occurrence it is about: what is open, else what comes within a day.
  var occurrence: Upcoming?
  var deck: Deck
  var prompts: [Prompt]
  /// Those who speak, by id, whoever begins first; empty where one is alone. Where the config does not say who the user is,
  /// that is "".
  var speakers: [String]
  var detail: Detail?
  var wins: [Win]

  /// - Parameter deckName: a deck to draw from in place of the ritual's own.
  init(_ kept: ScheduledRitual, deckName: String?, in situation: Situation) throws {
    let ritual = kept.ritual
    let deck = try deckName.map { try situation.deck($0) } ?? situation.household.deck(of: ritual)
    let notebook = try situation.notebook([.details, .wins, .checkins])
    self.ritual = ritual
    self.deck = deck
    occurrence =
      situation.open.first { $0.ritual.id == ritual.id }
      ?? situation.coming([kept]).first { $0.slot.instant.seconds - situation.now.seconds < 86_400 }
    prompts = deck.next(ritual.promptCount, after: notebook.asked(in: ritual.id))
    speakers = CheckinPlan.speakers(
      of: ritual, me: situation.household.me, on: occurrence?.turn,
      last: notebook.checkins.last { $0.ritual == ritual.id && $0.first != nil })
    detail = detailToAsk(notebook.details, with: ritual.with, for: occurrence?.occurrence)
    wins = []
    if deck.id == "appreciation" {
      let last = notebook.checkins.last { $0.ritual == ritual.id && $0.deck == deck.id }
      wins = notebook.wins.toReadBack(with: ritual.with, since: last?.at)
    }
  }

  /// Whoever has the turn begins; without turns, whoever follows the one who began last time. It is remembered by
  /// person, so that the roster may change.
  static func speakers(of ritual: Ritual, me: String?, on turn: Turn?, last: Checkin?) -> [String] {
    var people: [String] = []
    for person in [me ?? ""] + ritual.with where !people.contains(person) { people.append(person) }
    guard people.count > 1 else { return [] }
    let first: Int
    let holder = turn?.holders.first { $0.role.isSpeaking } ?? turn?.holders.first
    if let holder, let person = holder.person, let place = people.firstIndex(of: person) {
      // Whose turn it is to listen lets the next one begin.
      first = holder.role.isListening ? (place + 1) % people.count : place
    } else {
      first = last?.first.flatMap { people.firstIndex(of: $0) }.map { ($0 + 1) % people.count } ?? 0
    }
    return Array(people[first...] + people[..<first])
  }

  /// The time set aside, in seconds; nil if there is none, or it is in days.
  var timeBox: Int64? {
    guard let duration = ritual.duration, duration.months == 0, duration.days == 0, duration.seconds > 0
    else { return nil }
    return Int64(duration.seconds)
  }

  /// Who speaks in which order at a prompt: each begins in turn.
  func speakers(at prompt: Int) -> [String] {
    guard !speakers.isEmpty else { return [] }
    let first = prompt % speakers.count
    return Array(speakers[first...] + speakers[..<first])
  }

  /// `Jo begins, Sam listens; then the other way round.`
  func order(at prompt: Int, name: (String) -> String) -> String? {
    let order = speakers(at: prompt)
    guard let first = order.first else { return nil }
    let rest = order.dropFirst().map { $0.isEmpty ? "you" : name($0) }
    let begins = first.isEmpty ? "you begin" : "\(name(first)) begins"
    guard rest.count == 1 else { return "\(begins), the others listen; then \(DisplayText.list(rest))" }
    return "\(begins), \(rest[0]) \(rest[0] == "you" ? "listen" : "listens"); then the other way round"
  }

  /// `kin checkin --prompts --json`.
  var json: JSON {
    [
      "ritual": .string(ritual.id), "title": .string(ritual.title),
      "occurrence": .optional(occurrence?.occurrence), "deck": .string(deck.id),
      "speakers": .strings(speakers),
      "prompts": .list(
        prompts.map { ["id": .string($0.id), "part": .string($0.part.rawValue), "text": .string($0.text)] }),
    ]
  }
}

extension CheckinPlan {
  /// The lines above a check-in: what it is, with whom, what they asked for, and what to ask about.
  func introduction(in situation: Situation, _ terminal: Terminal) -> [String] {
    var about: [String] = []
    if !ritual.with.isEmpty { about.append("with " + situation.names(ritual.with)) }
    if let occurrence { about.append(situation.when(occurrence.slot.instant)) }
    let head = terminal.paint(DisplayText.line(ritual.title), .green)
    var lines = [about.isEmpty ? head : "\(head)  \(about.joined(separator: ", "))"]
    lines += terminal.paragraph(DisplayText.line(deck.about))
    for line in good(in: situation) { lines += terminal.paragraph(line) }
    guard !wins.isEmpty else { return lines }
    let title = wins.count == 1 ? "A small win since last time" : "Small wins since last time"
    return lines + ["", terminal.paint(title, .green)]
      + wins.flatMap { terminal.paragraph("· " + DisplayText.line($0.text), indent: "  ") }
  }

  /// What is good to know of the people: what they asked for, and what to ask them about.
  private func good(in situation: Situation) -> [String] {
    let asked = ritual.with.compactMap { situation.household.people[$0] }.filter { !$0.boundaries.isEmpty }
    let lines = asked.map { person in
      let boundaries = person.boundaries.map(DisplayText.line).joined(separator: "; ")
      return "\(situation.name(person.id)) asked for: \(boundaries)."
    }
    guard let detail else { return lines }
    let (name, text) = (situation.name(detail.person), DisplayText.line(detail.text))
    return lines + ["You could ask \(name) about: \(text) (noted \(situation.day(detail.since)))"]
  }
}

extension String {
  fileprivate var isListening: Bool { lowercased().hasPrefix("listen") }
  fileprivate var isSpeaking: Bool { ["speak", "talk", "tell"].contains { lowercased().hasPrefix($0) } }
}

extension Situation {
  /// A deck by its name; suggests one near it otherwise.
  func deck(_ name: String) throws -> Deck {
    if let deck = household.deck(name) { return deck }
    throw Failure(
      "there is no deck \"\(DisplayText.line(name))\"" + nearest(to: name, among: household.deckNames))
  }
}
