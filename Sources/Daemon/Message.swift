import CivilTime
import JSONText
import Planning
import Rituals
import Wording

/// A reminder as words and facts: what all channels deliver, and what the history keeps until it is delivered.
struct Message: Equatable, Sendable {
  var id: ReminderID
  /// The ritual's title, as one clean line.
  var title: String
  /// The lines under the title: when, with whom, whose turn, where.
  var body: String
  /// The occurrence's start on the ritual's wall clock.
  var due: CivilDateTime
  /// The occurrence's start.
  var dueInstant: Instant
  /// The zone of that wall clock.
  var zone: String
  /// The names of the people it is kept with.
  var with: [String]
  /// The names of those who are away then.
  var away: [String] = []
  /// Role and name; nil where nobody is on.
  var roles: [RoleHolder]
  /// Why it comes now, as a sentence.
  var reason: String
  /// Empty where the config does not say.
  var place: String
  /// How the desktop treats it.
  var urgency: Ritual.Urgency
  /// The choices for Later, in the words of an answer; empty means one hour.
  var later: [String] = []
  /// A name from the sound theme, or the path of a file; empty for none.
  var sound = ""
  /// The reminder as one line, as a digest shows it: title, when and whose turn.
  var line: String
  /// The reminders that a digest holds, in the order of their times; empty for any other.
  var members: [Message] = []

  /// True for several reminders as one.
  var isDigest: Bool { if case .digest = id.kind { true } else { false } }
}

extension Message {
  /// All facts as one object: a hook's standard input, and what the history keeps.
  var json: JSON { facts.adding("members", .list(members.map(\.facts))) }

  private var facts: JSON {
    [
      "reminder": .string(id.description), "ritual": .string(id.occurrence.ritual),
      "occurrence": .string(id.occurrence.description), "kind": .string(id.kind.word),
      "title": .string(title), "body": .string(body), "line": .string(line),
      "due": .string(due.description), "utc": .string(dueInstant.description), "zone": .string(zone),
      "with": .strings(with), "away": .strings(away),
      "roles": .object(roles.map { JSON.Member($0.role, .optional($0.person)) }),
      "reason": .string(reason), "place": .string(place), "urgency": .string(urgency.rawValue),
      "later": .strings(later), "sound": .string(sound),
    ]
  }

  /// Reads what `json` writes; nil for anything else.
  init?(json text: String) {
    guard let root = try? JSONDocument(parsing: text).root else { return nil }
    self.init(root)
  }

  private init?(_ root: JSONValue) {
    guard let id = root["reminder"]?.string.flatMap({ ReminderID($0) }),
      let due = root["due"]?.string.flatMap({ CivilDateTime($0) }),
      let instant = root["utc"]?.string.flatMap({ Instant($0) })
    else { return nil }
    func string(_ name: String) -> String { root[name]?.string ?? "" }
    self.id = id
    self.due = due
    dueInstant = instant
    title = string("title")
    body = string("body")
    line = string("line")
    zone = string("zone")
    func strings(_ name: String) -> [String] { root[name].map { $0.elements.compactMap(\.string) } ?? [] }
    with = strings("with")
    away = strings("away")
    roles =
      (root["roles"]?.members).map { members in
        members.map { RoleHolder(role: $0.name, person: $0.value.string) }
      } ?? []
    reason = string("reason")
    place = string("place")
    members = (root["members"]?.elements).map { $0.compactMap { Message($0) } } ?? []
    urgency = Ritual.Urgency(rawValue: string("urgency")) ?? .normal
    later = strings("later")
    sound = string("sound")
  }

  /// The facts as a hook's environment.
  var environment: [String: String] {
    [
      "KIN_TITLE": title, "KIN_BODY": body, "KIN_RITUAL": id.occurrence.ritual,
      "KIN_OCCURRENCE": id.occurrence.description, "KIN_REMINDER": id.description, "KIN_KIND": id.kind.word,
      "KIN_DUE": due.description, "KIN_UTC": dueInstant.description, "KIN_WITH": with.joined(separator: ", "),
      "KIN_AWAY": away.joined(separator: ", "), "KIN_ROLES": rolesText, "KIN_REASON": reason,
      "KIN_PLACE": place, "KIN_URGENCY": urgency.rawValue,
      "KIN_MEMBERS": membersText(atMost: Message.argumentBytes),
    ]
  }

  /// A single argument or variable may have 128 KiB (execve(2)).
  private static let argumentBytes = 65_536

  /// `host=Ana, planner=Sam`, as the journal and hooks carry it.
  var rolesText: String { roles.map { "\($0.role)=\($0.person ?? "")" }.joined(separator: ", ") }

  /// The names of a digest's reminders with spaces between; where there are too many, as many as there is room for, and
  /// an ellipsis.
  func membersText(atMost bytes: Int) -> String {
    var text = ""
    for member in members {
      let name = member.id.description
      guard text.utf8.count + name.utf8.count + 5 <= bytes else { return text + " …" }
      text += text.isEmpty ? name : " " + name
    }
    return text
  }
}
