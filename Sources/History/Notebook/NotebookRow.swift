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
    case .erasedDetail: self.init(word: "detail erased", content: [:])
    case .erasedWin: self.init(word: "win erased", content: [:])
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
}

extension NotebookEntry.Fact {
  /// The fact of a row; nil where this version does not know it.
  init?(word: String, about: Int?, content: String) {
    guard let content = try? JSONDocument(parsing: content).root else { return nil }
    func text(_ name: String) -> String? { content[name]?.string }
    func texts(_ name: String) -> [String] { content[name].map { $0.elements.compactMap(\.string) } ?? [] }
    switch word {
    case "detail":
      guard let person = text("person"), let text = text("text") else { return nil }
      self = .detail(person: person, text: text)
    case "brought back":
      guard let about, let occurrence = text("occurrence").flatMap({ OccurrenceID($0) }) else { return nil }
      self = .broughtBack(detail: about, occurrence)
    case "detail erased": self = .erasedDetail
    case "win erased": self = .erasedWin
    case "win":
      guard let text = text("text") else { return nil }
      self = .win(with: texts("with"), text: text)
    case "checkin":
      guard let ritual = text("ritual"), let deck = text("deck") else { return nil }
      self = .checkin(
        ritual: ritual, start: text("start").flatMap { CivilDateTime($0) }, deck: deck, first: text("first"))
    case "asked":
      guard let about, let prompt = text("prompt"), let words = text("words") else { return nil }
      self = .asked(checkin: about, prompt: prompt, words: words, answer: text("answer"))
    default:
      guard let about else { return nil }
      switch word {
      case "detail done": self = .detailDone(about)
      case "felt": self = .felt(checkin: about, texts("felt").compactMap { Feeling(rawValue: $0) })
      case "offered": self = .offered(checkin: about)
      default: return nil
      }
    }
  }
}
