import CivilTime
import History
import Rituals

/// The deliveries under way, as a state machine: every input changes their phases and returns what is to be done. A
/// delivery is one channel's part of one reminder.
///
/// | phase       | due     | shown       | answered | ended well | failed  | over    | room needed | stopping |
/// |-------------|---------|-------------|----------|------------|---------|---------|-------------|----------|
/// | `waiting`   | running | –           | –        | –          | –       | gone    | –           | –        |
/// | `running`   | –       | answering   | ending   | gone       | waiting | leaving | –           | leaving  |
/// | `answering` | –       | –           | ending   | gone       | gone    | leaving | leaving     | leaving  |
/// | `ending`    | –       | –           | –        | gone       | gone    | –       | –           | leaving  |
/// | `leaving`   | –       | –           | –        | gone       | gone    | –       | –           | –        |
///
/// Delivered is what leaves `running` for `answering`, `ending` or well. A journal entry is written while it is started,
/// so that it never stays `running`; and it is never over, since the journal is a record.
struct Outbox {
  /// The most commands that run at one time, those among them that wait for an answer.
  static let mostCommands = 16
  /// After how many seconds no more is tried.
  static let givenUpAfter: Int64 = 7 * 86_400

  /// The pause before the next try, in seconds: 10 s, 30 s, 90 s … one hour.
  static func pause(after tries: Int) -> Int64 {
    var pause: Int64 = 10
    for _ in 1..<max(tries, 1) where pause < 3600 { pause *= 3 }
    return min(pause, 3600)
  }

  private(set) var phases: [DeliveryKey: Phase] = [:]
  /// How many were shown so far: the oldest gives way first.
  private var shown = 0
}

// What there is.
extension Outbox {
  /// The next try of a delivery; nil where none waits, or no command may start until another one ends.
  var nextTry: Instant? {
    let isFull = commands >= Outbox.mostCommands
    return phases.lazy.filter { !(isFull && $0.key.channel.runsCommand) }
      .compactMap { $0.value.waiting?.tries }.filter { !$0.waitsForServer }.map(\.next).min()
  }

  /// Why deliveries fail at present, as sentences.
  var problems: [String] {
    let failed = phases.compactMap { key, phase in
      phase.waiting?.tries.failure.map { "\(key.channel.name): \($0.sentence)" }
    }
    return Set(failed).sorted()
  }

  /// How many commands run.
  var commands: Int { phases.count { $0.key.channel.runsCommand && $0.value.isUnderWay } }

  /// The reminders that an answer through a delivery may be about: of a digest, those that still matter.
  func open(_ key: DeliveryKey) -> [ReminderID] { phases[key]?.open ?? [] }
}

// What begins.
extension Outbox {
  /// A reminder is to be delivered; what goes into the journal starts at once.
  mutating func deliver(_ message: Message, by channels: [Channel], attempt: Int, at now: Instant) -> [Action]
  {
    var actions: [Action] = []
    for channel in channels {
      let key = DeliveryKey(message.id, channel)
      let outgoing = Outgoing(message: message, tries: Tries(next: now, since: now))
      // One of that name whose command still runs was delivered, or is being delivered.
      if phases[key]?.isUnderWay == true { continue }
      phases[key] = .waiting(outgoing)
      if channel.isRecord { actions += start(key, outgoing, attempt: attempt) }
    }
    return actions
  }

  /// A delivery that an earlier run of the daemon left waiting; its message is nil where it cannot be read any more.
  mutating func resume(_ delivery: Delivery, _ message: Message?, at now: Instant) -> [Action] {
    let key = DeliveryKey(delivery.id, delivery.channel)
    guard phases[key] == nil else { return [] }
    guard let message else { return fail(key, delivery.tries, because: DeliveryFailure(.unreadableMessage)) }
    var tries = delivery.tries
    // There may be one by now; whether there is shows at the next try.
    if tries.waitsForServer { (tries.failure, tries.next) = (nil, now) }
    phases[key] = .waiting(Outgoing(message: message, tries: tries))
    return []
  }

  /// A notice about the daemon itself is shown, without a record; false where one is on the screen already.
  mutating func show() -> Bool {
    guard phases[.notice] == nil else { return false }
    phases[.notice] = .ending(open: [])
    return true
  }

