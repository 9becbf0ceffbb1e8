import CivilTime
import JSONText
import Rituals

// The objects inside a ritual: turns, nudge, season, missed.

let turnsSection = Section<Turns>(
  "turns", "Who does what, and how it moves on.",
  [
    Key(
      "roles", .list(of: .line, "roles", atLeast: 1, isUnique: true), required: true, example: ["host"],
      "What somebody does in it; several roles rotate together."
    ) { $0.roles = $1 },
    Key(
      "order", .list(of: .person, "people", atLeast: 1), required: true, example: ["sam", "ana"],
      "Whose turn follows whose, by their ids; a name twice carries double weight."
    ) { $0.order = $1 },
    Key(
      "advance", .choice(), fallback: "by date", example: "when done",
      "Whether the turn moves on with every date, or only when it was done."
    ) { $0.advance = $1 },
    Key(
      "choose", .choice(), fallback: "in order", example: "least recent",
      "Whether the order decides, or who had it longest ago."
    ) { $0.choose = $1 },
    Key(
      "atMost", .count(1...1000), example: 3,
      "How often in a row somebody has it before the reminder offers a pause or a share."
    ) { $0.atMost = $1 },
    Key(
      "every", .turnLength, otherwise: "one occurrence", example: "1 week",
      "How long a turn lasts, in whole days, weeks, months or years. It changes hands at the first occurrence behind a "
        + "border: a Monday, the first of a month, or as counted from `starting`."
    ) { $0.every = $1 },
    Key(
      "handoff", .handoff, example: "the evening before at 19:00",
      "When whoever takes over, or hands over, is told of it, seen from the first occurrence of the new turn."
    ) { $0.handoff = $1 },
  ])

let nudgeSection = Section<Nudge>(
  "nudge", "Asking again, gently, while it is open.",
  [
    Key("every", .span, required: true, example: "1 day", "How long after the last time.") { $0.every = $1 },
    Key("times", .count(1...100), fallback: 1, example: 2, "How often at most.") { $0.times = $1 },
  ])

let seasonSection = Section<Season>(
  "season", "The part of the year in which a ritual is kept, both days inclusive.",
  [
    Key("from", .monthDay, required: true, example: "04-15", "The first day.") { $0.from = $1 },
    Key("to", .monthDay, required: true, example: "10-15", "The last day; before `from`, in the next year.") {
      $0.to = $1
    },
  ])

let missedSection = Section<MissedPolicy>(
  "missed", "What is given after sleep or downtime.",
  [
    Key("policy", .choice(), required: true, example: "latest", "The latest that was missed, all, or none.") {
      $0.policy = $1
    },
    Key("within", .span, example: "2 days", "How old one may be to be given at all.") { $0.within = $1 },
  ])

/// A `missed` in either of its two forms.
struct MissedPolicy: Sendable {
  var policy = Ritual.Missed.latest
  var within: Span?
}

extension Reader where Value == MissedPolicy {
  static var missed: Reader {
    let word = Reader<Ritual.Missed>.choice()
    return .either(
      Reader(word.shape) { value, decoding in word.read(value, &decoding).map { MissedPolicy(policy: $0) } },
      .object(missedSection, start: { MissedPolicy() }) { missed, _, _ in missed })
  }
}

extension Reader where Value == Turns {
  static var turns: Reader {
    .object(turnsSection, start: { Turns(roles: [], order: []) }) { turns, value, decoding in
      if let roles = value["roles"], !turns.order.isEmpty, turns.order.count == value["order"]?.count,
        turns.roles.count > turns.order.count || turns.roles.count > Set(turns.order).count
      {
        decoding.tell(
          .moreRolesThanPeople(roles: turns.roles.count, people: Set(turns.order).count), at: roles.range)
      }
      return turns
    }
  }
}

extension Reader where Value == Span {
  /// How long a turn lasts: whole days or whole months.
  static var turnLength: Reader {
    let span = Reader.span
    return Reader(span.shape) { value, decoding in
      guard let length = span.read(value, &decoding) else { return nil }
      if TurnStretch.isGood(length) { return length }
      decoding.tell(
        .badForm(
          value.string ?? "", of: "a number of whole days, weeks, months or years", example: "1 week",
          near: nil),
        at: value.range)
      return nil
    }
  }
}

extension Reader where Value == [ReminderTime] {
  /// One time, or a list of them.
  static var handoff: Reader {
    let (one, list) = (
      Reader<ReminderTime>.reminder, Reader.list(of: .reminder, "reminders", atLeast: 1, isUnique: true)
    )
    return Reader(.either([one.shape, list.shape])) { value, decoding in
      switch value.kind {
      case .list: return list.read(value, &decoding)
      case .string: return one.read(value, &decoding).map { [$0] }
      default:
        decoding.tellWrongKind(value, wanted: "a reminder, as in \"2h before\", or a list of them")
        return nil
      }
    }
  }
}

extension Reader where Value == Nudge {
  static var nudge: Reader {
    .object(nudgeSection, start: { Nudge(every: Span(), times: 1) }) { nudge, _, _ in nudge }
  }
}

extension Reader where Value == Season {
  static var season: Reader {
    let start = Season(from: MonthDay(month: 1, day: 1), to: MonthDay(month: 12, day: 31))
    return .object(seasonSection, start: { start }) { season, _, _ in season }
  }
}

extension Reader where Value == Weekday {
  static var weekday: Reader {
    let word = Reader<WeekdayName>.choice()
    return Reader(word.shape) { value, decoding in
      word.read(value, &decoding).flatMap { name in
        WeekdayName.allCases.firstIndex(of: name).flatMap { Weekday(rawValue: $0) }
      }
    }
  }
}

/// The weekdays as the config writes them, Monday first.
enum WeekdayName: String, CaseIterable, Sendable {
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday
}
