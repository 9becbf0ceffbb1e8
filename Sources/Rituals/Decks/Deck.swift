/// Questions for a check-in, to be asked a few at a time.
public struct Deck: Equatable, Sendable {
  /// The name that `prompts` calls it by: `give-and-take`.
  public var id: String
  /// What people call it.
  public var title: String
  /// What it is good for: a sentence to begin with.
  public var about: String
  /// Its questions; the lighter ones stand first.
  public var prompts: [Prompt]

  public init(id: String, title: String, about: String = "", prompts: [Prompt]) {
    self.id = id
    self.title = title
    self.about = about
    self.prompts = prompts
  }

  /// A deck in its three parts, each prompt by its name within the deck.
  init(
    _ id: String, _ title: String, _ about: String, opening: KeyValuePairs<String, String>,
    middle: KeyValuePairs<String, String>, closing: KeyValuePairs<String, String>
  ) {
    let parts: [(Prompt.Part, KeyValuePairs<String, String>)] = [
      (.opening, opening), (.middle, middle), (.closing, closing),
    ]
    self.init(
      id: id, title: title, about: about,
      prompts: parts.flatMap { part, prompts in
        prompts.map { Prompt(id: "\(id)/\($0.key)", part: part, text: $0.value) }
      })
  }

  /// The decks that come with the program, a file each in this folder.
  public static let all: [Deck] = [
    giveAndTake, listening, appreciation, otherShoes, repair, selfAwareness, season,
  ]

  /// The deck of a ritual that names none.
  public static let usual = giveAndTake
}

/// One question, or a small invitation.
public struct Prompt: Equatable, Sendable {
  /// Where in a talk it belongs.
  public enum Part: String, CaseIterable, Hashable, Sendable {
    /// Light, to arrive.
    case opening
    /// What it is about.
    case middle
    /// To take along: one thing to adjust, a small request.
    case closing
  }

  /// What the notebook remembers it by; never a place in a list, which a change of the deck would shift.
  public var id: String
  /// Where in a talk it belongs.
  public var part: Part
  package var text: String

  public init(id: String, part: Part, text: String) { (self.id, self.part, self.text) = (id, part, text) }

  /// A question of the user's own; its words are its id.
  public init(own text: String) { self.init(id: text, part: .middle, text: text) }

  /// The last question where a deck has none of its own for the end.
  public static let lastOne = Prompt(
    id: "last/adjust", part: .closing,
    text: "One thing I will adjust, or one small request. Something small that fits into a week is plenty.")
}

extension Household {
  /// The config's own deck of a name, else the one that comes with the program.
  public func deck(_ id: String) -> Deck? { decks[id] ?? Deck.all.first { $0.id == id } }

  /// The names of all decks, the program's first.
  public var deckNames: [String] {
    let own = decks.keys.sorted().filter { id in !Deck.all.contains { $0.id == id } }
    return Deck.all.map(\.id) + own
  }

  /// The deck that a ritual's check-ins draw from.
  public func deck(of ritual: Ritual) -> Deck { ritual.prompts.flatMap { deck($0) } ?? .usual }
}
