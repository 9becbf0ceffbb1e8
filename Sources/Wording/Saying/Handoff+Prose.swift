import CivilTime
import Rituals

extension Handoff {
  /// `From Monday, 30 November on, Ana is listener, after Sam`; of the user itself, `you are`.
  ///
  /// - Parameters:
  ///   - today: the day on which it is read.
  ///   - me: the user's id.
  ///   - name: what a person is called.
  public func sentence(today: CivilDate, me: String?, name: (String) -> String) -> String {
    let parts = changes.map { change in
      let after = change.from.map { $0 == me ? ", after you" : ", after \(name($0))" } ?? ""
      guard let to = change.to else { return "nobody is \(change.role)\(after)" }
      return (to == me ? "you are" : "\(name(to)) is") + " \(change.role)\(after)"
    }
    let day = DisplayText.day(slot.local.date, seenFrom: today, inSentence: true)
    return "From \(day) on, " + parts.joined(separator: "; ")
  }
}
