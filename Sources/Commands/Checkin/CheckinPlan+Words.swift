import Wording

extension CheckinPlan {
  /// The lines above a check-in: what it is, with whom, what they asked for, and what to ask about.
  func introduction(in situation: Situation, _ terminal: Terminal) -> [String] {
    var about: [String] = []
    if !ritual.with.isEmpty { about.append("with " + situation.names(ritual.with)) }
    if let occurrence { about.append(situation.when(occurrence.slot.instant)) }
    let head = terminal.paint(DisplayText.line(ritual.title), .green)
    var lines = [about.isEmpty ? head : "\(head)  \(about.joined(separator: ", "))"]
    lines += terminal.paragraph(DisplayText.line(deck.about))
    for line in good(in: situation) { lines += terminal.paragraph(line) }
    guard !wins.isEmpty else { return lines }
    let title = wins.count == 1 ? "A small win since last time" : "Small wins since last time"
    return lines + ["", terminal.paint(title, .green)]
      + wins.flatMap { terminal.paragraph("· " + DisplayText.line($0.text), indent: "  ") }
  }

  /// What is good to know of the people: what they asked for, and what to ask them about.
  private func good(in situation: Situation) -> [String] {
    let asked = ritual.with.compactMap { situation.household.people[$0] }.filter { !$0.boundaries.isEmpty }
    let lines = asked.map { person in
      let boundaries = person.boundaries.map(DisplayText.line).joined(separator: "; ")
      return "\(DisplayText.line(person.name)) asked for: \(boundaries)."
    }
    guard let detail else { return lines }
    let (name, text) = (situation.name(detail.person), DisplayText.line(detail.text))
    return lines + ["You could ask \(name) about: \(text) (noted \(situation.day(detail.since)))"]
  }
}
