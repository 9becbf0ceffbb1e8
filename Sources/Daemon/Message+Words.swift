import CivilTime
import Planning
import Rituals
import Wording

// What a message says: plain, and in a few lines.

extension Message {
  /// - Parameters:
  ///   - zone: the zone of the ritual's wall clock.
  ///   - name: what a person is called in it.
  init(_ reminder: Reminder, zone: Zone, name: (String) -> String, now: Instant) {
    let local = zone.local(at: now)
    id = reminder.id
    title = DisplayText.line(reminder.title)
    due = reminder.due.local
    dueInstant = reminder.due.instant
    self.zone = reminder.zone
    with = reminder.with.map { DisplayText.line($0) }
    roles = reminder.roles
    away = reminder.away.map { DisplayText.line($0.name) }
    let why = [
      reminder.reason.sentence(in: zone, today: local.date, name: name),
      reminder.turnReasons.sentence(today: local.date, name: name),
    ]
    reason = DisplayText.line(why.filter { !$0.isEmpty }.joined(separator: "; "))
    place = DisplayText.line(reminder.place ?? "")
    urgency = Message.urgency(of: reminder)
    later = reminder.later.map(\.description)
    sound = reminder.sound?.text ?? ""
    var roles = Message.rolesSentence(reminder.roles)
    if case .handoff(let handoff, let me) = reminder.reason.cause {
      roles = DisplayText.line(handoff.sentence(today: local.date, me: me, name: name))
    }
    let away = Message.awaySentence(of: reminder, today: local.date)
    line = ([title + ": " + DisplayText.when(due, seenFrom: local)] + [roles, away].compactMap { $0 })
      .joined(separator: " · ")
    body =
      ([Message.opening(of: reminder, seenFrom: local)]
      + [
        with.isEmpty ? nil : "With " + DisplayText.list(with), roles, away,
        Message.offer(of: reminder, today: local.date, name: name), place.isEmpty ? nil : place,
      ].compactMap { $0 }).joined(separator: "\n")
  }

  /// What is asked for the second time and later comes quietly.
  private static func urgency(of reminder: Reminder) -> Ritual.Urgency {
    if case .nudge(let number) = reminder.id.kind, number > 1, reminder.urgency == .normal { return .low }
    return reminder.urgency
  }

  /// The first line under the title: when.
  private static func opening(of reminder: Reminder, seenFrom now: CivilDateTime) -> String {
    let since = DisplayText.when(reminder.due.local, seenFrom: now)
    let when = since.capitalizedFirst
    switch (reminder.reason.cause, reminder.reason.delay) {
    case (.nudge(let nudge, let number), _):
      return nudgeSentence(number: number, of: nudge.times, since: since)
    case (.snoozed, _): return when + " (you put it off until now)"
    case (_, .away): return when + " (late: nothing was running then)"
    default: return when
    }
  }

  /// Where somebody has had a turn for long, that a pause or a share may do good (`atMost`).
  private static func offer(of reminder: Reminder, today: CivilDate, name: (String) -> String) -> String? {
    let offers = reminder.turnReasons.filter { if case .oftenInARow = $0 { true } else { false } }
    guard !offers.isEmpty else { return nil }
    return DisplayText.line(offers.sentence(today: today, name: name)).capitalizedFirst
  }

  /// `Ana is away until Sunday, 3 January`; that everybody is away is said with the roles.
  private static func awaySentence(of reminder: Reminder, today: CivilDate) -> String? {
    let everybody = !reminder.roles.isEmpty && reminder.roles.allSatisfy { $0.person == nil }
    return everybody ? nil : reminder.away.sentence(today: today).map { DisplayText.line($0) }
  }

  private static func rolesSentence(_ roles: [RoleHolder]) -> String? {
    guard !roles.isEmpty else { return nil }
    if roles.allSatisfy({ $0.person == nil }) { return "Everybody is away: nobody is on this time" }
    return roles.map { holder in
      DisplayText.line(holder.role).capitalizedFirst + ": " + DisplayText.line(holder.person ?? "nobody")
    }.joined(separator: " · ")
  }
}

// Several reminders as one.

extension Message {
  /// How many reminders a digest names one by one.
  private static let digestLines = 12

  /// Several reminders as one, each a line.
  ///
  /// - Parameters:
  ///   - members: the same reminders as messages of their own.
  ///   - waits: what they waited for, in words.
  ///   - zone: the zone of the user's own wall clock, for the digest's time.
  init(_ digest: Digest, members: [Message], waits: [String], zone: Zone, now: Instant) {
    id = digest.id
    title = ""
    body = ""
    line = ""
    due = zone.local(at: now)
    dueInstant = now
    self.zone = zone.identifier
    with = []
    away = []
    roles = []
    place = ""
    urgency = digest.urgency
    sound = members.first { !$0.sound.isEmpty }?.sound ?? ""
    self.members = members
    reason =
      waits.isEmpty ? "several at once, so together" : "they waited, so together: " + DisplayText.list(waits)
    describeMembers()
  }

  /// The same with fewer of its reminders.
  func keeping(_ isKept: (Message) -> Bool) -> Message {
    var message = self
    message.members = members.filter(isKept)
    message.describeMembers()
    return message
  }

  private mutating func describeMembers() {
    guard let first = members.first else { return }
    let rituals = Set(members.map(\.id.occurrence.ritual)).count
    switch (members.count, rituals) {
    case (1, _): title = first.title
    case (_, 1): title = first.title + ", more than once"
    default: title = "\(rituals) things, no hurry"
    }
    var lines = members.prefix(Message.digestLines).map(\.line)
    if members.count > lines.count {
      lines.append("and \(members.count - lines.count) more; kin shows them all")
    }
    body = members.count == 1 ? first.body : lines.joined(separator: "\n")
    line = title
  }
}
