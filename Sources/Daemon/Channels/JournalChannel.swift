import Rituals

/// A reminder as a structured journal entry (systemd.journal-fields(7)).
struct JournalChannel: Delivering {
  func way(of message: Message, attempt: Int, asides: () -> [String]) -> DeliveryWay {
    .entry(JournalChannel.fields(for: message, attempt: attempt))
  }

  static func fields(for message: Message, attempt: Int) -> [(String, String)] {
    var text = message.title + ": " + (message.body.split(separator: "\n").joined(separator: " · "))
    if text.hasSuffix(": ") { text.removeLast(2) }
    var fields = [
      ("MESSAGE", text), ("MESSAGE_ID", messageID(of: message.id.kind).rawValue),
      ("PRIORITY", priority(of: message.urgency)), ("SYSLOG_IDENTIFIER", "kinkeeperd"),
      ("KIN_RITUAL", message.id.occurrence.ritual), ("KIN_OCCURRENCE", message.id.occurrence.description),
      ("KIN_REMINDER", message.id.description), ("KIN_KIND", message.id.kind.word),
      ("KIN_DUE", message.dueInstant.description), ("KIN_ROLES", message.rolesText),
      ("KIN_AWAY", message.away.joined(separator: ", ")),
      ("KIN_REASON", message.reason),
    ]
    if message.isDigest {
      fields.append(("KIN_MEMBERS", message.membersText(atMost: digestBytes)))
      // Of each of its rituals, so that journalctl finds it by them (a field may stand several times).
      fields.removeAll { $0.0 == "KIN_RITUAL" }
      fields += rituals(of: message).map { ("KIN_RITUAL", $0) }
    }
    // A repeat after a crash is marked, so that a reader can tell it from a second reminder.
    if attempt > 1 { fields.append(("KIN_ATTEMPT", String(attempt))) }
    return fields
  }

  /// An entry has 4 KB: so much of it for the names of a digest's reminders, and as much for its rituals.
  private static let digestBytes = 1200

  private static func rituals(of digest: Message) -> [String] {
    var rituals: [String] = []
    var bytes = 0
    for ritual in digest.members.map(\.id.occurrence.ritual) where !rituals.contains(ritual) {
      bytes += ritual.utf8.count + 12
      if bytes > digestBytes { break }
      rituals.append(ritual)
    }
    return rituals
  }

  private static func messageID(of kind: ReminderKind) -> MessageID {
    switch kind {
    case .lead: .lead
    case .due, .moved: .due
    case .handoff: .handoff
    case .digest: .digest
    case .nudge: .nudge
    case .snooze: .snooze
    case .asked: .asked
    }
  }

  /// syslog(3): 6 informational, 5 notice, 4 warning.
  private static func priority(of urgency: Ritual.Urgency) -> String {
    switch urgency {
    case .low: "6"
    case .normal: "5"
    case .critical: "4"
    }
  }
}
