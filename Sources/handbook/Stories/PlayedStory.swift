import CivilTime
import Planning
import RitualFile
import Rituals
import Wording
import Zones

/// A story as the planner plays it: every reminder it delivers, every fact that is recorded, and its page.
struct PlayedStory {
  let story: Story
  /// The facts in their order, as the history would hold them.
  var events: [Event] = []
  /// What was written down, as the notebook would hold it.
  var written: [(at: Instant, fact: NotebookEntry.Fact)] = []
  /// Every reminder that was delivered, and when.
  var given: [(at: Instant, reminder: Reminder)] = []
  var household: Household
  var config: String
  var page: StoryPage
  let zone: Zone

  var planner: Planner
  var now: Instant
  var notebook = Notebook()
  let zones: SystemZones
  /// When the chapter began, and whether it is the first: that one leaves nothing out.
  var begun: Instant
  var isBeginning = true

  init(_ story: Story, zones: SystemZones = SystemZones()) throws {
    self.story = story
    self.zones = zones
    config = story.config
    let household = try PlayedStory.read(config)
    self.household = household
    guard let name = household.timeZone else { throw StoryFault("a story needs a timeZone") }
    zone = try zones.zone(name)
    planner = try Planner(household, zone: zone) { try zones.zone($0) }
    page = StoryPage(story)
    guard let start = CivilDateTime(story.from + "T08:00") else { throw StoryFault("no day: \(story.from)") }
    now = zone.instant(of: start)
    begun = now
    for chapter in story.chapters { try play(chapter) }
  }

  static func read(_ config: String) throws -> Household {
    let reading = RitualFile.read(Array(config.utf8), file: "config.json", zones: nil)
    guard let household = reading.household else {
      throw StoryFault("the story's config: \(reading.diagnostics)")
    }
    return household
  }

  mutating func record(_ event: Event) {
    events.append(event)
    planner.apply(event, number: events.count)
  }

  mutating func write(_ fact: NotebookEntry.Fact) {
    written.append((now, fact))
    notebook.apply(NotebookEntry(number: written.count, at: now, fact: fact))
  }

  func instant(_ wall: String) throws -> Instant {
    guard let local = CivilDateTime(wall) else { throw StoryFault("no wall time: \(wall)") }
    return zone.instant(of: local)
  }

  func name(_ person: String) -> String { household.people[person]?.name ?? person }
}

/// What a story says that cannot be played.
struct StoryFault: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
