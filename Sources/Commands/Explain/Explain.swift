import ArgumentParser
import CivilTime
import JSONText
import Rituals
import Wording

/// `kin explain`: why a ritual comes when it does, and what comes next.
struct Explain: KinCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say why a ritual comes when it does, and what comes next.",
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
    let explanation: Explanation
    if let id = OccurrenceID(ritual) {
      let target = try situation.occurrence(id)
      let kept = try situation.ritual(id.ritual)
      explanation = try Explanation(kept, target: target, isNamed: true, in: situation)
    } else {
      let kept = try situation.ritual(ritual)
      explanation = try Explanation(kept, target: situation.coming([kept]).first, in: situation)
    }
    return options.json ? Report(explanation.json) : Report(explanation.text)
  }
}

extension Explanation {
  var json: JSON {
    let ritual = kept.ritual
    return [
      "ritual": .string(ritual.id), "title": .string(ritual.title), "when": .string(ritual.whenText),
      "meaning": .string(ritual.when.meaning), "rrule": .optional(ritual.when.rrule),
      "zone": .string(zone.identifier),
      "paused": .boolean(ritual.isPaused),
      "open": .optional(open.map { OccurrenceID(ritual: ritual.id, start: $0).description }),
      "openRoles": .roles(of: open.flatMap { situation.occurrence(of: kept, $0).turn }),
      "occurrence": .optional(target?.occurrence.description),
      "due": .optional(slot?.local.description), "utc": .optional(slot?.instant.description),
      "roles": .roles(of: turn),
      "reminders": .list(
        reminders.map { ["utc": .string($0.instant.description), "remind": .string($0.time.description)] }),
      "lastTime": .optional(ledger.lastTime?.description), "via": .strings(ritual.via.map(\.name)),
      "reasons": .list(
        reasons.map { reason in
          [
            "kind": .string(reason.kind.rawValue), "sentence": .string(reason.sentence),
            "key": .optional(reason.key), "line": reason.line.map { .integer($0) } ?? .null,
          ]
        }),
      "next": .list(coming.map { json(of: $0) }),
      "goodToKnow": .strings(goodToKnow), "happened": .list(happened.map(\.json)),
    ]
  }

  /// The lines for people.
  var text: [String] {
    let terminal = situation.terminal
    let here = zone.local(at: now)
    func when(_ local: CivilDateTime) -> String { DisplayText.when(local, seenFrom: here, inSentence: true) }
    var lines = [terminal.heading(kept.ritual.title, kept.ritual.id)]
    for reason in reasons { lines += show(reason.sentence, from: reason.line, indent: "  ") }
    guard let slot else { return lines }
    let day = DisplayText.when(slot.local, seenFrom: here) + (turn.map { ", " + names($0) } ?? "")
    lines += ["", terminal.paint(isNamed ? "  \(day)" : "  Next", .green)]
    if !isNamed { lines.append("    " + day) }
    for entry in happened {
      lines.append(
        "    \(when(zone.local(at: entry.event.at).toTheMinute)): \(entry.words(in: zone, name: name))")
    }
    let given = coming.filter { $0.reminder.id.occurrence == target?.occurrence }
    for one in given {
      let sentence = "reminder \(when(zone.local(at: one.at).toTheMinute)) (\(words(of: one)))"
      lines += show(sentence, from: source(of: one).line, indent: "    ")
    }
    if !given.isEmpty { lines.append("    by \(DisplayText.list(kept.ritual.via.map(\.name)))") }
    return lines + goodToKnow.map { "    " + $0 }
  }

  /// A sentence, and behind it the line of the config that it comes from.
  private func show(_ sentence: String, from line: Int?, indent: String) -> [String] {
    let terminal = situation.terminal
    let source = line.map { "  \(configName):\($0)" } ?? ""
    let width = terminal.width.map { max(30, $0 - indent.count - 1) } ?? .max
    var rest = DisplayText.wrapped(sentence, to: width)
    let last = rest.popLast() ?? ""
    let lines = rest.map { indent + $0 }
    if DisplayText.width(of: last) + DisplayText.width(of: source) <= width {
      return lines + [indent + last + terminal.paint(source, .dim)]
    }
    return lines + [indent + last, terminal.paint(indent + source, .dim)]
  }
}
