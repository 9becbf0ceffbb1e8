import CivilTime

/// A line that the user wrote down. Lines are only ever added, but for the words of a detail or a win: those may be
/// mended and erased. `Notebook` is what the lines add up to.
public struct NotebookEntry: Equatable, Sendable {
  /// What was written.
  public enum Fact: Equatable, Sendable {
    /// Something to ask a person about later.
    case detail(person: String, text: String)
    /// A detail was brought back with an occurrence, so that it could be asked about.
    case broughtBack(detail: Int, OccurrenceID)
    /// A detail needs no more asking.
    case detailDone(Int)
    /// A detail that was deleted: its place stays, so that the others keep their numbers, and its words are gone.
    case erasedDetail
    /// Something small that went well, and with whom.
    case win(with: [String], text: String)
    /// A win that was deleted in the same way.
    case erasedWin
    /// A check-in began: about an occurrence where there is one; `first` is who spoke first.
    case checkin(ritual: String, start: CivilDateTime?, deck: String, first: String?)
    /// A prompt was asked in a check-in; `answer` is nil where it was passed over.
    case asked(checkin: Int, prompt: String, words: String, answer: String?)
    case felt(checkin: Int, [Feeling])
    /// After this check-in a pause, another rhythm or help from outside was offered.
    case offered(checkin: Int)
  }

  /// Its place in the notebook, by which later lines refer to it.
  package var number: Int
  package var at: Instant
  package var fact: Fact

  package init(number: Int, at: Instant, fact: Fact) {
    (self.number, self.at, self.fact) = (number, at, fact)
  }
}

/// How a check-in felt.
public enum Feeling: String, CaseIterable, Hashable, Sendable {
  case supported, meaningful, draining

  /// Reads a word as people may write it; nil for any other.
  package init?(word: String) {
    switch word.lowercased() {
    case "supported", "supporting", "supportive": self = .supported
    case "meaningful": self = .meaningful
    case "draining", "drained": self = .draining
    default: return nil
    }
  }
}
