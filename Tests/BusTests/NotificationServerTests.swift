import Dispatch
import Files
import Rituals
import Glibc
import TestSupport
import Testing

@testable import Bus

private let tea = Notification(
  title: "Tea & <talk>", body: "Today at 10:00\nAsk about: <the> job & more",
  buttons: [.init("done", "Done"), .init("skip", "Skip")])

extension OverABus {
  /// A notification server over a bus of the test's own.
  @Suite("Notifications over a bus")
  struct NotificationServerTests {
    private let folder = TemporaryFolder()

    /// The program's side, and what it reports.
    private final class Side: @unchecked Sendable {
      // Unchecked: everything of it is used on its queue.
      let queue = DispatchQueue(label: "notifications")
      let events = Recorder<String>()
      private let bus: SessionBus
      private var server: NotificationServer<String>?

      init(patience: Duration = .seconds(20)) throws {
        bus = SessionBus(on: try DescriptorPoll(queue: queue))
        queue.sync {
          server = NotificationServer(on: bus, patience: patience) { [events] key, event in
            events.record("\(key) \(event)")
          } came: { [events] in
            events.record("came")
          }
        }
      }

      func show(_ notification: Notification, _ key: String) {
        queue.sync { server?.show(notification, for: key) }
      }
      func takeOff(_ key: String) { queue.sync { server?.takeOff(key) } }
      func close() { queue.sync { server = nil } }
      var isIdle: Bool { queue.sync { server?.isIdle ?? true } }
      func wait(for event: String) -> Bool { events.wait { $0.contains(event) } }
    }

    @Test func `it is shown with markup escaped and its buttons, and a button is its answer`() throws {
      let bus = try OwnBus(folder)
      defer { bus.end() }
      let server = StandInServer()
      defer { server.end() }
      let side = try Side()
      side.show(tea, "tea")
      #expect(side.wait(for: "tea shown"))
      #expect(
        server.shown.all == [
          .init(
            number: 1, replaces: 0, title: "Tea & <talk>",
            body: "Today at 10:00\nAsk about: &lt;the&gt; job &amp; more",
            actions: ["done", "Done", "skip", "Skip"])
        ])
      server.press("done", on: 7)
      server.press("done", on: 1)
      #expect(side.wait(for: "tea closed"))
      #expect(side.events.all == ["tea shown", "tea pressed(\"done\")", "tea closed"])
      #expect(server.closed.first(1) == [1])
    }

    @Test func `a sound goes as a name or a file, and none as nothing`() throws {
      let bus = try OwnBus(folder)
      defer { bus.end() }
      let server = StandInServer()
      defer { server.end() }
      let side = try Side()
      for (key, sound) in [
        ("a", NotificationSound("message-new-instant")), ("b", NotificationSound("/usr/share/bell.oga")),
        ("c", nil),
      ] {
        side.show(Notification(title: key, body: "", sound: sound), key)
        #expect(side.wait(for: "\(key) shown"))
      }
      #expect(
        server.shown.all.map(\.sounds)
          == [["sound-name=message-new-instant"], ["sound-file=/usr/share/bell.oga"], []])
    }

    @Test func `a server without markup and buttons gets plain text and none`() throws {
      let bus = try OwnBus(folder)
      defer { bus.end() }
      let server = StandInServer(["body"])
      defer { server.end() }
      let side = try Side()
      side.show(tea, "tea")
      #expect(side.wait(for: "tea shown"))
      #expect(server.shown.all.map(\.body) == [tea.body] && server.shown.all.map(\.actions) == [[]])
      server.dismiss(1)
      #expect(side.wait(for: "tea closed"))
    }

    @Test func `several at once are all shown, in their order, and the capabilities are asked for once`()
      throws
    {
      let bus = try OwnBus(folder)
      defer { bus.end() }
      let server = StandInServer()
      defer { server.end() }
      let side = try Side()
      for number in 0..<300 { side.show(Notification(title: "\(number)", body: "b"), "\(number)") }
      #expect(server.shown.first(300).map(\.title) == (0..<300).map(String.init))
      #expect(eventually { side.isIdle })
    }

    @Test func `without a server it fails, and the start of a server is reported`() throws {
      let bus = try OwnBus(folder)
      defer { bus.end() }
      let side = try Side()
      side.show(tea, "tea")
      #expect(side.wait(for: "tea failed(Bus.NotificationFailure.noServer)"))
      let server = StandInServer()
      defer { server.end() }
      #expect(side.wait(for: "came"))
      #expect(server.shown.all.isEmpty, "what failed is shown by who asks for it again")
    }

    @Test func `what a server takes with it is shown by the next`() throws {
      let bus = try OwnBus(folder)
      defer { bus.end() }
      let first = StandInServer()
      let side = try Side()
      side.show(tea, "tea")
      side.show(Notification(title: "Soup", body: ""), "soup")
      #expect(side.wait(for: "soup shown"))
      first.end()
      side.takeOff("soup")
      let second = StandInServer(["actions"])
      defer { second.end() }
      #expect(second.shown.first(1).map(\.title) == [tea.title])
      #expect(eventually { side.isIdle })
      #expect(
        second.shown.all.count == 1 && second.closed.all.isEmpty, "nothing of another program is closed")
      second.press("skip", on: 1)
      #expect(side.wait(for: "tea pressed(\"skip\")"))
    }

    @Test(arguments: [StandInServer.Manner.refuses, .hangs])
    func `a server that refuses or hangs is a failure of its own`(_ manner: StandInServer.Manner) throws {
      let bus = try OwnBus(folder)
      defer { bus.end() }
      let server = StandInServer(["actions"], manner)
      defer { server.end() }
      let side = try Side(patience: manner == .hangs ? .milliseconds(300) : .seconds(20))
      side.show(tea, "tea")
      let failure = side.events.first(1).first ?? ""
      #expect(
        failure.hasPrefix(
          manner == .hangs
            ? "tea failed(Bus.NotificationFailure.timedOut)" : "tea failed(Bus.NotificationFailure.refused("),
        "\(failure)")
      #expect(side.isIdle)
    }

    @Test func `without a bus it fails at once, and a bus that comes back has it shown again`() throws {
      setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=\(folder("nowhere"))", 1)
      let side = try Side()
      side.show(tea, "early")
      #expect(side.events.first(1) == ["early failed(Bus.NotificationFailure.noBus(errno: 2))"])
      let bus = try OwnBus(folder)
      let server = StandInServer()
      side.show(tea, "tea")
      #expect(side.wait(for: "tea shown"))
      bus.end()
      server.end()
      let next = try OwnBus(folder, "next")
      defer { next.end() }
      let other = StandInServer()
      defer { other.end() }
      #expect(other.shown.first(1).map(\.title) == [tea.title], "a second later it looks for the bus again")
      side.takeOff("tea")
      #expect(other.closed.first(1) == [1])
    }

    @Test func `it leaves nothing open behind`() throws {
      let bus = try OwnBus(folder)
      defer { bus.end() }
      let server = StandInServer()
      defer { server.end() }
      let before = openDescriptors().count
      for _ in 0..<20 {
        let side = try Side()
        side.show(tea, "tea")
        #expect(side.wait(for: "tea shown"))
        side.close()
      }
      #expect(eventually { openDescriptors().count <= before })
    }
  }
}
