import CivilTime
import Planning
import Recurrence
import Rituals
import Wording

/// A rule in the words for the config.
struct SaidRule {
  var form: Form
  var text: String

  init(_ form: Form, as text: String) { (self.form, self.text) = (form, text) }

  /// A rule as somebody said it today, without the start and the exceptions that a ritual keeps beside it.
  init(_ phrase: Phrase, as written: String) {
    form = phrase.form
    text =
      switch form {
      // The name of the setting stays out of the config.
      case .calendar(let expression) where written.lowercased().hasPrefix("oncalendar="):
        expression.description
      case .rule where SaidRule.isRRULE(form, written): written
      default: phrase.words(as: written)
      }
  }

  /// Whether it is an RRULE, which has its start beside it. No phrase has an equals sign.
  static func isRRULE(_ form: Form, _ text: String) -> Bool {
    if case .rule = form { text.utf8.contains(UInt8(ascii: "=")) } else { false }
  }

  /// The rule with what the old one says and it doesn't: the times of the day, and the end if that is to stay.
  func keeping(_ scheduled: ScheduledRitual, at now: Instant, andEnd keepsEnd: Bool) throws -> SaidRule {
    let old = scheduled.ritual
    var kept = form
    if !form.namesTime, let times = old.timesToKeep(isRRULE: SaidRule.isRRULE(form, text)) {
      try kept.set(times, in: text)
    }
    if keepsEnd, case .rule(let was) = old.when, case .rule(var rule) = kept, rule.end == .never {
      rule.end = was.end.left(of: scheduled.schedule, at: now)
      kept = .rule(rule)
    }
    guard kept != form else { return self }
    return said(as: kept, times: kept.time.map { "\($0)" })
  }

  /// The rule with times of the day, in words, for those that it doesn't name.
  func at(_ words: String) throws -> SaidRule {
    var kept = form
    if case .rule(let day) = try Phrase.parse("every day at \(words)") {
      try kept.set(RuleTimes(day), in: text)
    }
    return said(as: kept, times: words)
  }

  /// The same with a form that has other times: in the user's own words, if they mean that.
  private func said(as kept: Form, times: String?) -> SaidRule {
    if case .rule(let rule) = kept, SaidRule.isRRULE(form, text) { return SaidRule(kept, as: "\(rule)") }
    let joints = text.contains(",") ? [", at ", " at "] : [" at "]
    let added = times.map { times in joints.map { text + $0 + times } } ?? [text]
    return SaidRule(kept, as: added.first { (try? Phrase.parse($0)) == kept } ?? kept.meaning)
  }
}

/// Times of a day as a rule has them: each hour with each minute and each second.
private struct RuleTimes {
  var hours: [Int]
  var minutes: [Int]
  var seconds: [Int]

  var isOne: Bool { hours.count == 1 && minutes.count <= 1 && seconds.count <= 1 }

  var first: TimeOfDay {
    let parts = [hours, minutes, seconds].map { $0.min() ?? 0 }
    return TimeOfDay(secondOfDay: parts[0] * 3600 + parts[1] * 60 + parts[2])
  }

  init(_ time: TimeOfDay) { (hours, minutes, seconds) = ([time.hour], [time.minute], [time.second]) }

  init(_ rule: RecurrenceRule) { (hours, minutes, seconds) = (rule.byHour, rule.byMinute, rule.bySecond) }
}

extension Form {
  /// Whether it says itself when in the day it comes.
  var namesTime: Bool {
    switch self {
    case .rule, .rules: rules.allSatisfy { $0.frequency < .daily || !$0.byHour.isEmpty }
    case .calendar: true
    case .once(_, let time): time != nil
    case .cadence(let cadence): cadence.time != nil || cadence.shortest.seconds != 0
    }
  }

  fileprivate mutating func set(_ times: RuleTimes, in text: String) throws {
    if case .rule(var rule) = self {
      (rule.byHour, rule.byMinute, rule.bySecond) = (times.hours, times.minutes, times.seconds)
      return self = .rule(rule)
    }
    guard times.isOne else {
      throw WrongUsage(
        "\"\(DisplayText.line(text))\" comes once a day, and so far there are several times; say which, as in "
          + "\"\(DisplayText.line(text)) at \(times.first)\"")
    }
    switch self {
    case .once(let date, _): self = .once(date, times.first)
    case .cadence(var cadence):
      cadence.time = times.first
      self = .cadence(cadence)
    case .rules:
      self = mapRules { rule in
        var rule = rule
        if rule.byHour.isEmpty {
          (rule.byHour, rule.byMinute, rule.bySecond) = (times.hours, times.minutes, times.seconds)
        }
        return rule
      }
    case .rule, .calendar: break
    }
  }
}

extension RecurrenceRule.End {
  /// The end for a rule that takes over: of a number of times, those that are left.
  fileprivate func left(of schedule: Schedule, at now: Instant) -> RecurrenceRule.End {
    // A large number is no number that somebody counts.
    guard case .count(let count) = self, count <= 10_000 else { return self }
    var (left, cursor) = (count, now.advanced(bySeconds: 1))
    while left > 0, let slot = schedule.previous(before: cursor) { (left, cursor) = (left - 1, slot.instant) }
    return left > 0 ? .count(left) : .never
  }
}

extension Ritual {
  var isRRULE: Bool { SaidRule.isRRULE(when, whenText) }

  /// Whether its rule names an end, or a number of times.
  var hasEndInRule: Bool { if case .rule(let rule) = when { rule.end != .never } else { false } }

  /// The one time of the day that it names, in its rule or in its start.
  var timeOfDay: TimeOfDay? { when.namesTime ? when.time : self.starting?.time }

  /// The times that a rule in its place goes on with; nil where its start has them, or nobody named any.
  fileprivate func timesToKeep(isRRULE: Bool) -> RuleTimes? {
    if case .rule(let rule) = when, rule.frequency >= .daily, !rule.byHour.isEmpty {
      // Beside an RRULE, the start has the one time.
      return isRRULE && when.time != nil ? nil : RuleTimes(rule)
    }
    if when.namesTime { return isRRULE ? nil : when.time.map(RuleTimes.init) }
    return self.isRRULE && !isRRULE ? self.starting?.time.map(RuleTimes.init) : nil
  }
}
