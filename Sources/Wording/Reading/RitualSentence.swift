import CivilTime
import Recurrence
import Rituals

/// A ritual said in one sentence, as `kin add` is told it: `Coffee with Ana every first saturday at 10, remind 2h before`.
///
/// ```
/// sentence = title [ "," ] phrase { [ "," ] clause } ;          (* the phrase: Phrase.swift *)
/// clause   = "starting" date [ time ]
///          | "for" span
///          | "remind" [ "me" ] reminder { sep reminder }         (* ReminderTime+Text.swift *)
///          | "nudge" [ "me" ] ( "every" span [ count ] | count "every" span )
///          | "with" names
///          | ( "at" | "in" ) place
///          | names verb "in" "turn" | verb "by" names [ "in" "turn" ] ;
/// count    = "once" | "twice" | number "times" ;
/// ```
/// The title keeps its words as they were typed, the people behind its last `with` among them. Where more than one tail
/// of the sentence is a phrase, the longest counts. What is not understood is refused at its place.
public struct RitualSentence: Hashable, Sendable {
  /// `Coffee with Ana`.
  public var title: String
  /// The ids of the people it is kept with, those of `newPeople` among them.
  public var with: [String] = []
  /// People whom the sentence names and nobody knows yet, with an id each that is free.
  public var newPeople: [Person] = []
  /// The text of the phrase: `every first saturday at 10`.
  public var when: String
  /// What the phrase says.
  public var form: Form
  /// From when it counts.
  public var starting: LocalPoint?
  /// When reminders come; empty where nothing is said of them.
  public var remind: [ReminderTime] = []
  /// How to ask again.
  public var nudge: Nudge?
  /// How long it takes.
  public var duration: Span?
  /// Where it takes place, if that is said behind the phrase.
  public var place: String?
  /// Who does what in turn; the order holds ids, those of `newPeople` among them.
  public var turns: Turns?

  /// True where the phrase counts from a first date and none is said: one must be chosen before it can be kept.
  public var needsStarting: Bool { starting == nil && form.needsAnchor }

  /// Reads a sentence.
  ///
  /// - Parameters:
  ///   - people: who is known, by id; names and ids are found in any case.
  ///   - me: the id of the user, whom `me` and `I` name.
  ///   - today: from which on a date without its year is looked for; without it the year must be said.
  /// - Throws: the word it stumbled on, what could stand there, and what was most likely meant.
  public init(
    parsing text: String, people: [String: Person] = [:], me: String? = nil, today: CivilDate? = nil
  ) throws(TextFault) {
    self = try SentenceReader(text, people: people, me: me, today: today).sentence()
  }

  init(title: String, when: String, form: Form) {
    self.title = title
    self.when = when
    self.form = form
  }
}

extension RitualSentence {
  /// Takes somebody who seemed new for somebody known, in the title too.
  public mutating func replace(_ new: Person, by known: Person) {
    func replaced(_ ids: [String]) -> [String] {
      var found: [String] = []
      for id in ids.map({ $0 == new.id ? known.id : $0 }) where !found.contains(id) { found.append(id) }
      return found
    }
    newPeople.removeAll { $0.id == new.id }
    with = replaced(with)
    let order = replaced(turns?.order ?? [])
    turns?.order = order
    title = title.split(separator: " ", omittingEmptySubsequences: false)
      .map { $0 == new.name ? known.name : String($0) }.joined(separator: " ")
  }

  /// The longest sentence that is read, in bytes.
  public static let longest = 1_000
}
