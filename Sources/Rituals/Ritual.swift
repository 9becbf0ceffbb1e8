import CivilTime
import Recurrence

/// A ritual: a small thing that people do together, again and again.
@dynamicMemberLookup public struct Ritual: Hashable, Sendable {
  /// What happens to occurrences that fell due while no daemon ran.
  public enum Missed: String, CaseIterable, Hashable, Sendable { case latest, all, none }

  /// The urgency of a desktop notification (freedesktop notification specification, urgency levels).
  public enum Urgency: String, CaseIterable, Hashable, Sendable { case low, normal, critical }

  /// The name in the config: `coffee-ana`.
  public var id: String
  /// What reminders call it.
  public var title: String
  /// The ids of the people who take part.
  public var with: [String] = []
  package var when: Form {
    get { form.value }
    set { form.value = newValue }
  }
  var form: Boxed<Form>
  /// The text of `when` in the config, for people to read.
  public var whenText: String
  /// When reminders come.
  public var remind = Ritual.atStart
  /// Which of several missed occurrences are delivered late.
  public var missed: Missed = .latest
  package var urgency: Urgency = .normal
  package var via = Channel.usual
  /// Whether only `kin` shows its details.
  public var isPrivate = false
  /// While paused, it neither reminds nor falls due.
  public var isPaused = false

  // What most configs leave out is stored apart, and the rituals that have none of it share one.
  @usableFromInline var extras = Ritual.noExtras

  private static let noExtras = Boxed(Extras())
  private static let atStart: [ReminderTime] = [.atStart]

  public init(id: String, title: String, when: Form, whenText: String) {
    self.id = id
    self.title = title
    form = Boxed(when)
    self.whenText = whenText
  }

  /// The properties of `Extras` as the ritual's own.
  @inlinable public subscript<Value>(dynamicMember path: WritableKeyPath<Extras, Value>) -> Value {
    get { extras.value[keyPath: path] }
    set { extras.value[keyPath: path] = newValue }
  }

  /// What few rituals have.
  public struct Extras: Hashable, Sendable {
    /// The zone whose wall clock the ritual follows; nil means the config's, else the system's.
    public var timeZone: String?
    /// The anchor: the date (and perhaps the time) from which it counts.
    public var starting: LocalPoint?
    /// The last day, or the last wall time, of an occurrence.
    public var until: LocalPoint?
    /// Days, or single times, on which it does not come.
    public var except: [LocalPoint] = []
    /// Days or times on which it comes besides.
    public var also: [LocalPoint] = []
    /// The part of the year in which it takes place.
    public var season: Season?
    /// How to ask again.
    public var nudge: Nudge?
    package var duration: Span?
    /// Who does what, in turn.
    public var turns: Turns?
    /// The deck of questions for its check-ins.
    public var prompts: String?
    /// How long after its time a missed occurrence is still delivered.
    public var missedWithin: Span?
    package var place: String?
    /// The user's own notes.
    public var notes: String?
    /// The id of the person whose birthday it is; nil for a ritual that the config has.
    public var birthdayOf: String?
    /// How long an occurrence stays open without an answer; nil means until the next one is due.
    public var openFor: Span?
  }
}

extension Ritual {
  /// What channels and the service manager call it: a private ritual keeps its title to itself.
  public var shownTitle: String { isPrivate ? "A ritual of yours" : title }

  /// The ids of everybody who takes part or takes turns, each once.
  public var company: [String] { (with + (self.turns?.order ?? [])).uniqued }
}

/// A date with or without a time: `2026-12-05` or `2026-12-05T10:00`.
public struct LocalPoint: Hashable, Sendable, CustomStringConvertible {
  package var date: CivilDate
  /// The time of the day; nil means the whole day.
  public var time: TimeOfDay?

  public init(_ date: CivilDate, _ time: TimeOfDay? = nil) { (self.date, self.time) = (date, time) }

  public var description: String { time.map { CivilDateTime(date, $0).shortDescription } ?? date.description }
}

/// Asking again, gently, while an occurrence is open.
public struct Nudge: Hashable, Sendable {
  /// How long to wait before each.
  public var every: Span
  /// How often at most.
  public var times: Int

  public init(every: Span, times: Int) { (self.every, self.times) = (every, times) }
}
