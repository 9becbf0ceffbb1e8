import Bus
import Files
import Glibc
import Hooks
import Rituals

/// The real object on the bus, with `kin` beside it for what takes longer than the loop may: so nothing that somebody asks
/// for keeps a reminder waiting, and an explanation is word for word that of `kin`.
///
/// Unchecked: everything of it is used on its queue.
final class SharedObject: BusAnswering, @unchecked Sendable {
  private let object: BusObject
  private let poll: DescriptorPoll
  private let arguments: [String]
  private var waiting: [(name: String, call: Int)] = []
  /// The calls whose explanation is being made, and what was said so far.
  private var explanations: [Int: [String]] = [:]
  private var runs: [Int: HookRun] = [:]

  /// How many explanations are made at one time, how many may wait, and how long one may take.
  private static let mostAtOnce = 2
  private static let mostWaiting = 16
  private static let patience = Duration.seconds(20)

  /// - Parameter take: called on the queue, later, with each call.
  init(
    on bus: SessionBus, _ poll: DescriptorPoll, _ settings: Settings,
    take: @escaping @Sendable (Int, Kinkeeper1.Request) -> Void
  ) {
    self.poll = poll
    arguments = [
      SharedObject.kin, "explain", "--config", absolutePath(settings.config), "--state",
      absolutePath(settings.state), "--",
    ]
    object = BusObject(on: bus, name: Kinkeeper1.name, path: Kinkeeper1.path, Kinkeeper1.interface) { call in
      guard let request = Kinkeeper1.Request(call.method, call.arguments) else { return }
      take(call.number, request)
    }
  }

  /// `kin` beside this program, else the one on PATH.
  private static var kin: String {
    guard let own = linkText(of: "/proc/self/exe"), let slash = own.lastIndex(of: "/") else { return "kin" }
    let beside = own[..<slash] + "/kin"
    return access(String(beside), X_OK) == 0 ? String(beside) : "kin"
  }

  func answer(_ call: Int, _ values: [BusValue]) { object.answer(call, values) }
  func refuse(_ call: Int, _ fault: BusFault) { object.refuse(call, fault) }
  func set(_ properties: [BusProperty]) { object.set(properties) }
  func emit(_ signal: String, _ values: [BusValue]) { object.emit(signal, values) }

  func explain(_ name: String, _ call: Int) {
    guard waiting.count < SharedObject.mostWaiting else { return refuse(call, BusFault(.busy)) }
    waiting.append((name, call))
    startNext()
  }

  /// Ends the explanations under way; who waits for one hears that the daemon has left.
  func stop() {
    waiting = []
    for run in runs.values { run.cancel() }
  }

  private func startNext() {
    guard explanations.count < SharedObject.mostAtOnce, !waiting.isEmpty else { return }
    let (name, call) = waiting.removeFirst()
    explanations[call] = []
    let command = HookCommand(arguments: arguments + [name], patience: .exit(within: SharedObject.patience))
    runs[call] = HookRun(command, on: poll) { [weak self] line in
      self?.explanations[call]?.append(line)
    } completion: { [weak self] failure in
      self?.ended(call, failure)
    }
  }

  private func ended(_ call: Int, _ failure: DeliveryFailure?) {
    let lines = explanations.removeValue(forKey: call) ?? []
    runs[call] = nil
    if let failure {
      refuse(
        call, BusFault(.notExplained(failure.lastWords.isEmpty ? failure.sentence : failure.lastWords)))
    } else {
      answer(call, [.text(lines.joined(separator: "\n"))])
    }
    startNext()
  }
}
