import Planning
import Wording

extension Situation {
  /// A ritual as one reads it over before it is written: what, when, with whom, and its next dates.
  func summary(of kept: ScheduledRitual, dates count: Int = 3) -> [String] {
    let ritual = kept.ritual
    var lines = [terminal.heading(ritual.title, ritual.id)]
    var facts = [DisplayText.line(ritual.when.meaning)]
    if let duration = ritual.duration { facts.append("for \(duration.words)") }
    if let place = ritual.place { facts.append("place: \(DisplayText.line(place))") }
    if !ritual.with.isEmpty { facts.append("with " + DisplayText.list(ritual.with.map(name))) }
    if let turns = ritual.turns {
      facts.append(
        "\(DisplayText.list(turns.roles.map(DisplayText.line))) in turn: "
          + turns.order.map(name).joined(separator: ", "))
    }
    facts.append("reminder " + ritual.remind.map(\.description).joined(separator: ", "))
    if let nudge = ritual.nudge, nudge.times > 0 {
      // `asks once more, a day later`, `asks 3 more times, 2 days apart`
      let words = nudge.every.words
      let one = words.hasPrefix("1 hour") ? "an" : "a"
      let isOne = words.hasPrefix("1 ") && words.split(separator: " ").count == 2
      let apart = isOne ? one + words.dropFirst() : words
      switch nudge.times {
      case 1: facts.append("asks once more, \(apart) later")
      case 2: facts.append("asks twice more, \(apart) apart")
      default: facts.append("asks \(nudge.times) more times, \(apart) apart")
      }
    }
    if let until = ritual.until { facts.append("until \(until)") }
    if ritual.isPaused { facts.append("it rests, so nothing is due") }
    let width = terminal.width.map { max(30, $0 - 2) } ?? .max
    for fact in facts { lines += DisplayText.wrapped(fact, to: width).map { "  " + $0 } }
    var columns = Columns()
    for (index, one) in coming([kept], perRitual: count).enumerated() {
      let local = zone.local(at: one.slot.instant)
      columns.add(
        (index == 0 ? "next" : "", .dim), (local.date.weekday.shortName, nil),
        (local.date.description, .cyan),
        (local.time.description, .cyan), (one.turn?.holders.map(words).joined(separator: ", ") ?? "", nil))
    }
    return lines + columns.lines(terminal, indent: "  ")
  }

  /// When a ritual comes next, within a sentence; nil if nothing is to come.
  func nextTime(of kept: ScheduledRitual) -> String? { coming([kept]).first.map { when($0.slot.instant) } }
}
