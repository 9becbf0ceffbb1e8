import Rituals

/// The name of the channel to the journal, which every ritual has unless its `via` leaves it out.
let journalChannel = "journal"

/// A reminder as a structured journal entry (systemd.journal-fields(7)).
enum JournalChannel {
  static func fields(for message: Message, attempt: Int) -> [(String, String)] {
    var text = message.title + ": " + (message.body.split(separator: "\n").joined(separator: " · "))
    if text.hasSuffix(": ") { text.removeLast(2) }
    var fields = [
      ("MESSAGE", text), ("MESSAGE_ID", messageID(of: message.id.kind).rawValue),
      ("PRIORITY", priority(of: message.urgency)), ("SYSLOG_IDENTIFIER", "kinkeeperd"),
      ("KIN_RITUAL", message.id.occurrence.ritual), ("KIN_OCCURRENCE", message.id.occurrence.description),
      ("KIN_REMINDER", message.id.description), ("KIN_KIND", message.id.kind.word),
      ("KIN_DUE", message.dueInstant.description), ("KIN_ROLES", message.rolesText),
      ("KIN_REASON", message.reason),
    ]
    // A repeat after a crash is marked, so that a reader can tell it from a second reminder.
    if attempt > 1 { fields.append(("KIN_ATTEMPT", String(attempt))) }
    return fields
  }

  static func messageID(of kind: ReminderKind) -> MessageID {
    switch kind {
    case .lead: .lead
    case .due, .moved: .due
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
