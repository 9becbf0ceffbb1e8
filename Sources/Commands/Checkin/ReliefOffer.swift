import Rituals
import Wording

/// After a few draining check-ins a pause, another rhythm or help from outside is offered, once.
enum ReliefOffer {
  /// The lines of it when its time has come, which the notebook then notes.
  static func make(for ritual: Ritual, in situation: Situation) throws -> [String] {
    guard let checkin = try situation.notebook([.feelings]).checkins.toOfferRelief(in: ritual.id) else {
      return []
    }
    try situation.openNotebook().append([.offered(checkin: checkin.entry)], at: situation.now)
    let words = """
      \(DisplayText.line(ritual.title)) has been draining lately. It may rest for a while (kin pause \(ritual.id)), you \
      may agree on another rhythm or a smaller shape together (kin review \(ritual.id)), or look for support from \
      outside, from a friend or a professional. There's nothing to decide now, and this is the only time I mention it.
      """
    return [""] + situation.terminal.paragraph(words)
  }
}
