import CivilTime
import JSONText
import Rituals

// The objects inside a ritual: turns, nudge, season, missed.

let turnsSection = Section<Turns>(
  "turns", "Who does what, and how turns move on.", start: Turns(roles: [], order: []),
  [
    Key(
      "roles", .list(of: .line, "roles", atLeast: 1, isUnique: true), \.roles, required: true,
      example: ["host"], "The roles that go round. Several roles rotate together."),
    Key(
      "order", .list(of: .person, "people", atLeast: 1), \.order, required: true, example: ["sam", "ana"],
      "The ids of the people in the order of their turns. A name listed twice gets twice as many."),
    Key(
      "advance", .choice(), \.advance, example: "when done",
      "Whether the turn moves on with every date, or only when an occurrence was done."),
    Key(
      "choose", .choice(), \.choose, example: "least recent",
      "Whether the order decides, or who had the role longest ago."),
    Key(
      "atMost", .count(1...1000), optional: \.atMost, example: 3,
      "How often in a row somebody may have a role before the reminder offers a pause or a share."),
    Key(
      "every", .turnLength, optional: \.every, otherwise: "one occurrence", example: "1 week",
      "How long a turn lasts, in whole days, weeks, months or years. The first occurrence after a border starts the next "
        + "turn. A border is a Monday, the first of a month, or counted from `starting`."),
    Key(
      "handoff", .handoff, example: "the evening before at 19:00",
      "When to remind whoever takes over or hands over, relative to the first occurrence of the new turn.",
      get: { $0.handoff.isEmpty ? nil : $0.handoff }, set: { $0.handoff = $1 }),
  ]
) { turns, value, decoding in
  let (roles, people) = (turns.roles.count, Set(turns.order).count)
  if people > 0, roles > people, turns.order.count == value["order"]?.count, let range = value["roles"]?.range
  {
    decoding.report(.moreRolesThanPeople(roles: roles, people: people), at: range)
  }
}

let nudgeSection = Section<Nudge>(
  "nudge", "Asks again while an occurrence is open.", start: Nudge(every: Span(), times: 1),
  [
    Key(
      "every", .span, \.every, required: true, example: "1 day", "How long to wait after the last reminder."),
    Key("times", .count(1...100), \.times, example: 2, "How many times to ask at most."),
  ])

let seasonSection = Section<Season>(
  "season", "The part of the year in which a ritual takes place. Both days are included.",
  start: Season(from: MonthDay(month: 1, day: 1), to: MonthDay(month: 12, day: 31)),
  [
    Key("from", .monthDay, \.from, required: true, example: "04-15", "The first day."),
    Key(
      "to", .monthDay, \.to, required: true, example: "10-15",
      "The last day. One before `from` is in the next year."),
  ])

let missedSection = Section<MissedPolicy>(
  "missed", "Which occurrences you are reminded of after sleep or downtime.", start: MissedPolicy(),
  [
    Key(
      "policy", .choice(), \.policy, required: true, example: "latest", "The latest one missed, all, or none."
    ),
    Key("within", .span, optional: \.within, example: "2 days", "How old an occurrence may be at most."),
  ])

/// A `missed` in either of its two forms.
struct MissedPolicy: Sendable {
  var policy = Ritual.Missed.latest
  var within: Span?
}

extension Format where Value == MissedPolicy {
  static var missed: Format {
    .either(
      Format<Ritual.Missed>.choice().map({ MissedPolicy(policy: $0) }, write: \.policy),
      .object(missedSection), isShort: { $0.within == nil })
  }
}

extension Format where Value == Span {
  /// How long a turn lasts: whole days or whole months.
  static var turnLength: Format {
    let span = Self.span
    return Format(shape: span.shape, write: span.write) { value, decoding in
      guard let length = span.read(value, &decoding) else { return nil }
      if TurnPeriod.isGood(length) { return length }
      let form = "a number of whole days, weeks, months or years"
      return decoding.refuse(value, .badForm(value.string ?? "", of: form, example: "1 week", near: nil))
    }
  }
}

extension Format where Value == [ReminderTime] {
  /// One time, or a list of them.
  static var handoff: Format {
    .either(
      Format<ReminderTime>.reminder.map({ [$0] }, write: { $0[0] }),
      .list(of: .reminder, "reminders", atLeast: 1, isUnique: true), of: .list,
      wanted: "a reminder, as in \"2h before\", or a list of them", isShort: { $0.count == 1 })
  }
}
