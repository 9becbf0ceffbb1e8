import Dispatch
import Glibc
import TestSupport
import Testing

@testable import Supervision

/// Against a socket of the test's own. Serialized: the environment is one for all.
@Suite(.serialized) struct SystemdTests {
  private let folder = TemporaryFolder()

  private func listen(_ path: String) throws -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(bound == 0)
    return descriptor
  }

  private func next(_ descriptor: Int32) -> String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
    return count >= 0 ? String(decoding: buffer.prefix(count), as: UTF8.self) : nil
  }

  @Test func eachStateIsReportedInSystemdsFormat() throws {
    let descriptor = try listen(folder("notify"))
    defer { close(descriptor) }
    setenv("NOTIFY_SOCKET", folder("notify"), 1)
    defer { unsetenv("NOTIFY_SOCKET") }
    let systemd = Systemd()
    #expect(systemd.notify(.ready(status: "next: Coffee with Ana, Sat 10:00")))
    #expect(next(descriptor) == "READY=1\nSTATUS=next: Coffee with Ana, Sat 10:00")
    #expect(systemd.notify(.status("one\nREADY=1\r\u{7F}")))
    #expect(next(descriptor) == "STATUS=one READY=1  ", "a title is no assignment")
    #expect(systemd.notify(.stopping))
    #expect(next(descriptor) == "STOPPING=1")
    #expect(systemd.notify(.alive))
    #expect(next(descriptor) == "WATCHDOG=1")
    #expect(systemd.notify(.reloading))
    let fields = try #require(next(descriptor)).split(separator: "\n")
    #expect(fields.first == "RELOADING=1")
    let time = try #require(fields.last.flatMap { UInt64($0.dropFirst("MONOTONIC_USEC=".count)) })
    let now = DispatchTime.now().uptimeNanoseconds / 1000
    #expect(time <= now && time + 60_000_000 > now)
  }

  @Test func withoutAManagerReportsGoNowhere() {
    unsetenv("NOTIFY_SOCKET")
    #expect(Systemd().notify(.ready(status: "")))
  }

  @Test func aManagerThatIsGoneIsSaidToBe() {
    setenv("NOTIFY_SOCKET", folder("gone"), 1)
    defer { unsetenv("NOTIFY_SOCKET") }
    #expect(!Systemd().notify(.alive))
  }

  @Test func theWatchdogsIntervalIsOursAlone() {
    defer {
      unsetenv("WATCHDOG_USEC")
      unsetenv("WATCHDOG_PID")
    }
    #expect(Systemd().watchdogInterval == nil)
    setenv("WATCHDOG_USEC", "30000000", 1)
    #expect(Systemd().watchdogInterval == 30_000_000)
    setenv("WATCHDOG_PID", "\(getpid())", 1)
    #expect(Systemd().watchdogInterval == 30_000_000)
    setenv("WATCHDOG_PID", "1", 1)
    #expect(Systemd().watchdogInterval == nil)
    setenv("WATCHDOG_PID", "\(getpid())", 1)
    setenv("WATCHDOG_USEC", "soon", 1)
    #expect(Systemd().watchdogInterval == nil)
  }

  @Test func aSignalIsDeliveredOnTheQueueAndEndsNobody() async {
    // In a process of its own: the signals are taken over for good.
    await #expect(processExitsWith: .success) {
      let heard = Recorder<Int32>()
      let queue = DispatchQueue(label: "test.signals")
      let ready = Recorder<Bool>()
      let signals = [SIGTERM, SIGINT, SIGHUP]
      let sources = SignalSources(
        signals, queue: queue,
        handler: { signal in
          dispatchPrecondition(condition: .onQueue(queue))
          heard.record(signal)
        }, ready: { ready.record(true) })
      try #require(ready.first(1) == [true])
      for (index, signal) in signals.enumerated() {
        try #require(kill(getpid(), signal) == 0)
        try #require(heard.first(index + 1).count == index + 1)
      }
      try #require(heard.all == signals)
      withExtendedLifetime(sources) {}
    }
  }
}
