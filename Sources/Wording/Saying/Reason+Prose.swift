import CivilTime
import Rituals

extension Reason {
  /// The reason as a sentence without a full stop, with times in a zone, as one reads it on a day; `name` says what a
  /// person is called.
  public func sentence(in zone: Zone, today: CivilDate, name: (String) -> String = { $0 }) -> String {
    let why = cause.sentence(in: zone, today: today, name: name)
    guard let delay else { return why }
    let time = zone.local(at: delay.since).words
    return "\(why); its time was \(time), and it waited: \(delay.words(name: name))"
  }
}

extension Cause {
  /// The cause as a sentence without a full stop, with times in a zone, as one reads it on a day; `name` says what a
  /// person is called.
  public func sentence(in zone: Zone, today: CivilDate, name: (String) -> String = { $0 }) -> String {
    switch self {
    case .starts(let when, let isStretched): "it is time: " + Cause.when(when, isStretched: isStretched)
    case .moved(let own): "it is time: you moved it here from \(own.words)"
    case .ahead(let time): "ahead of time, as you asked: \(time)"
    case .handoff(let handoff, let me):
      "ahead of time, as you asked: " + handoff.sentence(today: today, me: me, name: name)
    case .snoozed(let until): "you put it off until \(zone.local(at: until).words)"
    case .nudge(let nudge, let number):
      number >= nudge.times
        ? "it is still open, and this is the last time it is asked about"
        : "it is still open, and you wish to be asked again \(nudge.every.eachTime)"
    case .asked: "you asked for it now"
    }
  }

  /// The config's `when`, and that it comes later where it does.
  public static func when(_ text: String, isStretched: Bool) -> String {
    isStretched ? "\(text); half as long again, since you felt stretched" : text
  }

  /// The key of a ritual in the config that it comes from; nil for what the config does not say.
  public var key: String? {
    switch self {
    case .starts: "when"
    case .ahead: "remind"
    case .nudge: "nudge"
    case .handoff: "turns"
    case .moved, .snoozed, .asked: nil
    }
  }
}

extension Span {
  /// `every day`, `every 2 days`.
  fileprivate var eachTime: String {
    let words = words
    return words.hasPrefix("1 ") && !words.dropFirst(2).contains(" ")
      ? "every \(words.dropFirst(2))" : "every \(words)"
  }
}

extension Delay {
  /// Why the reminder is or was held: `your quiet hours`.
  public func words(name: (String) -> String = { $0 }) -> String {
    switch self {
    case .away: "nothing could be delivered then"
    case .quiet(nil, _): "your quiet hours"
    case .quiet(let person?, _): "\(name(person))'s quiet hours"
    case .budget: "enough for one day"
    case .recorded(let sentence, _): sentence
    }
  }

  /// The key of the config that it comes from.
  public var key: String? {
    switch self {
    case .away, .recorded: nil
    case .quiet: "quietHours"
    case .budget: "budget"
    }
  }
}

extension LapseReason {
  /// The reason as a sentence without a full stop.
  public var sentence: String {
    switch self {
    case .laterOneDue: "a later one was due before a reminder could be delivered"
    case .nextOneDue: "the next one is due"
    case .tooLate(nil): "what was missed is not delivered late"
    case .tooLate(let span?): "it was missed by more than \(span.words)"
    case .openLongEnough(let span): "it was open for \(span.words)"
    case .recorded(let sentence): sentence
    }
  }
}

extension SupersedeReason {
  /// The reason as a sentence without a full stop.
  public var sentence: String {
    switch self {
    case .nearerOne: "a nearer one was delivered"
    case .startsFirst: "it starts before this reminder could come"
    case .otherOneDelivered: "another one came at the same moment"
    case .recorded(let sentence): sentence
    }
  }
}

/// What a nudge says, gentler each time. `number` counts from 1; `since` is when the occurrence was due: `yesterday at 18:00`.
public func nudgeSentence(number: Int, of times: Int, since: String) -> String {
  switch number {
  case times...: "From \(since). Did it happen? I won't ask again; skipping is fine too."
  case 1: "Planned for \(since). Still up for it?"
  case 2: "From \(since). No rush; another day works too."
  default: "From \(since). Only if you feel like it."
  }
}

extension CivilDateTime {
  /// A date and a time as people write them, with a space between.
  fileprivate var words: String { shortDescription.split(separator: "T").joined(separator: " ") }
}