  /// Starts what is due, as far as there is room. A notification that only waits for an answer gives way, the oldest
  /// first; its end says that there is room.
  mutating func startDue(at now: Instant) -> [Action] {
    let due = phases.compactMap { key, phase in
      phase.waiting.flatMap {
        $0.tries.next <= now && !$0.tries.waitsForServer ? (key: key, outgoing: $0) : nil
      }
    }
    guard !due.isEmpty else { return [] }
    var actions = makeRoom(for: due.count(where: \.key.channel.runsCommand))
    var commands = commands
    for (key, outgoing) in due.sorted(by: { $0.outgoing.order($0.key) < $1.outgoing.order($1.key) }) {
      if key.channel.runsCommand {
        guard commands < Outbox.mostCommands else { continue }
        commands += 1
      }
      actions += start(key, outgoing)
    }
    return actions
  }

  private mutating func makeRoom(for count: Int) -> [Action] {
    let leaving = phases.count {
      if case .leaving = $0.value { $0.key.channel.runsCommand } else { false }
    }
    let missing = commands - leaving + count - Outbox.mostCommands
    guard missing > 0 else { return [] }
    let answering = phases.compactMap { key, phase in
      if case .answering(let open, let order) = phase, key.channel.runsCommand {
        (key: key, open: open, order: order)
      } else {
        nil
      }
    }
    return answering.sorted { $0.order < $1.order }.prefix(missing).map { key, open, _ in
      phases[key] = .leaving(open: open)
      return .cancel(key)
    }
  }

  private mutating func start(_ key: DeliveryKey, _ outgoing: Outgoing, attempt: Int? = nil) -> [Action] {
    var outgoing = outgoing
    outgoing.tries.count += 1
    phases[key] = .running(outgoing, detail: nil)
    return [.start(outgoing.message, key.channel, attempt: attempt ?? outgoing.tries.count)]
  }

  /// The notification of a delivery that runs brings a detail back.
  mutating func bringsBack(_ detail: BroughtBack, _ key: DeliveryKey) {
    if case .running(let outgoing, _) = phases[key] { phases[key] = .running(outgoing, detail: detail) }
  }
}

// What a command does.
extension Outbox {
  /// The message is on the screen.
  mutating func shown(_ key: DeliveryKey, at now: Instant) -> [Action] {
    guard case .running(let outgoing, let detail) = phases[key] else { return [] }
    shown += 1
    phases[key] = .answering(open: outgoing.message.open, order: shown)
    return delivered(key, outgoing.tries, detail)
  }

  /// An answer came through it: so it was delivered, and may end in peace.
  mutating func answered(_ key: DeliveryKey, at now: Instant) -> [Action] {
    switch phases[key] {
    case .running(let outgoing, let detail):
      phases[key] = .ending(open: outgoing.message.open)
      return delivered(key, outgoing.tries, detail)
    case .answering(let open, _):
      phases[key] = .ending(open: open)
      return []
    case .waiting, .ending, .leaving, nil: return []
    }
  }

  /// Its command ended, and delivered unless there is a failure.
  mutating func ended(_ key: DeliveryKey, _ failure: DeliveryFailure?, at now: Instant) -> [Action] {
    guard let phase = phases[key], phase.isUnderWay else { return [] }
    phases[key] = nil
    guard case .running(let outgoing, let detail) = phase else { return [] }
    guard var failure else { return delivered(key, outgoing.tries, detail) }
    if !failure.cause.isFinal {
      let isOld = now.seconds - outgoing.tries.since.seconds > Outbox.givenUpAfter
      guard isOld, !key.channel.isRecord else { return tryLater(key, outgoing, because: failure, at: now) }
      failure.isGivenUp = true
    }
    return fail(key, outgoing.tries, because: failure)
  }

  private func delivered(_ key: DeliveryKey, _ tries: Tries, _ detail: BroughtBack?) -> [Action] {
    guard let id = key.id else { return [] }
    let fact: Event.Fact? = key.channel.isRecord ? nil : .delivered(id.kind, channel: key.channel)
    return record(key, .delivered, tries, nil, fact) + (detail.map { [.noteBroughtBack($0)] } ?? [])
  }

