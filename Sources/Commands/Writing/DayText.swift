import CivilTime
import Rituals
import Wording

extension Context {
  /// Reads words of the command line; if they aren't understood, shows a caret under the first wrong one.
  func reading<Value>(_ text: String, _ read: (String) throws(TextFault) -> Value) throws -> Value {
    do throws(TextFault) { return try read(text) } catch { throw WrongUsage(error, in: text, errorTerminal) }
  }

  /// A day as the config says it, `2026-12-24` or `2026-12-24T18:00`, of one as people say it: `saturday`,
  /// `24 december`. If it isn't understood, shows a caret under the word.
  func dayText(_ words: String, from now: Instant, zone: Zone) throws -> String {
    if CivilDate(words) != nil || CivilDateTime(words) != nil { return words }
    let moment = try reading(words) { text throws(TextFault) in try Moment(parsing: text) }
    // To the end of the day, so that today is one too.
    let end = TimeOfDay(secondOfDay: 86_399)
    guard case .on(_, let time) = moment, let instant = moment.instant(from: now, zone: zone, usual: end)
    else {
      throw WrongUsage(
        "\"\(DisplayText.line(words))\" isn't a day to come; write 2026-12-24, saturday or 24 december")
    }
    let date = zone.local(at: instant).date
    return time.map { CivilDateTime(date, $0).shortDescription } ?? date.description
  }
}
