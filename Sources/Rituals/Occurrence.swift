import CivilTime

/// The name of one time of a ritual, the same on every machine: `coffee-ana@2026-12-05T10:00`.
public struct OccurrenceID: Hashable, Sendable {
  package var ritual: String
  /// The wall time of its start in the ritual's zone.
  public var start: CivilDateTime

  public init(ritual: String, start: CivilDateTime) { (self.ritual, self.start) = (ritual, start) }
}

extension OccurrenceID: CustomStringConvertible {
  public var description: String { "\(ritual)@\(start.shortDescription)" }

  /// Appends its description. An id of the config has nothing that JSON would escape (`Identifier`).
  public func append(to bytes: inout [UInt8]) {
    bytes.append(contentsOf: ritual.utf8)
    bytes.append(UInt8(ascii: "@"))
    start.appendShort(to: &bytes)
  }

  /// Reads `RITUAL@LOCAL-START`; nil for anything else.
  public init?(_ text: String) {
    guard let at = text.lastIndex(of: "@"), at > text.startIndex,
      let start = CivilDateTime(String(text[text.index(after: at)...]))
    else { return nil }
    self.init(ritual: String(text[..<at]), start: start)
  }
}

/// What kind of message a reminder is. Its text (`due`, `lead-2d`, `snooze-1`) is unique within an occurrence.
public enum ReminderKind: Hashable, Sendable {
  /// Ahead of the start; the text names the lead time.
  case lead(String)
  /// Before a start at which a role changes hands; the text names the handoff time.
  case handoff(String)
  case due
  /// The occurrence starts at a time it was moved to; counted from 1.
  case moved(Int)
  /// Asked again while the occurrence is open; counted from 1.
  case nudge(Int)
  /// Snoozed by an answer; counted from 1.
  case snooze(Int)
  /// The user asked for it with `kin remind`; counted from 1.
  case asked(Int)
  /// Several held reminders as one; counted from 1 among those of one moment.
  case digest(Int)

  /// The word that the journal and JSON carry: `lead`, `handoff`, `due`, `nudge`, `snooze`, `asked`, `digest`.
  public var word: String {
    if case .moved = self { "due" } else { String(description.prefix { $0 != "-" }) }
  }
}

extension ReminderKind: CustomStringConvertible {
  /// `due`, `lead-2h`, `snooze-1`.
  public var description: String {
    switch self {
    case .lead(let name): "lead-\(name)"
    case .handoff(let name): "handoff-\(name)"
    case .due: "due"
    case .moved(let count): "moved-\(count)"
    case .nudge(let count): "nudge-\(count)"
    case .snooze(let count): "snooze-\(count)"
    case .asked(let count): "asked-\(count)"
    case .digest(let count): "digest-\(count)"
    }
  }

  /// Reads what `description` writes; nil for anything else.
  public init?(_ text: String) {
    let dash = text.firstIndex(of: "-") ?? text.endIndex
    let rest = String(text[dash...].dropFirst())
    switch (text[..<dash], Int(rest)) {
    case ("due", _) where text == "due": self = .due
    case ("lead", _) where !rest.isEmpty: self = .lead(rest)
    case ("handoff", _) where !rest.isEmpty: self = .handoff(rest)
    case ("moved", let count?): self = .moved(count)
    case ("nudge", let count?): self = .nudge(count)
    case ("snooze", let count?): self = .snooze(count)
    case ("asked", let count?): self = .asked(count)
    case ("digest", let count?): self = .digest(count)
    default: return nil
    }
  }
}

/// The name of one reminder: its occurrence and its kind, `coffee-ana@2026-12-05T10:00/lead-2h`.
public struct ReminderID: Hashable, Sendable {
  package var occurrence: OccurrenceID
  package var kind: ReminderKind

  public init(_ occurrence: OccurrenceID, _ kind: ReminderKind) {
    (self.occurrence, self.kind) = (occurrence, kind)
  }
}

extension ReminderID: CustomStringConvertible {
  public var description: String { "\(occurrence)/\(kind)" }

  /// Reads `RITUAL@LOCAL-START/KIND`; nil for anything else.
  public init?(_ text: String) {
    guard let slash = text.lastIndex(of: "/"), let occurrence = OccurrenceID(String(text[..<slash])),
      let kind = ReminderKind(String(text[text.index(after: slash)...]))
    else { return nil }
    self.init(occurrence, kind)
  }
}
