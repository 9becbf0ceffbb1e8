import CLinux
import Dispatch
import Glibc

/// Watches descriptors on a queue: an epoll(7) set with one Dispatch source. Create and use it, and its watches, on that
/// queue.
///
/// A Dispatch source for each descriptor isn't safe: libdispatch frees a cancelled source's state while its manager thread
/// may still have an event for it (swift-corelibs-libdispatch#949). Thousands of commands in a row crashed the daemon.
public final class DescriptorPoll {
  /// The queue.
  public let queue: DispatchQueue
  private let set: Int32
  private let source: any DispatchSourceRead
  private let watches = Watches()

  /// Events to wait for (poll(2)).
  public struct Events: OptionSet, Sendable {
    /// The bits of poll(2).
    public let rawValue: Int16
    public init(rawValue: Int16) { self.rawValue = rawValue }
    /// There is something to read, or the writer has closed.
    public static let readable = Events(rawValue: Int16(POLLIN))
    /// There is room to write.
    public static let writable = Events(rawValue: Int16(POLLOUT))
  }

  /// - Throws: `FileFault`, where no more descriptors can be had.
  public init(queue: DispatchQueue) throws(FileFault) {
    let set = linux_epoll()
    guard set >= 0 else { throw .failed(action: .watch, path: "descriptors", errno: errno) }
    (self.queue, self.set) = (queue, set)
    source = DispatchSource.makeReadSource(fileDescriptor: set, queue: queue)
    source.setEventHandler { [watches] in watches.handle(set) }
    source.setCancelHandler { close(set) }
    source.activate()
  }

  deinit { source.cancel() }

  /// Calls a handler whenever one of the events is pending, until the watch is cancelled. Returns nil, with errno, on
  /// failure. The caller keeps the descriptor, and closes it after the watch.
  public func watch(_ descriptor: Int32, _ events: Events, _ handle: @escaping () -> Void) -> Watch? {
    let token = watches.add(handle)
    guard linux_epoll_add(set, descriptor, events.rawValue, token) == 0 else {
      watches.remove(token)
      return nil
    }
    return Watch(poll: self, descriptor: descriptor, token: token, events)
  }

  /// A watched descriptor. The watch ends when it is cancelled or freed.
  public final class Watch {
    private let poll: DescriptorPoll
    private let descriptor: Int32
    private let token: UInt64
    private var isOn = true

    /// The events it waits for.
    public var events: Events {
      didSet {
        guard isOn, events != oldValue else { return }
        _ = linux_epoll_change(poll.set, descriptor, events.rawValue, token)
      }
    }

    fileprivate init(poll: DescriptorPoll, descriptor: Int32, token: UInt64, _ events: Events) {
      (self.poll, self.descriptor, self.token, self.events) = (poll, descriptor, token, events)
    }

    deinit { cancel() }

    /// Ends it: the handler isn't called any more.
    public func cancel() {
      guard isOn else { return }
      isOn = false
      poll.watches.remove(token)
      _ = linux_epoll_remove(poll.set, descriptor)
    }
  }

  /// The handlers by token. Tokens are never reused, so an event for a watch that was just cancelled finds no handler.
  private final class Watches {
    private var handlers: [UInt64: () -> Void] = [:]
    private var last: UInt64 = 0
    /// How many events are handled before other work on the queue.
    private static let atOnce = 16

    func add(_ handle: @escaping () -> Void) -> UInt64 {
      last += 1
      handlers[last] = handle
      return last
    }

    func remove(_ token: UInt64) { handlers[token] = nil }

    func handle(_ set: Int32) {
      withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Watches.atOnce) { tokens in
        let count = linux_epoll_ready(set, tokens.baseAddress, Int32(Watches.atOnce))
        for token in tokens.prefix(Int(max(count, 0))) { handlers[token]?() }
      }
    }
  }
}
