import CivilTime
import JSONText
import RitualFile
import Rituals
import Wording

/// A ritual that many people keep, as `kin init` offers it: all but with whom and when.
struct Preset: Sendable {
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
  /// Whether it is kept with one person at a time.
  var isWithOne = false
  /// The rule; `{day}` and `{time}` are filled in.
  let when: String
  let day: String
  let time: String
  /// What somebody does in it, in turn, if it has turns.
  var role: String?
  var advance = Turns.Advance.byDate
  var choose = Turns.Choice.inOrder
  var atMost: Int?
  /// The other keys, in the words of the config.
  let facts: KeyValuePairs<RitualKey, JSON>

  /// The preset of a name.
  static func named(_ name: String) -> Preset? { all.first { $0.name == name } }

  /// The rule with its day and time.
  func rule(day: String? = nil, time: String? = nil) -> String {
    when.replacing("{day}", with: day ?? self.day).replacing("{time}", with: time ?? self.time)
  }

  /// The ritual for the config. `me` and `with` are ids, `names` the names of people; a rule that counts from a start
  /// gets the nearest one from `now` on.
  func json(
    id: String, me: String?, with people: [String], names: String, when rule: PresetChoice, now: Instant,
    zone: Zone
  ) throws -> JSON {
    let title = people.isEmpty ? titleAlone : title.replacing("{people}", with: names)
    var ritual = Ritual(id: id, title: title, when: try Phrase.parse(rule.when), whenText: rule.when)
    (ritual.starting, ritual.except) = (rule.starting, rule.except)
    (ritual.with, ritual.remind, ritual.via) = (people, [], [])
    let order = (me.map { [$0] } ?? []) + people
    // With one person there are no turns.
    if let role, order.count > 1 {
      var turns = Turns(roles: [role], order: order)
      (turns.advance, turns.choose, turns.atMost) = (advance, choose, atMost)
      ritual.turns = turns
    }
    ritual = ritual.countedFromNearest(after: now, zone: zone)
    return facts.reduce(RitualFile.json(of: ritual)) { $0.adding($1.key.rawValue, $1.value) }
  }
}

/// When a preset is to be: the phrase for the config, and what a ritual keeps beside it.
struct PresetChoice {
  var when: String
  var starting: LocalPoint?
  var except: [LocalPoint] = []
}
