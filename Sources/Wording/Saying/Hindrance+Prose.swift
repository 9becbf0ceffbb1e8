import CivilTime
import Recurrence
import Rituals

extension Hindrance {
  /// Why it never comes, in lower case: `it ends on 2027-01-09, and the first time that fits is 2027-01-11`.
  public var message: String {
    switch self {
    case .start(let start, _): "no day fits when it is counted from \(start.date)"
    case .lateStart(let start): "all of its times are before its start, \(start)"
    case .until(let until, let first):
      "it ends on \(until), and the first time that fits is \(words(first, beside: until))"
    case .ruleEnd(let first): "the rule ends before \(first.date), the first day that fits"
    case .season(let season, _):
      "none of its times is in the season from \(season.from.words) to \(season.to.words)"
    case .except: "all of its times are excepted"
    case .over: "all of it lies behind"
    case .together: "its start, season, end and exceptions together leave no time"
    }
  }

  /// What to do about it.
  public var advice: String {
    switch self {
    case .start(_, let better): "count from \(better.date), the nearest day that fits"
    case .lateStart: "let it start earlier"
    case .until(let until, let first): "let it end on \(words(first, beside: until)) or later"
    case .ruleEnd(let first): "let it end on \(first.date) or later"
    case .season(_, let first): "let the season include \(first.date.words), or change the rule"
    case .except(let first): "leave \(first.date) in, or remove the ritual"
    case .over: "name a day to come"
    case .together: "change one of them"
    }
  }

  /// A time, with as much of it as shows that it is later.
  private func words(_ first: CivilDateTime, beside until: LocalPoint) -> String {
    first.date == until.date ? first.shortDescription : "\(first.date)"
  }
}
