import CSystemd
import Dispatch
import Files
import Glibc

/// A connection to the user's session bus (sd-bus(3)). Create and use it on the queue of its `DescriptorPoll`.
///
/// Nothing here blocks: each call's handler is called later, at least with an error.
final class BusConnection {
  private let bus: OpaquePointer
  private let queue: DispatchQueue
  private let deadline: any DispatchSourceTimer
  private var watch: DescriptorPoll.Watch?
  private var isOpen = true
  private let closed: () -> Void

  /// Opens the bus that `DBUS_SESSION_BUS_ADDRESS` names, else the one in `XDG_RUNTIME_DIR`.
  ///
  /// - Parameter closed: called once, on the queue, when the connection has ended.
  /// - Throws: an errno, where there is no bus.
  init(on poll: DescriptorPoll, closed: @escaping () -> Void) throws(BusAbsence) {
    var opened: OpaquePointer?
    let code = sd_bus_open_user(&opened)
    guard code >= 0, let opened else { throw BusAbsence(errno: -code) }
    bus = opened
    queue = poll.queue
    self.closed = closed
    deadline = DispatchSource.makeTimerSource(queue: poll.queue)
    deadline.setEventHandler { [weak self] in self?.process() }
    deadline.activate()
    watch = poll.watch(sd_bus_get_fd(bus), .readable) { [weak self] in self?.process() }
    guard watch != nil else { throw BusAbsence(errno: errno) }
  }

  deinit {
    watch?.cancel()
    deadline.cancel()
    sd_bus_close_unref(bus)
  }

  /// Calls a method; `answer` gets what comes back, in time or not.
  func send(_ call: BusDraft, patience: Duration, answer: @escaping (BusMessage) -> Void) -> Bool {
    let box = Unmanaged.passRetained(
      Handler { message in
        answer(message)
        return true
      })
    let code =
      call.failure < 0
      ? call.failure
      : sd_bus_call_async(
        bus, nil, call.message,
        { message, handler, _ in
          guard let handler else { return 0 }
          let answer = Unmanaged<Handler>.fromOpaque(handler).takeRetainedValue()
          if let message { _ = answer.handle(BusMessage(message: message)) }
          return 0
        }, box.toOpaque(), UInt64(patience / .microseconds(1)))
    sd_bus_message_unref(call.message)
    if code < 0 { box.release() }
    look()
    return code >= 0
  }

  /// Sends a signal, a reply, or a call without waiting for its reply.
  func send(_ draft: BusDraft) {
    if draft.failure >= 0 {
      if sd_bus_message_is_method_call(draft.message, nil, nil) > 0 {
        sd_bus_message_set_expect_reply(draft.message, 0)
      }
      sd_bus_send(bus, draft.message, nil)
    }
    sd_bus_message_unref(draft.message)
    look()
  }

  /// Begins a call.
  func call(_ destination: String, _ path: String, _ interface: String, _ member: String) -> BusDraft {
    BusDraft(bus, to: destination, path, interface, member)
  }

  /// Calls a handler with each message that a rule matches (D-Bus Specification, "Match Rules"), as long as the connection
  /// lasts.
  func match(_ rule: String, _ handle: @escaping (BusMessage) -> Void) {
    let handler = keep { message in
      handle(message)
      // Others may want it as well.
      return false
    }
    sd_bus_add_match_async(bus, nil, rule, BusConnection.handle, nil, handler)
    look()
  }

  /// Begins a signal.
  func signal(_ path: String, _ interface: String, _ member: String) -> BusDraft {
    BusDraft(bus, signalOf: path, interface, member)
  }

  /// Calls a handler with each call of an object, as long as the connection lasts. It returns whether it takes the call;
  /// libsystemd answers the others.
  func serve(_ path: String, _ handle: @escaping (BusMessage) -> Bool) {
    sd_bus_add_object(bus, nil, path, BusConnection.handle, keep(handle))
  }

  /// Requests a well-known name, and queues for it while another connection owns it (D-Bus Specification, "RequestName").
  func own(_ name: String) {
    // Without a handler, sd-bus closes the connection if the name can't be had.
    sd_bus_request_name_async(bus, nil, name, UInt64(SD_BUS_NAME_QUEUE), { _, _, _ in 0 }, nil)
    look()
  }

  /// Writes what is still to be written; waits for it, as long as the bus reads.
  func flush() { sd_bus_flush(bus) }

  /// Handles a message; true if nobody else needs to see it.
  private final class Handler {
    let handle: (BusMessage) -> Bool
    init(_ handle: @escaping (BusMessage) -> Bool) { self.handle = handle }
  }

  private var handlers: [Handler] = []

  /// Keeps a handler as long as the connection lasts, and returns what sd-bus passes on to `BusConnection.handle`.
  private func keep(_ handle: @escaping (BusMessage) -> Bool) -> UnsafeMutableRawPointer {
    let handler = Handler(handle)
    handlers.append(handler)
    return Unmanaged.passUnretained(handler).toOpaque()
  }

  private static let handle: sd_bus_message_handler_t = { message, handler, _ in
    guard let message, let handler else { return 0 }
    let handle = Unmanaged<Handler>.fromOpaque(handler).takeUnretainedValue().handle
    return handle(BusMessage(message: message)) ? 1 : 0
  }

  private var goesOn = false

  /// How many messages are handled before other work on the queue, so that a flood of calls can't delay a reminder.
  private static let messagesAtOnce = 16
  /// How many unwritten messages stop the reading: replies that nobody reads would fill the memory.
  private static let mostUnwritten: UInt64 = 64

  private func process() {
    guard isOpen else { return }
    var (code, left): (Int32, Int) = (1, Self.messagesAtOnce)
    // Once the connection is lost, each step fails one pending call; the last one returns an error.
    while code > 0 && left > 0 || code >= 0 && sd_bus_is_open(bus) <= 0 {
      code = sd_bus_process(bus, nil)
      left = isBackedUp ? 0 : left - 1
    }
    if code < 0 || sd_bus_is_open(bus) <= 0 {
      isOpen = false
      watch?.cancel()
      deadline.schedule(deadline: .distantFuture)
      return closed()
    }
    look()
    // Messages in sd-bus's own queue don't make the descriptor readable.
    if code > 0, !isBackedUp { goOn() }
  }

  /// True while too many messages are unwritten. Until the bus has authenticated us, everything is, and must be read.
  private var isBackedUp: Bool {
    var count: UInt64 = 0
    sd_bus_get_n_queued_write(bus, &count)
    return count > Self.mostUnwritten && sd_bus_is_ready(bus) > 0
  }

  private func goOn() {
    guard !goesOn else { return }
    goesOn = true
    let item = DispatchWorkItem { [weak self] in
      self?.goesOn = false
      self?.process()
    }
    queue.async(execute: item)
  }

  /// Asks what the bus waits for now.
  private func look() {
    guard isOpen else { return }
    var events: DescriptorPoll.Events = isBackedUp ? [] : .readable
    if sd_bus_get_events(bus) & Int32(POLLOUT) != 0 { events.insert(.writable) }
    watch?.events = events
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
