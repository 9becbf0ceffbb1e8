import ArgumentParser
import Facts
import JSONText
import Rituals
import Wording

/// `kin explain`: why a ritual comes when it does, and what comes next.
struct Explain: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Say why a ritual comes when it does, and what comes next.",
    discussion: """
      Each reason names the line of the config that it comes from: what waits and for what, what was moved or put off, \
      what passed and why, and the reminders to come if nobody answers.

      With --json, reasons are data: kind, sentence, key, line; next are the reminders to come: at, utc, kind, \
      occurrence, due, reason, key, line.
      """)

  @Argument(help: "A ritual, or one of its times (coffee-ana@2026-12-05T10:00).", completion: .rituals)
  var ritual: String

  @OptionGroup var options: ReadingOptions

  func run(in context: Context) throws -> Report {
    let situation = try context.situation(options)
    let (kept, id) = try situation.named(ritual)
    let named = try id.map { try situation.occurrence($0) }
    let target = named ?? situation.coming([kept]).first
    let explanation = try Explanation(kept, target: target, isNamed: named != nil, in: situation)
    return options.json ? Report(explanation.json) : Report(explanation.text)
  }
}

extension Explanation {
  var json: JSON {
    [
      "ritual": .string(ritual.id), "title": .string(ritual.title), "when": .string(ritual.whenText),
      "meaning": .string(ritual.when.meaning), "rrule": .optional(ritual.when.rrule),
      "zone": .string(zone.identifier), "paused": .boolean(ritual.isPaused),
      "open": .optional(open.map { OccurrenceID(ritual: ritual.id, start: $0) }),
      "openRoles": .roles(of: open.flatMap { situation.occurrence(of: kept, $0).turn }),
      "occurrence": .optional(target?.occurrence), "due": .optional(target?.due),
      "utc": .optional(slot?.instant), "roles": .roles(of: target?.turn),
      "reminders": .list(reminders.map { ["utc": "\($0.instant)", "remind": "\($0.time)"] }),
      "lastTime": .optional(ledger.lastTime), "via": .strings(ritual.via.map(\.name)),
      "reasons": .list(
        reasons.map { reason in
          [
            "kind": .string(reason.kind.rawValue), "sentence": .string(reason.sentence),
            "key": .optional(reason.key), "line": reason.line.map { .integer($0) } ?? .null,
          ]
        }),
      "next": .list(coming.map { json(of: $0) }),
      "goodToKnow": .strings(goodToKnow), "happened": .list(happened.map { $0.json(undelivered) }),
    ]
  }

  var text: [String] {
    let terminal = situation.terminal
    var lines = [terminal.heading(ritual.title, ritual.id)]
    for reason in reasons { lines += show(reason.sentence, from: reason.line, indent: "  ") }
    guard let target else { return lines }
    let day = when(target.due).capitalizedFirst + (target.turn.map { ", " + names($0) } ?? "")
    lines += ["", terminal.paint(isNamed ? "  \(day)" : "  Next", .green)]
    if !isNamed { lines.append("    " + day) }
    lines += happened.map { "    \(when($0.event.at)): \($0.words(in: zone, undelivered, name: name))" }
    for one in comingOfTarget {
      let sentence = "reminder \(when(one.at)) (\(words(of: one)))"
      lines += show(sentence, from: source(of: one).line, indent: "    ")
    }
    if !comingOfTarget.isEmpty { lines.append("    by \(DisplayText.list(ritual.via.map(\.name)))") }
    return lines + goodToKnow.map { "    " + $0 }
  }

  /// A sentence, and behind it the line of the config that it comes from.
  private func show(_ sentence: String, from line: Int?, indent: String) -> [String] {
    let terminal = situation.terminal
    let file = situation.config.path.split(separator: "/").last ?? "config.json"
    let source = line.map { "  \(file):\($0)" } ?? ""
    let width = terminal.width.map { max(8, $0 - indent.count) } ?? .max
    var rest = DisplayText.wrapped(sentence, to: width, breakingWords: true)
    let last = rest.popLast() ?? ""
    let lines = rest.map { indent + $0 }
    if DisplayText.width(of: last) + DisplayText.width(of: source) <= width {
      return lines + [indent + last + terminal.paint(source, .dim)]
    }
    return lines + [indent + last, terminal.paint(indent + source, .dim)]
  }
}
