import JSONText
import RitualFile
import Rituals
import Wording

extension ConfigChange {
  /// Who the user is.
  var me: String? { text[[.member(HouseholdKey.me.rawValue)]]?.string }

  var ritualCount: Int { text[["rituals"]]?.count ?? 0 }

  /// The id of a person by id or name, who is added if new.
  mutating func id(ofPerson name: String) throws -> String {
    if let known = people.person(called: name) { return known.id }
    if RitualSentence.isAboutTime(name) {
      throw WrongUsage("\"\(DisplayText.line(name))\" isn't a person's name")
    }
    let id = Identifier.make(from: name, taken: people.keys, fallback: "friend")
    try add(Person(id: id, name: name))
    return id
  }

  mutating func add(_ person: Person) throws {
    people[person.id] = person
    if text[["people"]] == nil { try set(.people, to: .object([])) }
    try text.set(RitualFile.json(of: person), at: ["people", .member(person.id)])
  }

  /// Adds a ritual at the end.
  mutating func add(_ ritual: JSON) throws {
    try text.append(ritual, to: ["rituals"], after: HouseholdKey.rituals.before)
  }

  mutating func set(_ key: HouseholdKey, to value: JSON) throws {
    try text.set(value, at: [.member(key.rawValue)], after: key.before)
  }

  /// An id for a ritual that is free: the one wanted, else with a number.
  func freeID(_ wanted: String) -> String {
    guard path(ofRitual: wanted) != nil else { return wanted }
    return (2...).lazy.map { "\(wanted)-\($0)" }.first { path(ofRitual: $0) == nil } ?? wanted
  }
}

extension CaseIterable where Self: RawRepresentable<String> & Equatable {
  /// The names of the keys before this one, in the manual's order.
  var before: [String] { Self.allCases.prefix { $0 != self }.map(\.rawValue) }
}
