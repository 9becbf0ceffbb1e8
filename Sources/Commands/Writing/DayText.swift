import CivilTime
import Rituals
import Wording

/// A day as people say it on the command line, and as the config says it: `saturday`, `24 december`, `2026-12-24`.
struct DayText {
  /// `2026-12-24`, or with a time where one was said: `2026-12-24T18:00`.
  let text: String

  /// Reports what is not understood with a caret under the word, and throws the exit code.
  init(_ words: String, from now: Instant, zone: Zone, _ terminal: Terminal) throws {
    if CivilDate(words) != nil || CivilDateTime(words) != nil {
      text = words
      return
    }
    let moment: Moment
    do throws(TextFault) {
      moment = try Moment(parsing: words)
    } catch {
      throw WrongUsage(error, in: words, terminal)
    }
    // To the end of the day, so that today is one too.
    let end = TimeOfDay(secondOfDay: 86_399)
    guard case .on(_, let time) = moment, let instant = moment.instant(from: now, zone: zone, usual: end)
    else {
      throw WrongUsage(
        "\"\(DisplayText.line(words))\" isn't a day to come; write 2026-12-24, saturday or 24 december")
    }
    let local = zone.local(at: instant)
    text = time.map { CivilDateTime(local.date, $0).shortDescription } ?? local.date.description
  }
}
