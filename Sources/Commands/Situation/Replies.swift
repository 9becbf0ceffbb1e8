import Rituals
import Wording

/// What `kin` says once something was answered or noted. The stories in docs/ show the same words.
package enum Replies {
  package static let skipped = "skipped, and that is fine."

  package static let stretched = "Thank you for saying so."

  package static func away(_ name: String, _ days: String) -> String {
    "\(name) is away \(days). Turns pass over, and nothing has to be made up."
  }

  /// `comesBack` where a ritual with the person brings the detail back.
  package static func noted(_ text: String, for name: String, comesBack: Bool) -> String {
    "Noted for \(name): \(text)." + (comesBack ? " It comes back before your next time with \(name)." : "")
  }

  package static func won(_ text: String) -> String { "Noted: \(text). How lovely." }

  /// `replaced` is nil where nobody had the role.
  package static func swapped(_ newcomer: String, _ role: String, inPlaceOf replaced: String?) -> String {
    let place = replaced.map { " in \($0)'s place" } ?? ""
    return "\(newcomer) is \(DisplayText.line(role))\(place). The order after it stays as it is."
  }
}
