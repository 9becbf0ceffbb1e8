import CSystemd
import Dispatch
import Glibc

/// A connection to the user's session bus (sd-bus(3)), served on a queue. Make and use it on that queue.
///
/// Nothing here waits: a call is answered later, by a call of its handler, if only with an error.
final class BusConnection {
  private let bus: OpaquePointer
  private let reading: any DispatchSourceRead
  private let writing: any DispatchSourceWrite
  private let deadline: any DispatchSourceTimer
  private var isWriting = false
  private var isOpen = true
  private let closed: () -> Void

  /// Opens the bus that `DBUS_SESSION_BUS_ADDRESS` names, else the one in `XDG_RUNTIME_DIR`.
  ///
  /// - Parameter closed: called once, on the queue, when the connection has ended.
  /// - Throws: an errno, where there is no bus.
  init(queue: DispatchQueue, closed: @escaping () -> Void) throws(BusAbsence) {
    var opened: OpaquePointer?
    let code = sd_bus_open_user(&opened)
    guard code >= 0, let opened else { throw BusAbsence(errno: -code) }
    let descriptor = sd_bus_get_fd(opened)
    guard descriptor >= 0 else {
      sd_bus_close_unref(opened)
      throw BusAbsence(errno: -descriptor)
    }
    bus = opened
    self.closed = closed
    reading = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    // Suspended until there is something that could not be written at once.
    writing = DispatchSource.makeWriteSource(fileDescriptor: descriptor, queue: queue)
    deadline = DispatchSource.makeTimerSource(queue: queue)
    reading.setEventHandler { [weak self] in self?.process() }
    writing.setEventHandler { [weak self] in self?.process() }
    deadline.setEventHandler { [weak self] in self?.process() }
    // The bus closes its descriptor only after both sources have released it.
    let released = DispatchGroup()
    released.enter()
    released.enter()
    reading.setCancelHandler { released.leave() }
    writing.setCancelHandler { released.leave() }
    // Nobody else has it by then.
    nonisolated(unsafe) let bus = opened
    released.notify(queue: queue) { sd_bus_close_unref(bus) }
    deadline.activate()
    reading.activate()
  }

  deinit {
    // A source that is suspended can't end.
    if !isWriting { writing.resume() }
    reading.cancel()
    writing.cancel()
    deadline.cancel()
  }

  /// Calls a method; `answer` gets what comes back, in time or not.
  func send(_ call: BusCall, patience: Duration, answer: @escaping (BusMessage) -> Void) -> Bool {
    let box = Unmanaged.passRetained(Handler(answer))
    let code =
      call.failure < 0
      ? call.failure
      : sd_bus_call_async(
        bus, nil, call.message,
        { message, handler, _ in
          guard let handler else { return 0 }
          let answer = Unmanaged<Handler>.fromOpaque(handler).takeRetainedValue()
          if let message { answer.handle(BusMessage(message: message)) }
          return 0
        }, box.toOpaque(), UInt64(patience / .microseconds(1)))
    sd_bus_message_unref(call.message)
    if code < 0 { box.release() }
    look()
    return code >= 0
  }

  /// Calls a method whose answer nobody waits for.
  func send(_ call: BusCall) {
    if call.failure >= 0 {
      sd_bus_message_set_expect_reply(call.message, 0)
      sd_bus_send(bus, call.message, nil)
    }
    sd_bus_message_unref(call.message)
    look()
  }

  /// Begins a call.
  func call(_ destination: String, _ path: String, _ interface: String, _ member: String) -> BusCall {
    BusCall(bus, to: destination, path, interface, member)
  }

  /// Has a handler called with each message that a rule matches (D-Bus Specification, "Match Rules"), as long as the
  /// connection lasts.
  func match(_ rule: String, _ handle: @escaping (BusMessage) -> Void) {
    let handler = Handler(handle)
    handlers.append(handler)
    sd_bus_add_match_async(
      bus, nil, rule,
      { message, handler, _ in
        guard let message, let handler else { return 0 }
        Unmanaged<Handler>.fromOpaque(handler).takeUnretainedValue().handle(BusMessage(message: message))
        return 0
      }, nil, Unmanaged.passUnretained(handler).toOpaque())
    look()
  }

  /// Writes what is still to be written; waits for it, as long as the bus reads.
  func flush() { sd_bus_flush(bus) }

  private final class Handler {
    let handle: (BusMessage) -> Void
    init(_ handle: @escaping (BusMessage) -> Void) { self.handle = handle }
  }

  private var handlers: [Handler] = []

  private func process() {
    guard isOpen else { return }
    var code: Int32 = 1
    while code > 0 { code = sd_bus_process(bus, nil) }
    if code < 0 || sd_bus_is_open(bus) <= 0 {
      isOpen = false
      reading.cancel()
      deadline.schedule(deadline: .distantFuture)
      return closed()
    }
    look()
  }

  /// Asks what the bus waits for now.
  private func look() {
    guard isOpen else { return }
    let wantsToWrite = sd_bus_get_events(bus) & Int32(POLLOUT) != 0
    if wantsToWrite != isWriting {
      isWriting = wantsToWrite
      if wantsToWrite { writing.resume() } else { writing.suspend() }
    }
    var microseconds: UInt64 = 0
    if sd_bus_get_timeout(bus, &microseconds) > 0, microseconds != .max {
      // In CLOCK_MONOTONIC, which Dispatch calls uptime.
      deadline.schedule(deadline: DispatchTime(uptimeNanoseconds: max(1, microseconds * 1000)))
    } else {
      deadline.schedule(deadline: .distantFuture)
    }
  }
}

/// There is no bus.
struct BusAbsence: Error, Equatable {
  var errno: Int32
}
