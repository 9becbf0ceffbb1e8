import CivilTime
import JSONText
import RitualFile
import Rituals
import Wording

/// A change to one person in the config.
struct PersonChange {
  var change: ConfigChange
  let situation: Situation
  /// The person before the change.
  let before: Person
  /// The person after the change.
  var person: Person

  /// Starts with a person of the config, by id or name.
  init(_ word: String, _ files: FileOptions, in context: Context) throws {
    change = try ConfigChange(files, in: context)
    situation = try change.situation()
    let found = try situation.person(word)
    // What `kin away` noted is no part of the config.
    before = try change.before.household().people[found.id] ?? found
    person = before
  }

  private var path: JSONPath { ["people", .member(person.id)] }

  /// Writes what has changed, key by key, so that every other byte stays; reports it in the words that `sentences` makes.
  mutating func write(
    as action: String, isMe: Bool = false, asJSON: Bool, isDryRun: Bool = false,
    _ sentences: (Situation) -> [String]
  ) throws -> Report {
    let (old, new) = (RitualFile.json(of: before), RitualFile.json(of: person))
    for key in old.names where new[key] == nil { try change.text.remove(at: path.member(key)) }
    for (place, key) in new.names.enumerated() {
      guard let value = new[key], value != old[key] else { continue }
      try change.text.set(value, at: path.member(key), after: Array(new.names.prefix(place)))
    }
    if isMe { try change.set(.me, to: .string(person.id)) }
    var receipt = Receipt(action: action, isChanged: change.isChanged, people: [person.id])
    guard change.isChanged else {
      return receipt.report("Nothing was changed: it says so already.", asJSON: asJSON)
    }
    let checked = try change.checked()
    receipt.isChanged = !isDryRun
    receipt.path = change.path
    receipt.more = [.init("config", new)]
    if isDryRun { return receipt.report(change.difference, asJSON: asJSON) }
    // Another zone or other quiet hours can make the person's rituals fall into their night.
    if person.timeZone != before.timeZone || person.quietHours != before.quietHours {
      try checked.printWarnings()
    }
    try checked.save()
    return receipt.report(sentences(try checked.situation()), asJSON: asJSON)
  }

  /// Why they can't be removed: what of the config still names them; empty if nothing does.
  var references: [String] {
    let rituals = situation.config.reading.household?.rituals ?? []
    let named = rituals.compactMap { ritual -> String? in
      let keys = [
        ritual.with.contains(person.id) ? "with" : nil,
        ritual.turns?.order.contains(person.id) == true ? "turns" : nil,
      ].compactMap { $0 }
      return keys.isEmpty
        ? nil : "\(DisplayText.line(ritual.title)) (\(ritual.id): \(keys.joined(separator: ", ")))"
    }
    return (change.me == person.id ? ["\"me\""] : []) + named
  }
}

extension JSON {
  /// The names of an object's members, in their order.
  fileprivate var names: [String] {
    if case .object(let members) = self { members.map(\.name) } else { [] }
  }

  fileprivate subscript(name: String) -> JSON? {
    if case .object(let members) = self { members.first { $0.name == name }?.value } else { nil }
  }
}
