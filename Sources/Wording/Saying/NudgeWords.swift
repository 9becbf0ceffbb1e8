import CivilTime
import Recurrence
import Rituals
/// What is said when it is asked again: gentler each time, and open to any answer.
public enum NudgeWords {
  /// The sentence of one time that it is asked.
  ///
  /// - Parameters:
  ///   - number: which time it is, from 1.
  ///   - times: how often it is asked at most.
  ///   - since: when the occurrence was due, within a sentence: `yesterday at 18:00`.
  public static func sentence(number: Int, of times: Int, since: String) -> String {
    if number >= times {
      return "From \(since), whenever it suits. I will not ask again; skipping is fine too."
    }
    switch number {
    case 1: return "Still open from \(since). Is there a moment for it?"
    case 2: return "From \(since), and no hurry. Another day is as good."
    default: return "From \(since). It keeps; only if you feel like it."
    }
  }
}
