/// A role in a sentence: Ana is the host, Jo has the bins.
public struct RoleInWords {
  private let role: String
  /// True for a thing to take care of, like the bins; false for a part that a person plays, like the host.
  private let isThing: Bool

  public init(_ role: String) {
    self.role = role
    let last = role.lowercased().split { $0 == " " || $0 == "-" }.last.map(String.init) ?? ""
    let isPlural = last.hasSuffix("s") && !last.hasSuffix("ss")
    isThing = Self.things.contains(last) || isPlural || last.count > 5 && last.hasSuffix("ing")
  }

  private static let things: Set<String> = [
    "agenda", "bathroom", "breakfast", "cake", "car", "cat", "coffee", "compost", "dessert", "dinner", "dog",
    "film", "food", "game", "garbage", "garden", "hoover", "kitchen", "laundry", "lunch", "movie", "music",
    "playlist", "recycling", "rent", "rubbish", "supper", "tea", "trash", "vacuum", "wine",
  ]

  private var thing: String { role.lowercased().hasPrefix("the ") ? role : "the \(role)" }

  /// `is host`, `has the bins`.
  public var present: String { isThing ? "has \(thing)" : "is \(role)" }
  /// The same of the user: `are host`, `have the bins`.
  public var presentOfUser: String { isThing ? "have \(thing)" : "are \(role)" }
  /// `was host`, `had the bins`.
  public var past: String { isThing ? "had \(thing)" : "was \(role)" }
  /// Behind `has`: `been host`, `had the bins`.
  public var perfect: String { isThing ? "had \(thing)" : "been \(role)" }
  /// Behind `takes`: `it as host`, `the bins`.
  public var taken: String { isThing ? thing : "it as \(role)" }
  /// The same for a whole turn.
  public var takenWhole: String { isThing ? "\(thing) for the whole turn" : "the whole turn as \(role)" }
  /// What was done: `as host`, `(the bins)`.
  public var aside: String { isThing ? "(\(thing))" : "as \(role)" }
}
