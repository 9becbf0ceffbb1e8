import CivilTime
import Recurrence

/// A ritual: a small thing that people do together, again and again. A copy costs no more than a pointer.
@dynamicMemberLookup public struct Ritual: Equatable, Sendable {
  /// What happens to occurrences that fell due while no daemon ran.
  public enum Missed: String, CaseIterable, Hashable, Sendable { case latest, all, none }

  /// The urgency of a desktop notification (freedesktop notification specification, urgency levels).
  public enum Urgency: String, CaseIterable, Hashable, Sendable { case low, normal, critical }

  // It is passed on and kept in many places: there it takes a pointer.
  @usableFromInline var facts: Boxed<Facts>

  public init(id: String, title: String, when: Form, whenText: String) {
    facts = Boxed(Facts(id: id, title: title, said: Boxed(Said(form: when, text: whenText))))
  }

  /// The name in the config: `coffee-ana`.
  @inlinable public var id: String {
    get { facts.value.id }
    set { facts.value.id = newValue }
  }
  /// What reminders call it.
  @inlinable public var title: String {
    get { facts.value.title }
    set { facts.value.title = newValue }
  }
  /// The ids of the people who take part.
  @inlinable public var with: [String] {
    get { facts.value.with }
    set { facts.value.with = newValue }
  }
  /// When reminders come.
  @inlinable public var remind: [ReminderTime] {
    get { facts.value.remind }
    set { facts.value.remind = newValue }
  }
  /// Which of several missed occurrences are delivered late.
  @inlinable public var missed: Missed {
    get { facts.value.missed }
    set { facts.value.missed = newValue }
  }
  package var urgency: Urgency {
    get { facts.value.urgency }
    set { facts.value.urgency = newValue }
  }
  package var via: [Channel] {
    get { facts.value.via }
    set { facts.value.via = newValue }
  }
  /// Whether only `kin` shows its details.
  @inlinable public var isPrivate: Bool {
    get { facts.value.isPrivate }
    set { facts.value.isPrivate = newValue }
  }
  /// While paused, it neither reminds nor falls due.
  @inlinable public var isPaused: Bool {
    get { facts.value.isPaused }
    set { facts.value.isPaused = newValue }
  }
  /// When it comes; one for all rituals that say the same.
  package var said: Boxed<Said> {
    get { facts.value.said }
    set { facts.value.said = newValue }
  }
  package var when: Form {
    get { said.value.form }
    set { said.value.form = newValue }
  }
  /// The text of `when` in the config, for people to read.
  public var whenText: String {
    get { said.value.text }
    set { said.value.text = newValue }
  }

  /// The properties of `Extras` as the ritual's own.
  @inlinable public subscript<Value>(dynamicMember path: WritableKeyPath<Extras, Value>) -> Value {
    get { facts.value.extras.value[keyPath: path] }
    set { facts.value.extras.value[keyPath: path] = newValue }
  }

  /// A `when`: what it means, and its words.
  package struct Said: Equatable, Sendable {
    package var form: Form
    package var text: String

    package init(form: Form, text: String) { (self.form, self.text) = (form, text) }
  }

  /// What every ritual has; the ritual says what each is.
  @usableFromInline struct Facts: Equatable, Sendable {
    @usableFromInline var id: String
    @usableFromInline var title: String
    @usableFromInline var with: [String] = []
    var said: Boxed<Said>
    @usableFromInline var remind = Facts.atStart
    @usableFromInline var missed: Missed = .latest
    var urgency: Urgency = .normal
    var via = Channel.usual
    @usableFromInline var isPrivate = false
    @usableFromInline var isPaused = false

    // What most configs leave out is stored apart, and the rituals that have none of it share one.
    @usableFromInline var extras = Facts.noExtras

    private static let noExtras = Boxed(Extras())
    private static let atStart: [ReminderTime] = [.atStart]

    init(id: String, title: String, said: Boxed<Said>) {
      (self.id, self.title, self.said) = (id, title, said)
    }
  }

  /// What few rituals have.
  public struct Extras: Equatable, Sendable {
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
    /// The choices for Later, the default first; empty means one hour.
    public var later: [Moment] = []
    /// The sound of its notifications; nil leaves it to the desktop.
    public var sound: NotificationSound?
    /// The user's own notes.
    public var notes: String?
    /// The id of the person whose birthday it is; nil for a ritual that the config has.
    public var birthdayOf: String?
    /// How long an occurrence stays open without an answer; nil means until the next one is due.
    public var openFor: Span?
  }
}

/// The sound of a notification (Desktop Notifications Specification 1.2, "Hints").
public enum NotificationSound: Equatable, Hashable, Sendable {
  /// A name of the desktop's theme (freedesktop Sound Naming Specification).
  case named(String)
  /// A file, by its absolute path.
  case file(String)

  /// A path begins with a slash; anything else is a name.
  public init(_ text: String) { self = text.hasPrefix("/") ? .file(text) : .named(text) }

  /// The name or the path.
  public var text: String {
    switch self {
    case .named(let text), .file(let text): text
    }
  }

  /// The name of its hint.
  public var hint: String {
    switch self {
    case .named: "sound-name"
    case .file: "sound-file"
    }
  }
}

extension Ritual {
  /// When to remind again if no time is given.
  public var usualLater: Moment { self.later.first ?? .later(Span(seconds: 3600)) }

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
public struct Nudge: Equatable, Sendable {
  /// How long to wait before each.
  public var every: Span
  /// How often at most.
  public var times: Int

  public init(every: Span, times: Int) { (self.every, self.times) = (every, times) }
}
