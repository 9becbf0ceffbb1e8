import CivilTime
import JSONText
import Rituals

/// How a line of the notebook stands in a row: a word, the line it is about, and the rest as JSON.
struct NotebookRow {
  var word: String
  var about: Int?
  var content: JSON
}

extension NotebookRow {
  init(_ fact: NotebookEntry.Fact) {
    switch fact {
    case .detail(let person, let text):
      self.init(word: "detail", content: ["person": .string(person), "text": .string(text)])
    case .broughtBack(let detail, let occurrence):
      self.init(word: "brought back", about: detail, content: ["occurrence": .string(occurrence.description)])
    case .detailDone(let detail): self.init(word: "detail done", about: detail, content: [:])
    case .win(let people, let text):
      self.init(word: "win", content: ["with": .strings(people), "text": .string(text)])
    case .checkin(let ritual, let start, let deck, let first):
      self.init(
        word: "checkin",
        content: [
          "ritual": .string(ritual), "start": .optional(start?.description), "deck": .string(deck),
          "first": .optional(first),
        ])
    case .asked(let checkin, let prompt, let words, let answer):
      self.init(
        word: "asked", about: checkin,
        content: ["prompt": .string(prompt), "words": .string(words), "answer": .optional(answer)])
    case .felt(let checkin, let feelings):
      self.init(word: "felt", about: checkin, content: ["felt": .strings(feelings.map(\.rawValue))])
    case .offered(let checkin): self.init(word: "offered", about: checkin, content: [:])
    }
  }

  /// A row as it was read; nil where its content is no JSON.
  init?(word: String, about: Int?, content: String) {
    guard let root = try? JSONDocument(parsing: content).root else { return nil }
    self.init(word: word, about: about, content: JSON(root))
  }

  /// The fact of a row; nil where this version does not know it.
  var fact: NotebookEntry.Fact? {
    switch word {
    case "detail":
      guard let person = text("person"), let text = text("text") else { return nil }
      return .detail(person: person, text: text)
    case "brought back":
      guard let about, let occurrence = text("occurrence").flatMap({ OccurrenceID($0) }) else { return nil }
      return .broughtBack(detail: about, occurrence)
    case "detail done": return about.map { .detailDone($0) }
    case "win":
      guard let text = text("text") else { return nil }
      return .win(with: texts("with"), text: text)
    case "checkin":
      guard let ritual = text("ritual"), let deck = text("deck") else { return nil }
      return .checkin(
        ritual: ritual, start: text("start").flatMap { CivilDateTime($0) }, deck: deck, first: text("first"))
    case "asked":
      guard let about, let prompt = text("prompt"), let words = text("words") else { return nil }
      return .asked(checkin: about, prompt: prompt, words: words, answer: text("answer"))
    case "felt": return about.map { .felt(checkin: $0, texts("felt").compactMap { Feeling(rawValue: $0) }) }
    case "offered": return about.map { .offered(checkin: $0) }
    default: return nil
    }
  }

  /// A list of words, as SQLite's json_each reads it.
  static func list(_ words: [String]) -> String { JSON.strings(words).text() }

  private subscript(_ name: String) -> JSON? {
    guard case .object(let members) = content else { return nil }
    return members.first { $0.name == name }?.value
  }

  private func text(_ name: String) -> String? {
    guard case .string(let text) = self[name] else { return nil }
    return text
  }

  private func texts(_ name: String) -> [String] {
    guard case .list(let elements) = self[name] else { return [] }
    return elements.compactMap { if case .string(let text) = $0 { text } else { nil } }
  }
}
