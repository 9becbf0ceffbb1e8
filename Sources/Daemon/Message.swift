import CivilTime
import JSONText
import Planning
import Rituals

/// A reminder as words and facts: what all channels carry, and what the history keeps until it is given.
public struct Message: Hashable, Sendable {
  /// The reminder it is.
  public var id: ReminderID
  /// The ritual's title, as one clean line.
  public var title: String
  /// The lines under the title: when, with whom, whose turn, where.
  public var body: String
  /// The occurrence's start on the ritual's wall clock.
  public var due: CivilDateTime
  /// The occurrence's start.
  public var dueInstant: Instant
  /// The zone of that wall clock.
  public var zone: String
  /// The names of the people it is kept with.
  public var with: [String]
  /// Role and name; nil where nobody is on.
  public var roles: [RoleHolder]
  /// Why it comes now, as a sentence.
  public var reason: String
  /// Where; empty where the config does not say.
  public var place: String
  /// How the desktop treats it.
  public var urgency: Ritual.Urgency
  /// The reminders that a digest holds; empty for any other.
  public var members: [ReminderID] = []
}

extension Message {
  init(_ reminder: Reminder, zone: Zone, people: [String: Person], now: Instant) {
    id = reminder.id
    title = DisplayText.line(reminder.title)
    due = reminder.due.local
    dueInstant = reminder.due.instant
    self.zone = reminder.zone
    with = reminder.with.map { DisplayText.line($0) }
    roles = reminder.roles
    reason = DisplayText.line(reminder.reason.sentence(in: zone) { people[$0]?.name ?? $0 })
    place = DisplayText.line(reminder.place ?? "")
    urgency = reminder.urgency
    body = Message.body(of: reminder, zone: zone, now: now)
  }

  /// Several reminders as one: each a line, the earliest first.
  init(_ digest: Digest, planner: Planner, now: Instant) {
    id = digest.id
    let rituals = Set(digest.members.map(\.id.occurrence.ritual))
    title =
      rituals.count == 1
      ? DisplayText.line(digest.members[0].title) + ", more than once"
      : "\(rituals.count) rituals have come up"
    due = digest.id.occurrence.start
    dueInstant = now
    zone = Zone.utc.identifier
    with = []
    roles = []
    reason = "several reminders came together, and here they are as one"
    place = ""
    urgency = digest.urgency
    members = digest.members.map(\.id)
    var lines = digest.members.prefix(Message.digestLines).map { member in
      let zone = planner[member.id.occurrence.ritual]?.schedule.zone ?? .utc
      let when = DisplayText.when(member.due.local, seenFrom: zone.local(at: now), inSentence: true)
      let roles = Message.rolesSentence(member.roles).map { " · " + $0 } ?? ""
      return "\(DisplayText.line(member.title)): \(when)\(roles)"
    }
    let more = digest.members.count - lines.count
    if more > 0 { lines.append("and \(more) more, which kin shows") }
    body = lines.joined(separator: "\n")
  }

  /// How many reminders a digest names one by one.
  private static let digestLines = 12

  private static func body(of reminder: Reminder, zone: Zone, now: Instant) -> String {
    var lines = [DisplayText.when(reminder.due.local, seenFrom: zone.local(at: now))]
    if case .nudge(let nudge, let number) = reminder.reason.cause {
      lines[0] = NudgeWords.sentence(
        number: number, of: nudge.times,
        since: DisplayText.when(
          reminder.due.local, seenFrom: zone.local(at: now), inSentence: true))
    } else if case .away = reminder.reason.delay {
      lines[0] += " (this comes late: nothing could be given then)"
    }
    if !reminder.with.isEmpty {
      lines.append("With " + DisplayText.list(reminder.with.map(DisplayText.line)))
    }
    if let roles = rolesSentence(reminder.roles) { lines.append(roles) }
    if let place = reminder.place, !place.isEmpty { lines.append(DisplayText.line(place)) }
    return lines.joined(separator: "\n")
  }

  private static func rolesSentence(_ roles: [RoleHolder]) -> String? {
    guard !roles.isEmpty else { return nil }
    if roles.allSatisfy({ $0.person == nil }) { return "Everybody is away: nobody is on this time" }
    return roles.map { holder in
      DisplayText.line(holder.role).capitalizedFirst + ": " + DisplayText.line(holder.person ?? "nobody")
    }.joined(separator: " · ")
  }

  /// `host=Ana, planner=Sam`, as the journal and hooks carry it.
  var rolesText: String { roles.map { "\($0.role)=\($0.person ?? "")" }.joined(separator: ", ") }
}

extension Message {
  /// All facts as one object: a hook's standard input, and what the history keeps.
  public var json: JSON {
    [
      "reminder": .string(id.description), "ritual": .string(id.occurrence.ritual),
      "occurrence": .string(id.occurrence.description), "kind": .string(id.kind.word),
      "title": .string(title), "body": .string(body), "due": .string(due.description),
      "utc": .string(dueInstant.description), "zone": .string(zone), "with": .strings(with),
      "roles": .object(roles.map { JSON.Member($0.role, .optional($0.person)) }),
      "reason": .string(reason), "place": .string(place), "urgency": .string(urgency.rawValue),
      "members": .strings(members.map(\.description)),
    ]
  }

  /// Reads what `json` writes; nil for anything else.
  public init?(json text: String) {
    guard let root = try? JSONDocument(parsing: text).root,
      let id = root["reminder"]?.string.flatMap({ ReminderID($0) }),
      let due = root["due"]?.string.flatMap({ CivilDateTime($0) }),
      let instant = root["utc"]?.string.flatMap({ Instant($0) })
    else { return nil }
    func string(_ name: String) -> String { root[name]?.string ?? "" }
    self.id = id
    self.due = due
    dueInstant = instant
    title = string("title")
    body = string("body")
    zone = string("zone")
    with = (root["with"]?.elements).map { $0.compactMap(\.string) } ?? []
    roles =
      (root["roles"]?.members).map { members in
        members.map { RoleHolder(role: $0.name, person: $0.value.string) }
      } ?? []
    reason = string("reason")
    place = string("place")
    members =
      (root["members"]?.elements).map { all in
        all.compactMap { $0.string.flatMap { ReminderID($0) } }
      } ?? []
    urgency = Ritual.Urgency(rawValue: string("urgency")) ?? .normal
  }

  /// The facts as a hook's environment.
  var environment: [String: String] {
    [
      "KIN_TITLE": title, "KIN_BODY": body, "KIN_RITUAL": id.occurrence.ritual,
      "KIN_OCCURRENCE": id.occurrence.description, "KIN_REMINDER": id.description, "KIN_KIND": id.kind.word,
      "KIN_DUE": due.description, "KIN_UTC": dueInstant.description, "KIN_WITH": with.joined(separator: ", "),
      "KIN_ROLES": rolesText, "KIN_REASON": reason, "KIN_PLACE": place, "KIN_URGENCY": urgency.rawValue,
    ]
  }

  /// What a `{place}` in a hook's argument stands for; nil for a place that is none of ours.
  func value(of place: some StringProtocol) -> String? {
    environment["KIN_" + place.uppercased()]
  }
}
