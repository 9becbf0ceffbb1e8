import CivilTime
import Recurrence
import Rituals

/// A ritual in one sentence, as `kin add` takes it: `Coffee with Ana every first saturday at 10, remind 2h before`.
///
/// ```
/// sentence = [ lead ] ( title | quoted title ) [ "," ] phrase { [ "," ] clause }   (* the phrase: Phrase.swift *)
///          | phrase [ "," | ":" | "-" ] title { [ "," ] clause } ;                 (* SentenceTimeFirst.swift *)
/// lead     = "remind me to" | "I want to" | … ;
/// clause   = "starting" date [ time ] | times
///          | "for" span
///          | "remind" [ "me" ] reminder { sep reminder }         (* ReminderTime+Text.swift *)
///          | "nudge" [ "me" ] ( "every" span [ count ] | count "every" span )
///          | "with" names
///          | ( "at" | "in" ) place
///          | names verb "in" "turn" | verb "by" names [ "in" "turn" ] ;
/// count    = "once" | "twice" | number "times" ;
/// ```
/// The title keeps its words as they were typed, the people behind its last `with` among them. Where more than one tail
/// of the sentence is a phrase, the longest counts. A title in quotes is just that.
package struct RitualSentence: Equatable, Sendable {
  /// `Coffee with Ana`.
  package var title: String
  /// The ids of the people who take part, those of `newPeople` among them.
  package var with: [String] = []
  /// People whom the sentence names and the config doesn't know, each with a free id.
  package var newPeople: [Person] = []
  /// The text of the phrase: `every first saturday at 10`.
  package var when: String
  package var form: Form
  package var starting: LocalPoint?
  /// Days that the phrase leaves out.
  package var except: [LocalPoint] = []
  /// Empty where the sentence has no `remind`.
  package var remind: [ReminderTime] = []
  package var nudge: Nudge?
  package var duration: Span?
  /// Only where a clause names it; a place in the title stays there.
  package var place: String?
  /// Who does what in turn; the order holds ids, those of `newPeople` among them.
  package var turns: Turns?
  /// Where `we` stands, while it isn't known who takes part.
  var turnsOfAll: Range<Int>?
  /// What is only right if somebody says so.
  package var doubts: [Doubt] = []

  /// Whether the phrase counts from a first date that the sentence doesn't have.
  package var needsStarting: Bool { starting == nil && form.needsAnchor }

  /// Reads a sentence.
  ///
  /// - Parameters:
  ///   - people: the known people by id; names and ids are found in any case.
  ///   - me: the id of the user, whom `me` and `I` name.
  ///   - today: the day from which on a date without its year is looked for; without it, dates need a year.
  package init(
    parsing text: String, people: [String: Person] = [:], me: String? = nil, today: CivilDate? = nil
  ) throws(TextFault) {
    guard text.utf8.count <= RitualSentence.longest else {
      throw TextFault(.tooLong(limit: RitualSentence.longest), at: 0..<text.utf8.count)
    }
    let words = Vocabulary.sentenceSuggestions
    let context = ReadingContext(suggestions: words, today: today, people: people, me: me)
    do throws(TextFault) { self = try RitualSentence.read(text, context) } catch {
      throw error.followed(in: text) { text throws(TextFault) in _ = try RitualSentence.read(text, context) }
    }
  }

  private static func read(_ text: String, _ context: ReadingContext) throws(TextFault) -> RitualSentence {
    let (unquoted, title) = unquoted(text)
    return try TokenReader(unquoted, in: Boxed(context)).sentence(titled: title)
  }

  /// The text with spaces for the quotes around a title at its beginning, and where that title is, in bytes.
  private static func unquoted(_ text: String) -> (String, Range<Int>?) {
    for (open, close) in [("\"", "\""), ("“", "”"), ("'", "'"), ("„", "“"), ("«", "»")]
    where text.hasPrefix(open) {
      let rest = text.dropFirst(open.count)
      // Character by character: ranges of strings would link regular expressions into the daemon.
      guard let quote = close.first, let end = rest.firstIndex(of: quote), end > rest.startIndex else {
        continue
      }
      let title = rest[..<end]
      let blank = { (quote: String) in String(repeating: " ", count: quote.utf8.count) }
      let start = open.utf8.count
      return (blank(open) + title + blank(close) + rest[end...].dropFirst(), start..<start + title.utf8.count)
    }
    return (text, nil)
  }

  init(title: String, when: String, form: Form) { (self.title, self.when, self.form) = (title, when, form) }
}

extension RitualSentence {
  /// Takes somebody who seemed new for somebody known, in the title too.
  package mutating func replace(_ new: Person, by known: Person) {
    func replaced(_ ids: [String]) -> [String] { ids.map { $0 == new.id ? known.id : $0 }.uniqued }
    newPeople.removeAll { $0.id == new.id }
    with = replaced(with)
    let order = replaced(turns?.order ?? [])
    turns?.order = order
    title = title.split(separator: " ", omittingEmptySubsequences: false)
      .map { $0 == new.name ? known.name : String($0) }.joined(separator: " ")
  }

  /// Whether a text that should be a name is a word of time: `20:00`, `every`, `friday`. Short weekdays are names, too: `Mo`.
  package static func isAboutTime(_ name: String) -> Bool {
    guard let reader = try? TokenReader(name), reader.tokens.count == 2 else { return false }
    if case .number = reader.kind { return true }
    if reader.kind.weekday != nil, name.count > 5 { return true }
    return reader.isStrong(at: 0)
  }

  /// The longest sentence that is read, in bytes.
  package static let longest = 1_000
}
