import CSystemd
import Dispatch
import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

/// A bus of the test's own, which ends with it.
final class OwnBus {
  private let process: pid_t

  init(_ folder: TemporaryFolder, _ name: String = "bus") throws {
    let address = "unix:path=\(folder(name))"
    // In the background once it listens.
    let outcome = try Command([
      "dbus-daemon", "--session", "--fork", "--nopidfile", "--nosyslog", "--address=\(address)",
      "--print-pid=1",
    ]).run()
    process = try #require(outcome.output.split(separator: "\n").last.flatMap { pid_t($0) })
    setenv("DBUS_SESSION_BUS_ADDRESS", address, 1)
  }

  func end() { kill(process, SIGTERM) }

  deinit { unsetenv("DBUS_SESSION_BUS_ADDRESS") }
}

/// What nobody's server does on request: a notification server over a real bus that has other capabilities, refuses or
/// hangs.
final class StandInServer: Sendable {
  enum Manner: Sendable { case answers, refuses, hangs }

  struct Shown: Equatable, Sendable {
    var number: UInt32
    var replaces: UInt32
    var title: String
    var body: String
    var actions: [String]
    /// Its hints that say what it sounds like, `name=value`.
    var sounds: [String] = []
  }

  let shown = Recorder<Shown>()
  let closed = Recorder<UInt32>()
  private let manner: Manner
  private let capabilities: [String]
  private let tasks = Mutex<[@Sendable (OpaquePointer) -> Void]>([])
  private let isRunning = Mutex(true)
  private let last = Mutex<UInt32>(0)
  private let ended = DispatchSemaphore(value: 0)

  init(_ capabilities: [String] = ["actions", "body-markup"], _ manner: Manner = .answers) {
    (self.capabilities, self.manner) = (capabilities, manner)
    let ready = DispatchSemaphore(value: 0)
    Thread { [self] in
      serve(ready)
      ended.signal()
    }.start()
    ready.wait()
  }

  /// Leaves the bus.
  func end() {
    isRunning.withLock { $0 = false }
    ended.wait()
    // Once is enough; a second call finds it ended.
    ended.signal()
  }

  func press(_ button: String, on number: UInt32) {
    emit("ActionInvoked") { signal in
      _ = withUnsafePointer(to: number) { sd_bus_message_append_basic(signal, CChar(UInt8(ascii: "u")), $0) }
      _ = button.withCString { sd_bus_message_append_basic(signal, CChar(UInt8(ascii: "s")), $0) }
    }
  }

  func dismiss(_ number: UInt32) {
    emit("NotificationClosed") { signal in
      for value in [number, 2] {
        _ = withUnsafePointer(to: value) { sd_bus_message_append_basic(signal, CChar(UInt8(ascii: "u")), $0) }
      }
    }
  }

  private func emit(_ name: String, _ write: @escaping @Sendable (OpaquePointer) -> Void) {
    tasks.withLock {
      $0.append { bus in
        var signal: OpaquePointer?
        let path = "/org/freedesktop/Notifications"
        sd_bus_message_new_signal(bus, &signal, path, "org.freedesktop.Notifications", name)
        guard let signal else { return }
        write(signal)
        sd_bus_send(bus, signal, nil)
        sd_bus_message_unref(signal)
      }
    }
  }

  private func serve(_ ready: DispatchSemaphore) {
    var opened: OpaquePointer?
    guard sd_bus_open_user(&opened) >= 0, let bus = opened else {
      ready.signal()
      return
    }
    sd_bus_add_filter(
      bus, nil,
      { message, server, _ in
        guard let message, let server else { return 0 }
        return Unmanaged<StandInServer>.fromOpaque(server).takeUnretainedValue().take(message)
      }, Unmanaged.passUnretained(self).toOpaque())
    sd_bus_request_name(bus, "org.freedesktop.Notifications", 0)
    ready.signal()
    while isRunning.withLock({ $0 }) {
      for task in tasks.withLock({ tasks in
        defer { tasks = [] }
        return tasks
      }) { task(bus) }
      let code = sd_bus_process(bus, nil)
      if code < 0 { break }
      if code == 0 { sd_bus_wait(bus, 5000) }
    }
    sd_bus_flush_close_unref(bus)
  }

  private func take(_ message: OpaquePointer) -> Int32 {
    guard let name = sd_bus_message_get_member(message).map({ String(cString: $0) }),
      sd_bus_message_is_method_call(message, "org.freedesktop.Notifications", nil) > 0
    else { return 0 }
    var answer: OpaquePointer?
    switch name {
    case "GetCapabilities":
      sd_bus_message_new_method_return(message, &answer)
      sd_bus_message_open_container(answer, CChar(UInt8(ascii: "a")), "s")
      for one in capabilities {
        _ = one.withCString { sd_bus_message_append_basic(answer, CChar(UInt8(ascii: "s")), $0) }
      }
      sd_bus_message_close_container(answer)
    case "CloseNotification":
      closed.record(number(message))
      return 1
    case "Notify" where manner == .hangs: return 1
    case "Notify" where manner == .refuses:
      sd_bus_message_new_method_errno(message, &answer, ENOMEM, nil)
    case "Notify":
      let number = last.withLock { last in
        last += 1
        return last
      }
      shown.record(read(message, number))
      sd_bus_message_new_method_return(message, &answer)
      _ = withUnsafePointer(to: number) {
        sd_bus_message_append_basic(answer, CChar(UInt8(ascii: "u")), $0)
      }
    default: return 0
    }
    sd_bus_send(sd_bus_message_get_bus(message), answer, nil)
    sd_bus_message_unref(answer)
    return 1
  }

  private func read(_ message: OpaquePointer, _ number: UInt32) -> Shown {
    _ = text(message)
    let replaces = self.number(message)
    _ = text(message)
    let (title, body) = (text(message) ?? "", text(message) ?? "")
    var actions: [String] = []
    sd_bus_message_enter_container(message, CChar(UInt8(ascii: "a")), "s")
    while let action = text(message) { actions.append(action) }
    sd_bus_message_exit_container(message)
    return Shown(
      number: number, replaces: replaces, title: title, body: body, actions: actions, sounds: sounds(message))
  }

  private func sounds(_ message: OpaquePointer) -> [String] {
    var sounds: [String] = []
    sd_bus_message_enter_container(message, CChar(UInt8(ascii: "a")), "{sv}")
    while sd_bus_message_enter_container(message, CChar(UInt8(ascii: "e")), "sv") > 0 {
      let name = text(message) ?? ""
      if name.hasPrefix("sound-"), sd_bus_message_enter_container(message, CChar(UInt8(ascii: "v")), "s") > 0
      {
        sounds.append("\(name)=\(text(message) ?? "")")
        sd_bus_message_exit_container(message)
      } else {
        sd_bus_message_skip(message, "v")
      }
      sd_bus_message_exit_container(message)
    }
    return sounds
  }

  private func number(_ message: OpaquePointer) -> UInt32 {
    var number: UInt32 = 0
    sd_bus_message_read_basic(message, CChar(UInt8(ascii: "u")), &number)
    return number
  }

  private func text(_ message: OpaquePointer) -> String? {
    var text: UnsafePointer<CChar>?
    return sd_bus_message_read_basic(message, CChar(UInt8(ascii: "s")), &text) > 0
      ? text.map { String(cString: $0) } : nil
  }
}
