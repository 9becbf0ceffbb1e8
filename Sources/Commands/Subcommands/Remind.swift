import ArgumentParser
import Glibc
import History
import Rituals
import Wording

/// `kin remind`: have the daemon deliver one reminder now.
struct Remind: KinCommand {
  static let configuration = CommandConfiguration(
    abstract: "Deliver one reminder now, by every channel of its ritual.",
    discussion: "It answers nothing and changes no schedule: a way to see what a reminder looks like.")

  @Argument(help: "A ritual, or one of its times (coffee-ana@2026-12-05T10:00).", completion: .rituals)
  var ritual: String

  @OptionGroup var files: FileOptions

  func run(in context: Context) throws -> Report {
    let situation = try context.situation(files)
    let target = try situation.namedOrNearest(ritual)
    let id = target.occurrence
    let number = try situation.append(Event(at: situation.now, occurrence: id, fact: .asked))
    guard let daemon = situation.places.daemon else {
      throw Failure(
        """
        kinkeeperd is not running for \(situation.places.state); the reminder is noted and comes when it starts: \
        systemctl --user start kinkeeper
        """)
    }
    guard let store = try HistoryStore(reading: situation.places.state),
      try wait(for: .asked(number), in: store)
    else {
      throw Failure(
        "kinkeeperd (process \(daemon.process)) has not delivered it within 10 s; `kin status` shows how it is"
      )
    }
    return Report(
      "Reminded: \(DisplayText.line(target.ritual.title)) (\(id)) by \(DisplayText.list(target.ritual.via.map(\.name)))."
    )
  }

  /// Waits until the daemon has recorded the reminder, looking again whenever the file was written.
  private func wait(for kind: ReminderKind, in store: HistoryStore) throws -> Bool {
    var seen = 0
    var revision = -1
    for _ in 0..<400 {
      let found = try store.revision()
      if found != revision {
        revision = found
        var isGiven = false
        try store.forEachEvent(after: seen) { entry in
          seen = entry.number
          if case .reminded(kind, _) = entry.event.fact { isGiven = true }
        }
        if isGiven { return true }
      }
      poll(nil, 0, 25)
    }
    return false
  }
}
