import ArgumentParser
import Facts
import JSONText
import Planning
import Rituals
import Wording

/// `kin list`: all rituals, and the names that commands take.
struct ListCommand: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List all rituals, the paused ones too: what, when, and the id.",
    discussion: """
      A ritual may be named by its id, its title or a beginning of either that only one has, in any case. Birthdays \
      come from "people", and stand last.

      With --json: an array of ritual, title, when, meaning, with, paused, birthdayOf (the id of a person, else null), \
      open and next (as in kin next --json, null where there is none).
      """)

  @OptionGroup var options: ReadingOptions

  func run(in context: Context) throws -> Report {
    let situation = try context.situation(options)
    let open = situation.open
    let listed = situation.kept.map { kept in
      ListedRitual(
        ritual: kept.ritual, open: open.first { $0.ritual.id == kept.ritual.id },
        next: situation.coming([kept]).first)
    }
    if options.json { return Report(listing: listed.lazy.map(\.json)) }
    guard !listed.isEmpty else {
      return .message("there are no rituals yet; kin init begins with some, kin add adds one")
    }
    return Report(listed.flatMap { $0.lines(in: situation) })
  }
}

/// A ritual in the list, with its open occurrence and its next one.
private struct ListedRitual {
  let ritual: Ritual
  let open: Upcoming?
  let next: Upcoming?

  /// The title and the id, and below them when it is.
  func lines(in situation: Situation) -> [String] {
    let terminal = situation.terminal
    return [terminal.heading(ritual.title, ritual.id)]
      + terminal.paragraph(
        "\(DisplayText.line(ritual.when.meaning)) · \(standing(in: situation))", indent: "  ")
  }

  private func standing(in situation: Situation) -> String {
    if ritual.isPaused { return "it rests; kin resume \(ritual.id) takes it up again" }
    let next = next.map { "next \(situation.when($0.slot.instant))" } ?? "nothing of it is to come"
    return open.map { "open since \(situation.when($0.slot.instant)), \(next)" } ?? next
  }

  var json: JSON {
    [
      "ritual": .string(ritual.id), "title": .string(ritual.title), "when": .string(ritual.whenText),
      "meaning": .string(ritual.when.meaning), "with": .strings(ritual.with),
      "paused": .boolean(ritual.isPaused), "birthdayOf": .optional(ritual.birthdayOf),
      "open": open?.json ?? .null, "next": next?.json ?? .null,
    ]
  }
}
