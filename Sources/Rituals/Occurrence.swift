import CivilTime

/// The name of one time of a ritual, the same on every machine: `coffee-ana@2026-12-05T10:00`.
public struct OccurrenceID: Hashable, Sendable {
  /// The ritual's id.
  public var ritual: String
  /// The wall time at which the occurrence starts in the ritual's zone.
  public var start: CivilDateTime

  /// The name of a ritual's occurrence.
  public init(ritual: String, start: CivilDateTime) {
    self.ritual = ritual
    self.start = start
  }
}

extension OccurrenceID: CustomStringConvertible {
  /// `coffee-ana@2026-12-05T10:00`.
  public var description: String { "\(ritual)@\(start.shortDescription)" }

  /// Reads `RITUAL@LOCAL-START`; nil for anything else.
  public init?(_ text: String) {
    guard let at = text.lastIndex(of: "@"), at > text.startIndex,
      let start = CivilDateTime(String(text[text.index(after: at)...]))
    else { return nil }
    self.init(ritual: String(text[..<at]), start: start)
  }
}

/// What kind of message a reminder is. Its text (`due`, `lead-2d`, `snooze-1`) makes the reminder unique within its
/// occurrence.
public enum ReminderKind: Hashable, Sendable {
  /// Ahead of the start; the text names which of the ritual's leads it is.
  case lead(String)
  /// The occurrence starts.
  case due
  /// Asked again while the occurrence is open; counted from 1.
  case nudge(Int)
  /// Put off by an answer; counted from 1.
  case snooze(Int)
  /// The user asked for it with `kin remind`; counted from 1.
  case asked(Int)

  /// The word that the journal and JSON carry: `lead`, `due`, `nudge`, `snooze`, `asked`.
  public var word: String {
    switch self {
    case .lead: "lead"
    case .due: "due"
    case .nudge: "nudge"
    case .snooze: "snooze"
    case .asked: "asked"
    }
  }
}

extension ReminderKind: CustomStringConvertible {
  /// `due`, `lead-2h`, `snooze-1`.
  public var description: String {
    switch self {
    case .lead(let name): "lead-\(name)"
    case .due: "due"
    case .nudge(let count): "nudge-\(count)"
    case .snooze(let count): "snooze-\(count)"
    case .asked(let count): "asked-\(count)"
    }
  }

  /// Reads what `description` writes; nil for anything else.
  public init?(_ text: String) {
    if text == "due" {
      self = .due
      return
    }
    guard let dash = text.firstIndex(of: "-") else { return nil }
    let rest = String(text[text.index(after: dash)...])
    switch text[..<dash] {
    case "lead" where !rest.isEmpty: self = .lead(rest)
    case "nudge": if let count = Int(rest) { self = .nudge(count) } else { return nil }
    case "snooze": if let count = Int(rest) { self = .snooze(count) } else { return nil }
    case "asked": if let count = Int(rest) { self = .asked(count) } else { return nil }
    default: return nil
    }
  }
}

/// The name of one reminder: its occurrence and its kind, `coffee-ana@2026-12-05T10:00/lead-2h`.
public struct ReminderID: Hashable, Sendable {
  /// The occurrence it is about.
  public var occurrence: OccurrenceID
  /// Which message about it.
  public var kind: ReminderKind

  /// The name of a reminder.
  public init(_ occurrence: OccurrenceID, _ kind: ReminderKind) {
    self.occurrence = occurrence
    self.kind = kind
  }
}

extension ReminderID: CustomStringConvertible {
  /// `coffee-ana@2026-12-05T10:00/lead-2h`.
  public var description: String { "\(occurrence)/\(kind)" }

  /// Reads `RITUAL@LOCAL-START/KIND`; nil for anything else.
  public init?(_ text: String) {
    guard let slash = text.lastIndex(of: "/"), let occurrence = OccurrenceID(String(text[..<slash])),
      let kind = ReminderKind(String(text[text.index(after: slash)...]))
    else { return nil }
    self.init(occurrence, kind)
  }
}
