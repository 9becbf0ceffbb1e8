import CivilTime
import JSONText
import Recurrence
import Rituals
import Wording

/// What can be wrong in a config, as data; `ConfigFault+Prose.swift` has the words.
enum ConfigFault: Sendable {
  /// What a value may name.
  enum Name: String, Sendable {
    case person, channel, deck
    case zone = "time zone"
  }

  case syntax(JSONFault)
  /// A character that isn't what it looks like, in a text that isn't understood because of it.
  case lookalike(Lookalike)
  /// The same slip in several places, shown at the first: `“`.
  case severalTimes(JSONFault, more: Int)
  case unknownKey(String, of: String, near: String?)
  case missingKey(String, of: String, advice: String?)
  /// A value of another type than wanted; both as words.
  case wrongKind(wanted: String, found: String, advice: String?)
  case emptyList(of: String)
  case controlCharacter(Unicode.Scalar)
  case badName(String)
  case reservedHook(String)
  case idTwice(String, firstOffset: Int)
  case listedTwice(String)
  case unknown(Name, String, near: String?)
  case unknownChoice(String, of: [String], near: String?)
  case unknownPlaceholder(String, near: String?)
  /// A text that says when: the fault's message and what to write instead.
  case when(TextFault)
  /// A text that is not in its form: what it is, how it is written, and what was probably meant.
  case badForm(String, of: String, example: String, near: String?)
  case notWhole(String)
  /// A number or a span, as it is shown.
  case outOfRange(String, least: String, most: String)
  case endsBeforeStart(end: String, start: String)
  case moreRolesThanPeople(roles: Int, people: Int)
  case emptyText, emptyHours, bothForms, bothStarts, neverMatches, noRituals
  /// A rule without the start that it needs, a date for one, and what it needs it for.
  case needsAnchor(example: CivilDate, for: Form.AnchorNeed)
  /// An RRULE without a start, and one for it.
  case ruleWithoutStart(example: CivilDateTime)
  /// A ritual that its own keys keep from ever coming; with `alsoComes`, only the days of `also` are left.
  case neverComes(Hindrance, alsoComes: Bool)
  /// A key of a ritual that another key makes useless or doubtful.
  case doubtful(ScheduleDoubt)
  /// A time that disturbs a person; `clock` is the ritual's zone where it is not the user's, and `isTwo` says that it is
  /// kept with nobody else.
  case disturbs(QuietConflict, name: String, clock: String?, isTwo: Bool)
  /// A ritual whose reminders always wait for the end of the user's quiet hours; nil where that differs.
  case alwaysWaits(until: TimeOfDay?)
  case hook(HookFault)
  case more(Int)
}
