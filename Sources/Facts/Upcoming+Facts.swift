import CivilTime
import JSONText
import Planning
import Rituals
import Wording

extension CivilDateTime: JSONPlainText {}
extension Instant: JSONPlainText {}
extension OccurrenceID: JSONPlainText {}

extension Upcoming: JSONObject {
  /// One element of `kin next --json`. `due` is the wall time in `zone`, the ritual's own, when it really comes.
  public func put(into members: inout some JSONMembers) {
    let ritual = ritual
    members.add("ritual", ritual.id)
    members.add("occurrence", plain: occurrence)
    members.add("title", ritual.title)
    members.add("due", plain: due)
    members.add("utc", plain: slot.instant)
    members.add("zone", zone.identifier)
    members.add("with", ritual.with)
    members.add("roles", .roles(of: turn))
    members.add("reason", Cause.when(ritual.whenText, isStretched: isStretched))
  }

  /// The same for other programs: without the title and people of a private ritual.
  public var shownFacts: JSON {
    guard ritual.isPrivate, case .object(let members) = json else { return json }
    return .object(
      members.map { member in
        switch member.name {
        case "title": .init("title", .string(ritual.shownTitle))
        case "with": .init("with", .list([]))
        case "roles": .init("roles", .object([]))
        default: member
        }
      })
  }
}

extension JSON {
  /// An object from each role to the id of who holds it, null where everybody is away.
  public static func roles(of turn: Turn?) -> JSON {
    .object((turn?.holders ?? []).map { Member($0.role, .optional($0.person)) })
  }
}
