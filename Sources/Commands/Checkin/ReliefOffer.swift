import History
import Rituals

/// After a few draining check-ins a pause, another rhythm or help from outside is offered, once.
enum ReliefOffer {
  /// Says it where its time has come, and notes in the notebook that it was said.
  static func make(for ritual: Ritual, in situation: Situation, _ terminal: Terminal) throws {
    guard let checkin = try situation.notebook([.feelings]).checkins.toOfferRelief(in: ritual.id) else {
      return
    }
    printLine()
    for line in terminal.paragraph(words(for: ritual)) { printLine(line) }
    try situation.openNotebook().append([.offered(checkin: checkin.entry)], at: situation.now)
  }

  static func words(for ritual: Ritual) -> String {
    """
    \(DisplayText.line(ritual.title)) has been draining of late. It may rest for a while (kin pause \(ritual.id)), you \
    may agree on another rhythm or a smaller shape together (kin review \(ritual.id)), or look for support from \
    outside: a friend, or somebody whose work it is. Nothing has to be decided now, and this is not said again.
    """
  }
}
