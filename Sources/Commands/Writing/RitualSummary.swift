import Planning
import Rituals
import Wording

extension Situation {
  /// A ritual as one reads it over before it is written: what, when, with whom, and its next dates.
  func summary(of kept: ScheduledRitual, dates count: Int = 3) -> [String] {
    let ritual = kept.ritual
    let turns = ritual.turns.map { turns in
      let roles = DisplayText.list(turns.roles.map(DisplayText.line))
      return "\(roles) in turn: \(turns.order.map(name).joined(separator: ", "))"
    }
    // What lies behind says nothing any more.
    let phrase = Phrase(
      form: ritual.when, starting: ritual.starting.flatMap { $0.date > today ? $0 : nil },
      except: ritual.except.filter { $0.date >= today })
    let facts = [
      DisplayText.line(phrase.meaning), ritual.duration.map { "for \($0.words)" },
      ritual.place.map { "place: \(DisplayText.line($0))" },
      ritual.with.isEmpty ? nil : "with \(names(ritual.with))", turns,
      "reminder " + ritual.remind.map(\.description).joined(separator: ", "), ritual.nudge?.words,
      ritual.until.map { "until \($0)" }, ritual.isPaused ? "it rests, so nothing is due" : nil,
    ].compactMap { $0 }
    var lines = [terminal.heading(ritual.title, ritual.id)]
    for fact in facts { lines += terminal.paragraph(fact, indent: "  ") }
    let dates = Columns(Array(coming([kept], perRitual: count).enumerated()), main: 4) { index, one in
      let local = zone.local(at: one.slot.instant)
      return [
        (index == 0 ? "next" : "", .dim), (local.date.weekday.shortName, nil), ("\(local.date)", .cyan),
        ("\(local.time)", .cyan), (words(one.turn, ", "), nil),
      ]
    }
    return lines + dates.lines(terminal)
  }

  /// When a ritual comes next, within a sentence; nil if nothing is to come.
  func nextTime(of kept: ScheduledRitual) -> String? { coming([kept]).first.map { when($0.slot.instant) } }
}

extension Nudge {
  /// `asks once more, a day later`, `asks 3 more times, 2 days apart`; nil if it never asks.
  fileprivate var words: String? {
    let span = every.words
    let isOne = span.hasPrefix("1 ") && span.split(separator: " ").count == 2
    let apart = isOne ? (span.hasPrefix("1 hour") ? "an" : "a") + span.dropFirst() : span
    return switch times {
    case ...0: nil
    case 1: "asks once more, \(apart) later"
    case 2: "asks twice more, \(apart) apart"
    default: "asks \(times) more times, \(apart) apart"
    }
  }
}
