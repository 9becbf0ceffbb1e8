import CivilTime
import Foundation
import History
import Rituals
import Testing

@testable import Daemon

/// What people write for themselves, each with a word that is looked for everywhere.
private enum Marker: String, CaseIterable {
  case answer = "marker-answer"
  case felt = "marker-deck"
  case win = "marker-win"
  case note = "marker-note"
  case secret = "marker-secret"
}

private let config = """
  { "me": "sam", "timeZone": "Europe/Berlin", "quietHours": [{ "from": "22:00", "to": "08:00" }],
    "people": { "sam": { "name": "Sam" }, "ana": { "name": "Ana", "birthday": "12-07" },
                "jo": { "name": "Jo", "boundaries": ["boundary-jo"] } },
    "hooks": { "phone": { "run": ["ntfy", "{title}", "{body}", "{reason}", "{with}"] } },
    "defaults": { "via": ["journal", "desktop", "phone"], "nudge": { "every": "2h", "times": 2 } },
    "rituals": [
      { "id": "coffee", "title": "Coffee", "with": ["ana"], "when": "every day at 10:00",
        "remind": ["1h before", "at start"], "prompts": "repair" },
      { "id": "talk", "title": "Talk", "with": ["jo"], "when": "every day at 14:00", "private": true } ] }
  """

/// Where a word is found in all that the daemon writes, says and starts.
private func places(of word: String, in world: TestWorld) throws -> Set<String> {
  var places: Set<String> = []
  func look(_ place: String, _ text: String?) { if text?.contains(word) == true { places.insert(place) } }
  for entry in world.journal.entries {
    for (field, value) in entry { look("journal", "\(field)=\(value)") }
  }
  for told in world.service.told { look("status", told) }
  for one in world.screen.shown { look("screen", "\(one.notification)") }
  for one in world.bus.signals { look("bus", "\(one)") }
  for one in world.bus.properties.values { look("bus", "\(one)") }
  for run in world.hooks.started {
    let channel = run.key.channel.name
    look("\(channel) arguments", run.arguments.joined(separator: "\n"))
    look("\(channel) environment", run.environment.map { "\($0)=\($1)" }.joined(separator: "\n"))
    look("\(channel) input", run.standardInput)
  }
  look("last good config", world.config.lastGood.map { String(decoding: $0, as: UTF8.self) })
  let bytes = Data(word.utf8)
  for name in try FileManager.default.contentsOfDirectory(atPath: world.folder.path).sorted() {
    let path = world.folder.appending(path: name)
    guard try Data(contentsOf: path).range(of: bytes) != nil else { continue }
    places.insert(String(name.prefix { $0 != "-" }))
    let mode = try FileManager.default.attributesOfItem(atPath: path.path)[.posixPermissions] as? Int ?? 0o777
    if mode & 0o077 != 0 { places.insert("\(name), which others can read") }
  }
  return places
}

@Suite("privacy")
struct PrivacyTests {
  /// Three days of reminders of all kinds, on all channels, with answers, a restart, a sleep and a failing hook.
  private func lived() throws -> TestWorld {
    let world = try TestWorld(at: "2026-12-04T08:00", config: config)
    let notebook = try NotebookStore(folder: world.folder.path)
    try notebook.append(
      [
        .detail(person: "ana", text: "asks about \(Marker.note.rawValue)"),
        .detail(person: "jo", text: "asks about \(Marker.secret.rawValue)"),
        .win(with: ["ana"], text: "a walk, \(Marker.win.rawValue)"),
        .checkin(ritual: "coffee", start: nil, deck: Marker.felt.rawValue, first: "ana"),
        .asked(checkin: 4, prompt: "repair/impact", words: "What happened?", answer: Marker.answer.rawValue),
        .felt(checkin: 4, [.draining]),
      ], at: world.now)
    world.start()
    try world.pass(to: "2026-12-04T10:00")
    for one in world.screen.shown { world.handle(.notification(one.key, .shown)) }
    let phone = DeliveryKey(ReminderID("coffee@2026-12-04T10:00/due"), .hook("phone"))
    world.handle(.hookEnded(phone, noNetwork))
    try world.pass(to: "2026-12-04T13:00")
    try world.kin("coffee@2026-12-04T10:00", .done)
    world.restart()
    try world.pass(to: "2026-12-05T18:30")
    try world.jump(to: "2026-12-07T12:00")
    try world.pass(to: "2026-12-07T23:00")
    world.handle(.stop)
    return world
  }

  @Test func `what is written in the notebook stays in it, but for a detail on the desktop`() throws {
    let world = try lived()
    for marker in Marker.allCases {
      let expected: Set<String> =
        marker == .note ? ["notebook.sqlite", "screen"] : ["notebook.sqlite"]
      #expect(try places(of: marker.rawValue, in: world) == expected, "\(marker.rawValue)")
    }
    #expect(
      try places(of: "boundary-jo", in: world) == ["last good config"], "nor what a private person asked for")
  }

  @Test func `the search can find: a title is in every place there is, a private one in the config alone`()
    throws
  {
    let world = try lived()
    #expect(
      try places(of: "Coffee", in: world) == [
        "journal", "status", "phone arguments", "phone environment", "phone input", "screen", "bus",
        "last good config", "history.sqlite", "history.sqlite.backup",
      ])
    #expect(try places(of: "Talk", in: world) == ["last good config"])
    #expect(Set(world.journal.reminders.compactMap { $0["KIN_KIND"] }) == ["lead", "due", "nudge", "digest"])
  }
}