  private mutating func tryLater(
    _ key: DeliveryKey, _ outgoing: Outgoing, because failure: DeliveryFailure, at now: Instant
  ) -> [Action] {
    var outgoing = outgoing
    let isNews = outgoing.tries.failure != failure && !key.channel.isRecord
    outgoing.tries.next = now.advanced(bySeconds: Outbox.pause(after: outgoing.tries.count))
    outgoing.tries.failure = failure
    phases[key] = .waiting(outgoing)
    return record(key, .waiting, outgoing.tries, failure, reported: isNews)
  }

  private func fail(_ key: DeliveryKey, _ tries: Tries, because failure: DeliveryFailure) -> [Action] {
    guard let id = key.id else { return [] }
    return record(
      key, .failed, tries, failure, .failed(id.kind, channel: key.channel, failure), reported: true)
  }

  /// A notice about the daemon itself has no record.
  private func record(
    _ key: DeliveryKey, _ state: Delivery.State, _ tries: Tries, _ failure: DeliveryFailure?,
    _ fact: Event.Fact? = nil, reported: Bool = false
  ) -> [Action] {
    guard let id = key.id else { return [] }
    var tries = tries
    tries.failure = failure
    let delivery = Delivery(id: id, channel: key.channel, state: state, tries: tries)
    return (reported ? [.reportFailure(delivery)] : []) + [.record(delivery, fact)]
  }
}

// What happens around it.
extension Outbox {
  /// These reminders no longer matter: they were answered, or their time is over. A digest goes when nothing in it is
  /// left, and until then loses what is over.
  mutating func drop(where isOver: (ReminderID) -> Bool) -> [Action] {
    var actions: [Action] = []
    var shortened: Set<ReminderID> = []
    for (key, phase) in phases where !key.channel.isRecord && phase.open.contains(where: isOver) {
      let open = phase.open.filter { !isOver($0) }
      phases[key] = phase.keeping(open)
      guard open.isEmpty else {
        guard let message = phases[key]?.outgoing?.message else { continue }
        if shortened.insert(message.id).inserted { actions.append(.keep(message)) }
        continue
      }
      switch phase {
      case .waiting: phases[key] = nil
      case .running, .answering:
        phases[key] = .leaving(open: [])
        actions.append(.withdraw(key))
      case .ending, .leaving: break
      }
      if let tries = phase.outgoing?.tries {
        actions += record(key, .failed, tries, tries.failure ?? DeliveryFailure(.overtaken))
      }
    }
    return actions
  }

  /// Newer reminders of the same occurrences supersede older ones. Those of other occurrences stay: an open one can still
  /// be answered where it is shown, and goes when it lapses.
  mutating func supersede(by messages: [Message]) -> [Action] {
    let newer = Set(messages.flatMap(\.open))
    let occurrences = Set(newer.map(\.occurrence))
    return drop { occurrences.contains($0.occurrence) && !newer.contains($0) }
  }

  /// A notification server has started: whatever waits for one is tried at once.
  mutating func serverCame(at now: Instant) {
    for case (let key, .waiting(var outgoing)) in phases where outgoing.tries.waitsForServer {
      (outgoing.tries.failure, outgoing.tries.next) = (nil, now)
      phases[key] = .waiting(outgoing)
    }
  }

  /// The clock was set: the instants of the next tries mean nothing, and the pauses begin again.
  mutating func clockStepped(to now: Instant) {
    for case (let key, .waiting(var outgoing)) in phases {
      let pause = Outbox.pause(after: outgoing.tries.count)
      outgoing.tries.next = min(outgoing.tries.next, now.advanced(bySeconds: pause))
      phases[key] = .waiting(outgoing)
    }
  }

  /// The daemon ends: nobody would hear a button any more, so nothing stays on the screen. The next daemon shows it again,
  /// if it still matters then.
  mutating func stop() -> [Action] {
    var actions: [Action] = []
    for (key, phase) in phases {
      switch phase {
      case .waiting, .leaving: continue
      case .running, .ending: actions.append(.withdraw(key))
      case .answering: actions += [.withdraw(key), .recordWaiting(key)]
      }
      phases[key] = .leaving(open: [])
    }
    return actions
  }
}
