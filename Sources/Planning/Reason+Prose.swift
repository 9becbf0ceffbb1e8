import CivilTime
import Rituals

extension Reason {
  /// The reason as a sentence without a full stop; times are those of the given zone.
  public func sentence(in zone: Zone) -> String {
    switch self {
    case .starts(let when):
      "it is time: \(when)"
    case .late(let when, let since):
      "it was due at \(zone.local(at: since).shortDescription) (\(when)) and could not be given then"
    case .ahead(let time):
      "ahead of time, as you asked: \(time)"
    case .snoozed(let until):
      "you put it off until \(zone.local(at: until).shortDescription)"
    case .asked:
      "you asked for it now"
    }
  }
}

extension LapseReason {
  /// The reason as a sentence without a full stop.
  public var sentence: String {
    switch self {
    case .laterOneDue: "a later one was due before a reminder could be given"
    case .nextOneDue: "the next one is due"
    }
  }
}
