import JSONText
import RitualFile
import Rituals

extension ConfigChange {
  /// Who the user is.
  var me: String? { text[[.member(HouseholdKey.me.rawValue)]]?.string }

  var ritualCount: Int { text[["rituals"]]?.count ?? 0 }

  /// The id of a person by id or name, who is added if new.
  mutating func id(ofPerson name: String) throws -> String {
    if let known = people.person(called: name) { return known.id }
    let id = Identifier.make(from: name, taken: people.keys, fallback: "friend")
    try add(Person(id: id, name: name))
    return id
  }

  /// Adds somebody who has an id already.
  mutating func add(_ person: Person) throws {
    people[person.id] = person
    if text[["people"]] == nil { try set(.people, to: .object([])) }
    try text.set(RitualFile.json(of: person), at: ["people", .member(person.id)])
  }

  mutating func setMe(_ id: String) throws { try set(.me, to: .string(id)) }

  /// Adds a ritual at the end.
  mutating func add(_ ritual: JSON) throws {
    try text.append(ritual, to: ["rituals"], after: HouseholdKey.rituals.names)
  }

  private mutating func set(_ key: HouseholdKey, to value: JSON) throws {
    try text.set(value, at: [.member(key.rawValue)], after: key.names)
  }

  /// An id for a ritual that is free: the one wanted, else with a number.
  func freeID(_ wanted: String) -> String {
    var (id, number) = (wanted, 2)
    while path(ofRitual: id) != nil {
      id = "\(wanted)-\(number)"
      number += 1
    }
    return id
  }
}

extension HouseholdKey {
  /// The names of the keys before this one, in the manual's order.
  fileprivate var names: [String] { HouseholdKey.allCases.prefix { $0 != self }.map(\.rawValue) }
}
