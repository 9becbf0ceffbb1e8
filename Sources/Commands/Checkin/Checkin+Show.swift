import JSONText
import Rituals
import Wording

extension Checkin {
  /// One element of `kin checkin --show --json`.
  func json(in situation: Situation) -> JSON {
    [
      "ritual": .string(ritual), "at": "\(situation.zone.local(at: at))", "utc": "\(at)",
      "occurrence": .optional(start.map { OccurrenceID(ritual: ritual, start: $0) }),
      "deck": .string(deck), "first": .optional(first), "felt": .strings(felt.map(\.rawValue)),
      "asked": .list(
        asked.map {
          ["prompt": .string($0.prompt), "words": .string($0.words), "answer": .optional($0.answer)]
        }),
    ]
  }

  /// What was asked and answered, for people; what was passed is left out.
  func lines(in situation: Situation) -> [String] {
    let terminal = situation.terminal
    let title = situation.household.rituals.first { $0.id == ritual }?.title ?? ritual
    let day = situation.day(at).capitalizedFirst
    var lines = [terminal.paint(day, .green) + "  " + terminal.paint(DisplayText.line(title), .bold)]
    for one in asked {
      guard let answer = one.answer else { continue }
      lines += terminal.paragraph(DisplayText.line(one.words), indent: "  ", .dim)
      for line in answer.split(separator: "\n", omittingEmptySubsequences: false) {
        lines += line.isEmpty ? [""] : terminal.paragraph(DisplayText.line(String(line)), indent: "    ")
      }
    }
    if asked.allSatisfy({ $0.answer == nil }) { lines.append("  talked over; nothing was written down") }
    let rest = felt.filter { $0 != .supported }.map(\.rawValue)
    let sentences = [
      felt.contains(.supported) ? "You felt supported." : nil,
      rest.isEmpty ? nil : "It was \(DisplayText.list(rest)).",
    ].compactMap { $0 }
    if !sentences.isEmpty { lines.append("  " + sentences.joined(separator: " ")) }
    return lines
  }
}
