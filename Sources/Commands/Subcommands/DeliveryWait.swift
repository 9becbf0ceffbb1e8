import Glibc
import History
import Rituals
import Wording

/// Waiting for the daemon to deliver a reminder, as long as its channels may take.
struct DeliveryWait {
  private let reminder: ReminderID
  private let store: HistoryStore
  private let situation: Situation

  /// How long a daemon may take to notice that a reminder was asked for.
  let takingUp = Duration.seconds(10)
  /// A command that is stopped at its deadline may take this long to go, and the record of it a moment more.
  private static let grace = Duration.seconds(7)
  /// How often the file is looked at, in milliseconds.
  private static let pause: Int32 = 25

  init(_ reminder: ReminderID, in store: HistoryStore, _ situation: Situation) {
    (self.reminder, self.store, self.situation) = (reminder, store, situation)
  }

  /// The deliveries as they stand once all of them are over, or their time is; empty where no daemon took the reminder up.
  ///
  /// It looks again whenever the file was written. A terminal shows what it waits for.
  func deliveries(isOver: (Delivery) -> Bool) throws -> [Delivery] {
    let clock = ContinuousClock()
    let begun = clock.now
    var takenUp = begun
    var revision: Int?
    var found: [Delivery] = []
    var progress = Progress(situation.context)
    defer { progress.clear() }
    while true {
      let now = try store.revision()
      if now != revision {
        revision = now
        let isFirst = found.isEmpty
        found = try store.deliveries(of: reminder)
        if isFirst { takenUp = clock.now }
      }
      let left = found.filter { !isOver($0) }.map(\.channel)
      if !found.isEmpty, left.isEmpty { return found }
      let limit = left.map { situation.household.patience(with: $0) + Self.grace }.max() ?? takingUp
      guard clock.now - takenUp < limit else { return found }
      // Nobody is left who could deliver it.
      if progress.show(left, after: clock.now - begun), situation.places.daemon == nil { return found }
      poll(nil, 0, Self.pause)
    }
  }
}

/// A line on the terminal's standard error that says what is waited for, from the first second on.
private struct Progress {
  private let context: Context
  private var seconds: Int64 = 0

  init(_ context: Context) { self.context = context }

  private var isShown: Bool { context.errorTerminal.width != nil }

  /// True once for each second that has passed.
  mutating func show(_ channels: [Channel], after waited: Duration) -> Bool {
    guard waited.components.seconds > seconds else { return false }
    seconds = waited.components.seconds
    if isShown {
      let whom = channels.isEmpty ? "kinkeeperd" : DisplayText.list(channels.map(\.name))
      let text = "waiting for \(whom), \(seconds) s"
      context.writeError("\r" + DisplayText.cut(text, to: context.errorTerminal.width ?? 80) + "\u{1B}[K")
    }
    return true
  }

  func clear() { if isShown, seconds > 0 { context.writeError("\r\u{1B}[K") } }
}
