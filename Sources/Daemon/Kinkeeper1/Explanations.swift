import Files
import Glibc
import Hooks
import Rituals

/// Runs `kin explain` in processes of their own, so that a long explanation delays no reminder. Each result comes back as a
/// `Stimulus`.
final class Explanations: ExplanationStarting {
  private let poll: DescriptorPoll
  private let settings: Settings
  private let send: @Sendable (Stimulus) -> Void
  private var waiting: [(name: String, call: Int)] = []
  private var runs: [Int: HookRun] = [:]

  /// How many run at a time, how many may wait, and how long one may take.
  private static let mostAtOnce = 2
  private static let mostWaiting = 16
  private static let patience = Duration.seconds(20)

  /// - Parameter send: called on the queue with `Stimulus.explained`.
  init(on poll: DescriptorPoll, _ settings: Settings, send: @escaping @Sendable (Stimulus) -> Void) {
    (self.poll, self.settings, self.send) = (poll, settings, send)
  }

  func start(_ name: String, for call: Int) -> Bool {
    guard waiting.count < Explanations.mostWaiting else { return false }
    waiting.append((name, call))
    startNext()
    return true
  }

  /// An explanation has ended: another one may start.
  func ended(_ call: Int) {
    runs[call] = nil
    startNext()
  }

  /// Ends those that run, and starts no more.
  func stop() {
    waiting = []
    for run in runs.values { run.cancel() }
  }

  private func startNext() {
    guard runs.count < Explanations.mostAtOnce, !waiting.isEmpty else { return }
    let (name, call) = waiting.removeFirst()
    let command = HookCommand(
      arguments: [
        Explanations.kin, "explain", "--config", absolutePath(settings.config), "--state",
        absolutePath(settings.state), "--", name,
      ], patience: .exit(within: Explanations.patience))
    runs[call] = HookRun.lines(of: command, on: poll) { [send] lines, failure in
      send(.explained(call, lines, failure))
    }
  }

  /// The `kin` beside this program, or the one on PATH.
  private static var kin: String {
    guard let own = linkText(of: "/proc/self/exe") else { return "kin" }
    let beside = folderPath(of: own) + "/kin"
    return access(beside, X_OK) == 0 ? beside : "kin"
  }
}
