import JSONText
import RitualFile
import Rituals

extension ConfigChange {
  /// The id of a person by id or name; nil for somebody new.
  func person(called word: String) -> String? {
    let people = text[["people"]].map { Array($0.members) } ?? []
    if let same = people.first(where: { $0.name == word }) { return same.name }
    let named = people.filter { $0.value["name"]?.string?.lowercased() == word.lowercased() }
    return named.count == 1 ? named.first?.name : nil
  }

  /// Adds somebody; gives the id that was made from the name.
  mutating func addPerson(named name: String) throws -> String {
    let taken = text[["people"]]?.members.map(\.name) ?? []
    let id = Identifier.make(from: name, taken: taken, fallback: "friend")
    try add(Person(id: id, name: name))
    return id
  }

  /// Adds somebody who has an id already.
  mutating func add(_ person: Person) throws {
    try makePeople()
    try text.set(["name": .string(person.name)], at: ["people", .member(person.id)])
  }

  private mutating func makePeople() throws {
    guard text[["people"]] == nil else { return }
    try text.set(.object([]), at: ["people"], after: ConfigChange.fileKeys(before: "people"))
  }

  /// Says who the user is.
  mutating func setMe(_ id: String) throws {
    try text.set(.string(id), at: ["me"], after: ConfigChange.fileKeys(before: "me"))
  }

  /// Adds a ritual at the end.
  mutating func add(_ ritual: JSON) throws {
    try text.append(ritual, to: ["rituals"], after: ConfigChange.fileKeys(before: "rituals"))
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

  /// An id for a ritual, made from its title, that is free.
  func ritualID(from words: String) -> String {
    Identifier.make(from: words, taken: text[["rituals"]]?.elements.compactMap { $0["id"]?.string } ?? [])
  }

  private static func fileKeys(before key: String) -> [String] {
    (RitualFile.sections.first?.keys.map(\.name) ?? []).prefix { $0 != key }.map { $0 }
  }
}
