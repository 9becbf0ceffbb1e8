import Wording

extension CheckinPlan {
  /// What stands above a check-in: what it is, with whom, what they asked for, and what there is to ask about.
  func introduction(in situation: Situation, _ terminal: Terminal) -> [String] {
    var about: [String] = []
    if !ritual.with.isEmpty { about.append("with " + situation.names(ritual.with)) }
    if let occurrence {
      about.append(
        DisplayText.when(
          situation.zone.local(at: occurrence.slot.instant),
          seenFrom: situation.zone.local(at: situation.now),
          inSentence: true))
    }
    let head = terminal.paint(DisplayText.line(ritual.title), .green)
    var lines = [about.isEmpty ? head : "\(head)  \(about.joined(separator: ", "))"]
    lines += terminal.paragraph(DisplayText.line(deck.about))
    for line in good(in: situation) { lines += terminal.paragraph(line) }
    guard !wins.isEmpty else { return lines }
    lines += [
      "",
      terminal.paint(wins.count == 1 ? "A small win since last time" : "Small wins since last time", .green),
    ]
    for win in wins {
      lines += terminal.paragraph("· " + DisplayText.line(win.text), indent: "  ")
    }
    return lines
  }

  /// What is good to know of the people: what they asked for, and what to ask them about.
  private func good(in situation: Situation) -> [String] {
    var lines = ritual.with.compactMap { situation.household.people[$0] }.filter { !$0.boundaries.isEmpty }
      .map {
        "\(DisplayText.line($0.name)) asked for: "
          + $0.boundaries.map(DisplayText.line).joined(separator: "; ") + "."
      }
    if let detail {
      lines.append(
        "You could ask \(situation.name(detail.person)) about: \(DisplayText.line(detail.text)) "
          + "(noted \(situation.day(detail.since)))")
    }
    return lines
  }
}
