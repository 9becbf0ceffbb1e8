import ArgumentParser
import History
import JSONText
import Rituals
import Wording

/// `kin remind`: have the daemon deliver one reminder now.
struct Remind: KinCommand {
  static let configuration = CommandConfiguration(
    commandName: "remind", abstract: "Deliver one reminder now, by every channel of its ritual.",
    discussion: """
      It answers nothing and changes no schedule: a way to see what a reminder looks like. It waits until each channel has \
      delivered it or failed, no longer than a hook may take, and says which did; the exit status is 1 if any has not. The \
      daemon tries again what failed. If no daemon runs, the reminder comes when one starts.

      With --json: what was done, with reminder (its name, null if no daemon took it up) and channels, an array of channel, \
      state (delivered, failed or waiting), reason (null if there is none), and triesAgain.
      """)

  @Argument(help: "A ritual, or one of its times (coffee-ana@2026-12-05T10:00).", completion: .rituals)
  var ritual: String

  @Flag(help: "Print JSON.") var json = false

  @OptionGroup var files: FileOptions

  func run(in context: Context) throws -> Report {
    let situation = try context.forProgram(if: json).situation(files)
    let target = try situation.namedOrNearest(ritual)
    let id = target.occurrence
    let events = try situation.record([Event(at: situation.now, occurrence: id, fact: .asked)])
    let reminder = ReminderID(id, .asked(events.last?.number ?? 0))
    var receipt = Receipt(action: "remind", rituals: [id.ritual], occurrence: id, events: events)
    let places = situation.places
    guard let store = try HistoryStore(reading: places.state), let daemon = places.daemon else {
      return failed(
        &receipt,
        """
        kinkeeperd is not running for \(places.state); the reminder is noted and comes when it starts: \
        systemctl --user start kinkeeper
        """)
    }
    let wait = DeliveryWait(reminder, in: store, situation)
    let deliveries = try wait.deliveries()
    guard !deliveries.isEmpty else {
      return failed(
        &receipt,
        "kinkeeperd (process \(daemon.process)) has not taken the reminder up within \(wait.takingUp); kin status shows how it is"
      )
    }
    receipt.more = [
      .init("reminder", "\(reminder)"), .init("channels", .list(deliveries.map(\.json))),
    ]
    let delivered = deliveries.filter { $0.state == .delivered }
    let column = 2 + (deliveries.map { DisplayText.width(of: $0.channel.name) }.max() ?? 0)
    let lines = deliveries.flatMap {
      context.terminal.labelled($0.channel.name, DisplayText.line($0.outcome), column: column)
    }
    var report = receipt.report(
      ["\(situation.naming(target)) (\(id))"] + lines, asJSON: json)
    if delivered.count < deliveries.count {
      let others = deliveries.filter { $0.state != .delivered }.map(\.channel.name)
      report.messages.append(
        (delivered.isEmpty ? "no channel has delivered it" : "not delivered by \(DisplayText.list(others))")
          + "; kin status shows how it goes on")
      report.status = 1
    }
    return report
  }

  /// What was asked for is noted, but nobody delivered it.
  private func failed(_ receipt: inout Receipt, _ message: String) -> Report {
    receipt.more = [.init("reminder", .null), .init("channels", .list([]))]
    var report = json ? receipt.report([], messages: [message], asJSON: true) : .message(message)
    report.status = 1
    return report
  }
}

extension Delivery {
  /// True once the channel has delivered it, or has failed at least once.
  fileprivate var isHeardOf: Bool { state != .waiting || tries.failure != nil }

  /// `delivered`, or why not and what comes of it.
  fileprivate var outcome: String {
    switch state {
    case .delivered: "delivered"
    case .failed: "not delivered: \(tries.failure?.sentence ?? "it failed")"
    case .waiting:
      tries.failure.map { "not delivered: \($0.sentence); it is tried again with growing pauses" }
        ?? "not delivered so far: it has not come to an end yet"
    }
  }

  fileprivate var json: JSON {
    let shown = state == .waiting && tries.failure != nil ? State.failed : state
    let words = [State.delivered: "delivered", .failed: "failed", .waiting: "waiting"]
    return [
      "channel": .string(channel.name), "state": .string(words[shown] ?? ""),
      "reason": .optional(tries.failure?.sentence), "triesAgain": .boolean(state == .waiting),
    ]
  }
}

extension DeliveryWait {
  /// The deliveries of the reminder, once each channel was heard of or has had its time; none where no daemon took it up.
  fileprivate func deliveries() throws -> [Delivery] {
    try deliveries { $0.isHeardOf }
  }
}
