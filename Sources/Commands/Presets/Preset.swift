import JSONText

/// A ritual that many people keep, as `kin init` offers it: all but with whom and when.
struct Preset: Sendable {
  /// Who it is kept with.
  enum Company: Sendable {
    /// One person at a time.
    case one
    /// One or several.
    case several
  }

  /// The name it is chosen by.
  let name: String
  /// What it is, for a list.
  let about: String
  /// What reminders call it; `{people}` is filled in.
  let title: String
  /// The same where nobody is named.
  let titleAlone: String
  /// What its id begins with.
  let id: String
  let company: Company
  /// The rule; `{day}` and `{time}` are filled in.
  let when: String
  let day: String
  let time: String
  /// What somebody does in it, in turn, if it has turns.
  var role: String?
  /// How turns go, besides `roles` and `order`.
  var turns: [JSON.Member] = []
  /// What else the config says of it.
  let facts: [JSON.Member]

  /// The preset of a name.
  static func named(_ name: String) -> Preset? { all.first { $0.name == name } }

  /// The rule with its day and time.
  func rule(day: String? = nil, time: String? = nil) -> String {
    when.replacing("{day}", with: day ?? self.day).replacing("{time}", with: time ?? self.time)
  }

  /// The ritual as the config says it. `me` and `with` are ids, `names` what people are called.
  func ritual(id: String, me: String?, with people: [String], names: String, when rule: String) -> JSON {
    var ritual: JSON = [
      "id": .string(id),
      "title": .string(people.isEmpty ? titleAlone : title.replacing("{people}", with: names)),
    ]
    if !people.isEmpty { ritual = ritual.adding("with", .strings(people)) }
    ritual = ritual.adding("when", .string(rule))
    let order = (me.map { [$0] } ?? []) + people
    // With one person there are no turns.
    if let role, order.count > 1 {
      let taken: JSON = ["roles": [.string(role)], "order": .strings(order)]
      ritual = ritual.adding("turns", turns.reduce(taken) { $0.adding($1.name, $1.value) })
    }
    return facts.reduce(ritual) { $0.adding($1.name, $1.value) }
  }
}
