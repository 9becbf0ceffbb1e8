import CivilTime
import Planning
import Rituals
import Wording

/// What becomes of an answer, in words.
extension Situation {
  /// What an answer to an occurrence comes to; if it comes to nothing, says why and what to do.
  func reply(to target: Upcoming, _ answer: Answer) throws -> Reply {
    let id = target.occurrence
    do throws(Reply.Fault) {
      return try planner.reply(to: id, answer, now: now)
    } catch {
      switch error {
      case .unknown: throw Failure("there is no ritual \"\(DisplayText.line(id.ritual))\"")
      case .passed: throw WrongUsage("that time has passed; name one that is still ahead")
      case .beyondCalendar: throw WrongUsage("that time lies beyond the calendar; name one that is nearer")
      case .unmoved:
        throw WrongUsage(
          "it comes \(when(target.slot.instant, of: target)) already; name another day or time")
      case .over: throw Failure("\(id) is over or answered, so there is nothing to put off")
      case .beforeEarlier(let earlier):
        throw Failure(
          "\(id) cannot take place before \(earlier.occurrence), which is still to come "
            + "\(when(earlier.instant, of: target)); answer or move that one first")
      }
    }
  }

  /// `Coffee with Ana, tomorrow at 10:00`.
  func naming(_ target: Upcoming) -> String {
    "\(DisplayText.line(target.ritual.title)), \(when(target.slot.instant, of: target))"
  }

  /// `tomorrow at 10:00`, by the clock of the config.
  func when(_ instant: Instant) -> String { DisplayText.when(zone.local(at: instant), seenFrom: here) }

  /// `tomorrow at 10:00`, by the clock of the ritual.
  func when(_ instant: Instant, of target: Upcoming) -> String {
    DisplayText.when(target.zone.local(at: instant).toTheMinute, seenFrom: target.zone.local(at: now))
  }

  /// To when something was put off or moved, and what that ran into.
  func words(of reply: Reply, to target: Upcoming) -> String {
    func when(_ instant: Instant) -> String { self.when(instant, of: target) }
    let quiet = quiet(of: reply, to: target)
    var words: String
    switch reply.event.fact {
    case .snoozed(let until):
      words = "you will be reminded again \(when(until))"
      if let clip = reply.clip {
        words = "the next one comes \(when(clip.next.instant)), so \(words), before it"
      }
      words += quiet + "."
      if target.slot.instant > now, target.slot.instant <= until {
        words += " It starts before that, and reminds then as well; kin move moves it."
      }
    case .moved(let wall):
      words = "moved to \(when(target.zone.instant(of: wall)))"
      if let clip = reply.clip {
        words += ", as late as it can be: the next one comes \(when(clip.next.instant))"
      }
      words += quiet + "."
      if target.ritual.remind.contains(where: { $0 != .atStart }) { words += " Its reminders move along." }
    default: return ""
    }
    return words
  }

  private func quiet(of reply: Reply, to target: Upcoming) -> String {
    guard let hold = reply.hold, case .quiet(let person, let since) = hold.delay else { return "" }
    let whose = person.map { name($0) + "'s" } ?? "your"
    if let next = reply.next, next.instant <= hold.until {
      return "; that is in \(whose) quiet hours, and the next one comes before they end"
    }
    let day = target.zone.local(at: since).date
    let free = target.zone.local(at: hold.until)
    let end = free.date == day ? "at \(free.time)" : when(hold.until, of: target)
    return "; that is in \(whose) quiet hours, so you will hear \(end)"
  }
}
