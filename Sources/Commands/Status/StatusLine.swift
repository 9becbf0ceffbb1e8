import CivilTime
import Facts
import JSONText
import Planning
import Rituals
import Wording

/// The line for a status bar, and its details. Others may see the bar, so a private ritual doesn't show its title.
struct StatusLine {
  enum Format: String, CaseIterable { case plain, waybar, i3status, json }

  /// The class for a bar's style sheet.
  enum Class: String { case problem, open, next, nothing }

  let open: [Upcoming]
  let next: [Upcoming]
  let problems: [String]
  /// Whether there is a config.
  private let isKnown: Bool
  private let zone: Zone
  private let now: Instant

  /// How many occurrences of each kind the tooltip lists.
  private static let shown = 5

  init(_ status: StatusReport) {
    open = status.open
    next = status.situation?.coming(total: StatusLine.shown) ?? []
    problems = status.problems.map { DisplayText.line($0) }
    isKnown = status.situation != nil
    (zone, now) = (status.zone, status.now)
  }

  /// When the line changes by the clock alone: at the next occurrence, or at midnight.
  var changes: Instant {
    let midnight = zone.instant(of: CivilDateTime(here.date.advanced(byDays: 1), .midnight))
    return min(midnight, next.first?.slot.instant ?? midnight)
  }

  var `class`: Class {
    if !problems.isEmpty { return .problem }
    if !open.isEmpty { return .open }
    return next.isEmpty ? .nothing : .next
  }

  func text(_ format: Format) -> String {
    switch format {
    case .plain: ([text] + (problems.isEmpty ? [] : ["needs a look"])).joined(separator: " · ")
    case .waybar:
      // waybar reads both as Pango markup.
      JSON.object([
        .init("text", .string(DisplayText.escapedMarkup(text))), .init("alt", .string(`class`.rawValue)),
        .init("tooltip", .string(DisplayText.escapedMarkup(details.joined(separator: "\n")))),
        .init("class", .string(`class`.rawValue)),
      ]).text()
    case .i3status:
      JSON.object([
        .init("text", .string(text)), .init("short_text", .string(shortText)), .init("state", .string(state)),
      ]).text()
    case .json:
      JSON.object([
        .init("class", .string(`class`.rawValue)), .init("text", .string(text)),
        .init("open", .list(open.map(\.shownFacts))), .init("next", next.first?.shownFacts ?? .null),
        .init("problems", .strings(problems)),
      ]).text()
    }
  }

  private var here: CivilDateTime { zone.local(at: now) }

  /// `Coffee with Ana`, open; `Call Dad, Sun 11:00`, to come.
  private var text: String {
    if let first = open.first {
      return title(first) + (open.count > 1 ? " and \(open.count - 1) more" : "")
    }
    if let first = next.first {
      let due = zone.local(at: first.slot.instant)
      let when = due.date == here.date ? due.time.description : DisplayText.short(due, seenFrom: here)
      return "\(title(first)), \(when)"
    }
    return isKnown ? "nothing to come" : "no rituals"
  }

  private var shortText: String { (open.first ?? next.first).map(title) ?? text }

  /// The states of i3status-rust.
  private var state: String {
    switch `class` {
    case .problem: "Warning"
    case .open: "Info"
    case .next, .nothing: "Idle"
    }
  }

  private var details: [String] {
    func lines(_ word: String, _ all: [Upcoming]) -> [String] {
      all.prefix(StatusLine.shown).map { one in
        "\(word): \(title(one)), \(DisplayText.when(zone.local(at: one.slot.instant), seenFrom: here))"
      }
    }
    return problems + lines("Open", open) + lines("Next", next)
  }

  private func title(_ one: Upcoming) -> String { DisplayText.line(one.ritual.shownTitle) }
}
