import CivilTime
import Recurrence

/// A ritual: a small thing that people do together, again and again.
public struct Ritual: Hashable, Sendable {
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
  /// When it comes.
  public var when: Form {
    get { form.value }
    set { form.value = newValue }
  }
  fileprivate var form: Boxed<Form>
  /// The text of `when` as the config has it, for people to read.
  public var whenText: String
  /// When reminders come.
  public var remind = Ritual.atStart
  /// Which of several missed occurrences are delivered late.
  public var missed: Missed = .latest
  /// How the desktop treats its reminders.
  public var urgency: Urgency = .normal
  /// The channels that deliver its reminders.
  public var via = Channel.usual
  /// Whether only `kin` shows its details.
  public var isPrivate = false
  /// While paused, it neither reminds nor falls due.
  public var isPaused = false
  /// What few rituals have is stored apart, and those that have none of it share one.
  fileprivate var rest = Ritual.nothingMore

  fileprivate struct Rest: Hashable, Sendable {
    var timeZone: String?
    var starting: LocalPoint?
    var until: LocalPoint?
    var except: [LocalPoint] = []
    var also: [LocalPoint] = []
    var season: Season?
    var nudge: Nudge?
    var duration: Span?
    var turns: Turns?
    var prompts: String?
    var missedWithin: Span?
    var place: String?
    var notes: String?
    var birthdayOf: String?
    var openFor: Span?
  }

  // One of each, whatever the number of rituals.
  private static let nothingMore = Boxed(Rest())
  private static let atStart: [ReminderTime] = [.atStart]

  public init(id: String, title: String, when: Form, whenText: String) {
    self.id = id
    self.title = title
    form = Boxed(when)
    self.whenText = whenText
  }
}

extension Ritual {
  func hasRule(of other: Ritual) -> Bool { form == other.form }

  /// Takes the rule of another one that is equal in it, so that both lie in one place.
  mutating func shareRule(of other: Ritual) {
    form = other.form
    whenText = other.whenText
  }
}

// What most configs leave out.
extension Ritual {
  /// The zone whose wall clock the ritual lives on; nil means the config's, else the system's.
  public var timeZone: String? {
    get { rest.value.timeZone }
    set { rest.value.timeZone = newValue }
  }
  /// The anchor: the date (and perhaps the time) from which it counts.
  public var starting: LocalPoint? {
    get { rest.value.starting }
    set { rest.value.starting = newValue }
  }
  /// The last day, or the last wall time, that may hold an occurrence.
  public var until: LocalPoint? {
    get { rest.value.until }
    set { rest.value.until = newValue }
  }
  /// Days, or single times, on which it does not come.
  public var except: [LocalPoint] {
    get { rest.value.except }
    set { rest.value.except = newValue }
  }
  /// Days or times on which it comes besides.
  public var also: [LocalPoint] {
    get { rest.value.also }
    set { rest.value.also = newValue }
  }
  /// The part of the year in which it takes place.
  public var season: Season? {
    get { rest.value.season }
    set { rest.value.season = newValue }
  }
  /// How to ask again.
  public var nudge: Nudge? {
    get { rest.value.nudge }
    set { rest.value.nudge = newValue }
  }
  /// How long it takes.
  public var duration: Span? {
    get { rest.value.duration }
    set { rest.value.duration = newValue }
  }
  /// Who does what, in turn.
  public var turns: Turns? {
    get { rest.value.turns }
    set { rest.value.turns = newValue }
  }
  /// The deck of questions that a check-in goes through.
  public var prompts: String? {
    get { rest.value.prompts }
    set { rest.value.prompts = newValue }
  }
  /// How long after its time a missed occurrence is still delivered.
  public var missedWithin: Span? {
    get { rest.value.missedWithin }
    set { rest.value.missedWithin = newValue }
  }
  /// Where it takes place.
  public var place: String? {
    get { rest.value.place }
    set { rest.value.place = newValue }
  }
  /// The user's own notes.
  public var notes: String? {
    get { rest.value.notes }
    set { rest.value.notes = newValue }
  }
  /// The id of the person whose birthday it is, where nobody had to write the ritual; nil for any other.
  public var birthdayOf: String? {
    get { rest.value.birthdayOf }
    set { rest.value.birthdayOf = newValue }
  }
  /// How long an occurrence stays open where nobody answers; nil means until the next one is due.
  public var openFor: Span? {
    get { rest.value.openFor }
    set { rest.value.openFor = newValue }
  }
}

