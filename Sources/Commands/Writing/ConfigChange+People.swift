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
    if text[["people"]] == nil {
      try text.set(.object([]), at: ["people"], after: ConfigChange.fileKeys(before: "people"))
    }
    let taken = Set(text[["people"]]?.members.map(\.name) ?? [])
    let id = ConfigChange.identifier(from: name, otherwise: "friend", besides: taken)
    try text.set(["name": .string(name)], at: ["people", .member(id)])
    return id
  }

  /// Says who the user is.
  mutating func setMe(_ id: String) throws {
    try text.set(.string(id), at: ["me"], after: ConfigChange.fileKeys(before: "me"))
  }

  /// Adds a ritual at the end.
  mutating func add(_ ritual: JSON) throws {
    try text.append(ritual, to: ["rituals"], after: ConfigChange.fileKeys(before: "rituals"))
  }

  /// An id for a ritual that nobody has yet.
  func ritualID(from words: String) -> String {
    let taken = Set(text[["rituals"]]?.elements.compactMap { $0["id"]?.string } ?? [])
    return ConfigChange.identifier(from: words, otherwise: "ritual", besides: taken)
  }

  private static func fileKeys(before key: String) -> [String] {
    (RitualFile.sections.first?.keys.map(\.name) ?? []).prefix { $0 != key }.map { $0 }
  }

  /// A name as an id: lower case, letters and digits, the rest as hyphens; with a number where it is taken.
  static func identifier(from words: String, otherwise: String, besides taken: Set<String>) -> String {
    var plain = ""
    for scalar in words.lowercased().unicodeScalars {
      let letters = scalar.plainLetters
      if !letters.isEmpty {
        plain += letters
      } else if !plain.hasSuffix("-"), !plain.isEmpty, scalar.properties.generalCategory != .nonspacingMark {
        plain += "-"
      }
      if plain.utf8.count >= 40 { break }
    }
    while plain.hasSuffix("-") { plain.removeLast() }
    if plain.isEmpty { plain = otherwise }
    var id = plain
    var number = 2
    while taken.contains(id) {
      id = "\(plain)-\(number)"
      number += 1
    }
    return id
  }
}

extension Unicode.Scalar {
  /// The ASCII letters or digits it is nearest to: `e` for é, `ss` for ß; nothing where there are none.
  fileprivate var plainLetters: String {
    if isASCII { return properties.isAlphabetic || ("0"..."9").contains(self) ? String(Character(self)) : "" }
    // Its name tells: LATIN SMALL LETTER E WITH ACUTE.
    guard let words = properties.name?.split(separator: " "), words.count > 3, words[0] == "LATIN" else {
      return ""
    }
    if words[3] == "SHARP" { return "ss" }
    return words[3].count <= 2 ? words[3].lowercased() : ""
  }
}
