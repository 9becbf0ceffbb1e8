import CivilTime
import Commands
import Files
import Glibc
import History
import Planning
import RitualFile
import Rituals
import Zones

/// A story while it is played in a folder: the planner reminds, people answer, and what somebody types runs the real
/// `kin` over the config, the history and the notebook in the folder.
struct PlayedStory {
  let story: Story
  let folder: String
  let zones: SystemZones
  let store: HistoryStore
  let notebook: NotebookStore
  var planner: Planner
  /// The history so far.
  var events: [Event] = []
  /// Every reminder that was delivered, and when.
  var given: [(at: Instant, reminder: Reminder)] = []
  var page: StoryPage
  var now = Instant.distantPast
  /// When the chapter began.
  var begun = Instant.distantPast

  init(_ story: Story, in folder: String, zones: SystemZones = SystemZones()) throws {
    self.story = story
    self.folder = folder
    self.zones = zones
    try writeAtomically(path: folder + "/config.json", bytes: Array(story.config.utf8))
    try PrivateFolder.make(folder + "/state", home: folder)
    store = try HistoryStore(folder: folder + "/state", now: .distantPast)
    notebook = try NotebookStore(folder: folder + "/state")
    planner = try PlayedStory.planner(in: folder, store, zones)
    page = StoryPage(story)
    now = try instant(story.from + "T08:00")
    for chapter in story.chapters { try play(chapter) }
  }

  /// A planner of the config and the history as they are now.
  private static func planner(
    in folder: String, _ store: HistoryStore, _ zones: SystemZones
  ) throws -> Planner {
    let config = try readBounded(path: folder + "/config.json", limit: 1 << 20)
    let reading = RitualFile.read(config, file: "config.json", zones: nil)
    guard let household = reading.household, let zone = household.timeZone else {
      throw HandbookFault("the story's config: \(reading.diagnostics)")
    }
    return try Planner(
      household, zone: zones.zone(zone), zones: { try zones.zone($0) }, chronicle: store.fold())
  }

  mutating func record(_ event: Event) throws {
    try store.append([event])
    events.append(event)
    planner.apply(event, number: events.count)
  }

  /// Runs a command. Its output goes on the page, unless it is a conversation.
  mutating func type(_ deed: Story.Deed) throws {
    page.add(command: deed.command, at: zone.local(at: now))
    let output = try kin(deed)
    if deed.answers.isEmpty { for line in output.split(separator: "\n") { page.add(said: String(line)) } }
    planner = try PlayedStory.planner(in: folder, store, zones)
    events = []
    try store.forEachEvent { events.append($0.event) }
  }

  private func kin(_ deed: Story.Deed) throws -> String {
    let typed = folder + "/typed"
    try writeAtomically(path: typed, bytes: Array(deed.answers.map { $0 + "\n" }.joined().utf8))
    let input = open(typed, O_RDONLY | O_CLOEXEC)
    defer { close(input) }
    var output = ""
    var context = Context()
    (context.now, context.zones, context.environment) = ({ now }, zones, { ["HOME": folder][$0] })
    (context.terminal, context.errorTerminal) = (Terminal(width: StoryPage.widthOfBlocks), Terminal())
    (context.input, context.isInteractive) = (input, false)
    (context.write, context.writeError) = ({ output += $0 }, { output += $0 })
    let files = ["--config", folder + "/config.json", "--state", folder + "/state"]
    guard Kin.run(deed.arguments + files, in: context) == 0 else { throw HandbookFault(output) }
    return output
  }

  var zone: Zone { planner.circumstances.zone }

  func instant(_ wall: String) throws -> Instant {
    guard let local = CivilDateTime(wall) else { throw HandbookFault("no wall time: \(wall)") }
    return zone.instant(of: local)
  }

  func name(_ person: String) -> String { planner.circumstances.people.shownName(person) }
}