extension Ritual {
  /// What channels and the service manager call it: a private ritual keeps its title to itself.
  public var shownTitle: String { isPrivate ? "A ritual of yours" : title }

  /// The ids of everybody who takes part or takes turns, each once.
  public var company: [String] {
    var seen: Set<String> = []
    return (with + (turns?.order ?? [])).filter { seen.insert($0).inserted }
  }
}

/// A date with or without a time: `2026-12-05` or `2026-12-05T10:00`.
public struct LocalPoint: Hashable, Sendable {
  /// The day.
  public var date: CivilDate
  /// The time of the day; nil means the whole day.
  public var time: TimeOfDay?

  public init(_ date: CivilDate, _ time: TimeOfDay? = nil) {
    self.date = date
    self.time = time
  }
}

/// The part of the year in which a ritual takes place, both days inclusive; it may run over the new year.
public struct Season: Hashable, Sendable {
  /// The first day.
  public var from: MonthDay
  /// The last day.
  public var to: MonthDay

  public init(from: MonthDay, to: MonthDay) {
    self.from = from
    self.to = to
  }
}

/// A day of any year: `04-15`.
public struct MonthDay: Hashable, Comparable, Sendable {
  /// 1…12.
  public var month: Int
  /// 1…31.
  public var day: Int

  public init(month: Int, day: Int) {
    self.month = month
    self.day = day
  }

  public static func < (left: MonthDay, right: MonthDay) -> Bool {
    (left.month, left.day) < (right.month, right.day)
  }
}

/// When a reminder comes, relative to the occurrence's start.
public enum ReminderTime: Hashable, Sendable {
  case atStart
  /// `2 days before`: days and months on the wall clock, hours and less as elapsed time.
  case before(Span)
  /// `the evening before at 19:00`, `2 days before at 9:00`: so many days before, at a time of that day.
  case daysBefore(Int, at: TimeOfDay)
}

/// Asking again, gently, while an occurrence is open.
public struct Nudge: Hashable, Sendable {
  /// How long to wait before each.
  public var every: Span
  /// How often at most.
  public var times: Int

  public init(every: Span, times: Int) {
    self.every = every
    self.times = times
  }
}

/// Who does what, and how it moves on.
public struct Turns: Hashable, Sendable {
  /// What moves the turn on.
  public enum Advance: String, CaseIterable, Hashable, Sendable {
    case byDate = "by date"
    case whenDone = "when done"
  }
  /// Who is next.
  public enum Choice: String, CaseIterable, Hashable, Sendable {
    case inOrder = "in order"
    case leastRecent = "least recent"
  }

  /// What is done in the ritual: `host`, `planner`, `listener`.
  public var roles: [String]
  /// The ids of the people in their order; a name twice carries double weight.
  public var order: [String]
  /// What moves the turn on.
  public var advance: Advance = .byDate
  /// Who is next.
  public var choose: Choice = .inOrder
  /// How often in a row the same person may have it before the reminder offers a pause or a share.
  public var atMost: Int?
  /// How long a turn lasts where it is longer than an occurrence: whole days, or whole months.
  public var every: Span?
  /// When to remind whoever takes over, relative to the first occurrence of the turn.
  public var handoff: [ReminderTime] = []

  public init(roles: [String], order: [String]) {
    self.roles = roles
    self.order = order
  }
}

extension LocalPoint: CustomStringConvertible {
  /// `2026-12-05`, or `2026-12-05T10:00`.
  public var description: String { time.map { CivilDateTime(date, $0).shortDescription } ?? date.description }
}

extension MonthDay: CustomStringConvertible {
  /// `04-15`.
  public var description: String { "\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)" }
}

extension Season: CustomStringConvertible {
  /// `04-15 to 10-15`.
  public var description: String { "\(from) to \(to)" }
}
