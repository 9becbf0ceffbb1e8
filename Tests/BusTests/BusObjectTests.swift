import Dispatch
import Files
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Bus

private let name = "org.kinkeeper.Test1"
private let path = "/org/kinkeeper/Test1"
private let interface = BusInterface(
  name,
  methods: [
    .init(
      "Say", takes: [.init("what", "s"), .init("times", "u")], gives: [.init("said", "as")],
      "Says \"it\" <again>."),
    .init("Wait", "Is answered later."),
  ],
  properties: [
    .init("Facts", "a{sv}", "What there is."), .init("Version", "s", isConstant: true, "The version."),
  ],
  signals: [.init("Said", carries: [.init("what", "s")], "It was said.")])

extension OverABus {
  /// An object over a bus of the test's own, called by others.
  @Suite("an object on a bus")
  struct BusObjectTests {
    private let folder = TemporaryFolder()

    /// An object that echoes its arguments and records its calls.
    private final class Side: @unchecked Sendable {
      // Unchecked: everything of it is used on its queue.
      let queue = DispatchQueue(label: "object")
      let calls = Recorder<String>()
      let turns = Recorder<Int>()
      private var bus: SessionBus?
      private var object: BusObject?

      init() throws {
        let bus = SessionBus(on: try DescriptorPoll(queue: queue))
        self.bus = bus
        queue.sync {
          object = BusObject(on: bus, name: name, path: path, interface) { [unowned self] in take($0) }
          object?.set([
            .init("Facts", .properties([.init("who", .texts(["ana", "sam"])), .init("count", .number(2))])),
            .init("Version", .text("1")),
          ])
          bus.open()
        }
      }

      private func take(_ call: BusObject.Call) {
        calls.record("\(call.number) \(call.method)")
        // How many calls were taken before whatever else waits on the queue has its turn.
        if calls.all.count == 1 { queue.async { [self] in turns.record(calls.all.count) } }
        guard case .text(let what)? = call.arguments.first, case .number(let times)? = call.arguments.last
        else {
          return
        }
        if what.isEmpty {
          object?.refuse(call.number, BusFault(name: name + ".Error.Silence", text: "nothing to say"))
        } else {
          object?.answer(call.number, [.texts(Array(repeating: what, count: Int(times)))])
        }
      }

      func answer(_ number: Int) { queue.sync { object?.answer(number) } }
      func set(_ property: BusProperty) { queue.sync { object?.set([property]) } }
      func emit(_ values: [BusValue]) { queue.sync { object?.emit("Said", values) } }
      func hold() { queue.suspend() }
      func letGo() { queue.resume() }
      func end() {
        queue.sync {
          object = nil
          bus = nil
        }
      }
    }

    /// Waits until somebody has the object's name.
    private func waitForName() throws {
      let deadline = ContinuousClock.now + .seconds(30)
      while try Command(["busctl", "--user", "status", name]).run().status != 0 {
        try #require(ContinuousClock.now < deadline, "nobody has the name")
      }
    }

    /// Somebody else's program.
    private func busctl(_ words: String...) throws -> (output: String, error: String) {
      try waitForName()
      let outcome = try Command(["busctl", "--user", "--json=short"] + words).run()
      return (outcome.output, outcome.error)
    }

    private func call(_ method: String, _ arguments: String...) throws -> (output: String, error: String) {
      try waitForName()
      let words = ["busctl", "--user", "--json=short", "call", name, path, name, method]
      let outcome = try Command(words + arguments).run()
      return (outcome.output, outcome.error)
    }

    @Test func `a call gets an answer, or an error with a name`() throws {
      let bus = try OwnBus(folder)
      defer { bus.end() }
      let side = try Side()
      #expect(
        try call("Say", "su", "hello", "2").output == #"{"type":"as","data":[["hello","hello"]]}"# + "\n")
      #expect(try call("Say", "su", "", "2").error.contains("nothing to say"))
      #expect(try call("Say", "s", "hello").error.contains("Say takes (su), not (s)"))
      #expect(try call("Shout").error.contains("\(name) has no method Shout"))
      #expect(side.calls.all == ["1 Say", "2 Say"], "what isn't declared isn't taken")
    }

    @Test func `an answer may come later`() throws {
      let bus = try OwnBus(folder)
      defer { bus.end() }
      let side = try Side()
      try waitForName()
      let answered = Recorder<Bool>()
      let client = try Client()
      client.call("Wait") { answered.record($0.fault == nil) }
      #expect(side.calls.first(1) == ["1 Wait"])
      #expect(answered.all == [])
      side.answer(1)
      #expect(answered.first(1) == [true])
      side.answer(1)
      #expect(try call("Say", "su", "hello", "1").error == "", "an answer twice goes nowhere")
    }

    @Test func `properties are read one by one or together, and can't be set`() throws {
      let bus = try OwnBus(folder)
      defer { bus.end() }
      let side = try Side()
      let facts =
        #"{"type":"a{sv}","data":{"who":{"type":"as","data":["ana","sam"]},"count":{"type":"u","data":2}}}"#
      #expect(try busctl("get-property", name, path, name, "Facts").output == facts + "\n")
      let all = try busctl("call", name, path, "org.freedesktop.DBus.Properties", "GetAll", "s", name)
      #expect(all.output.contains(facts) && all.output.contains(#""Version":{"type":"s","data":"1"}"#))
      #expect(try busctl("get-property", name, path, name, "Nothing").error.contains("no such property"))
      #expect(
        try busctl("set-property", name, path, name, "Version", "s", "2").error.contains("can only be read"))
      side.set(.init("Version", .text("2")))
      #expect(
        try busctl("get-property", name, path, name, "Version").output == #"{"type":"s","data":"2"}"# + "\n")
    }

    @Test func `who listens hears signals, and of properties just what has changed`() throws {
      let bus = try OwnBus(folder)
      defer { bus.end() }
      let side = try Side()
      try waitForName()
      let heard = Recorder<String>()
      let client = try Client()
      client.match("type='signal',path='\(path)'") { message in
        heard.record("\(message.member) \(message.signature) \(message.readText() ?? "")")
      }
      side.set(.init("Version", .text("1")))
      side.set(.init("Version", .text("2")))
      side.emit([.text("hello")])
      #expect(heard.first(2) == ["PropertiesChanged sa{sv}as \(name)", "Said s hello"])
    }

    @Test func `its introspection data are those of its interface, with the standard ones`() throws {
      let bus = try OwnBus(folder)
      defer { bus.end() }
      let side = try Side()
      defer { side.end() }
      let said = try busctl("introspect", "--xml-interface", name, path).output
      let own = interface.xml.split(separator: "\n").dropFirst(3).dropLast().joined(separator: "\n")
      #expect(said.contains(own))
      #expect(own.contains("value=\"Says &quot;it&quot; &lt;again&gt;.\""))
      for other in ["Peer", "Introspectable", "Properties"] {
        #expect(said.contains("<interface name=\"org.freedesktop.DBus.\(other)\">"))
      }
      let tree = try busctl("tree", "--list", name).output
      #expect(tree.contains(path))
    }

    @Test func `a flood of calls leaves the others on the queue their turn`() throws {
      let bus = try OwnBus(folder)
      defer { bus.end() }
      let side = try Side()
      try waitForName()
      side.hold()
      // Most wait to be written before the bus has let the client in.
      let client = try Client(saying: 1000)
      let isThere = Recorder<Bool>()
      client.ping { isThere.record(true) }
      #expect(isThere.first(1) == [true], "the bus has all of them by then")
      side.letGo()
      #expect(side.calls.first(1000).count == 1000)
      #expect((side.turns.first(1).first ?? .max) <= 16)
    }

    @Test func `too many that wait for an answer are refused, and answers make room`() throws {
      let bus = try OwnBus(folder)
      defer { bus.end() }
      let side = try Side()
      try waitForName()
      let refused = Recorder<String>()
      let client = try Client()
      for _ in 0..<257 { client.call("Wait") { refused.record($0.fault?.name ?? "answered") } }
      #expect(refused.first(1) == ["org.freedesktop.DBus.Error.LimitsExceeded"])
      side.answer(1)
      #expect(refused.first(2).last == "answered")
      client.call("Wait") { refused.record($0.fault?.name ?? "answered") }
      #expect(side.calls.wait { $0.count == 257 })
    }

    @Test func `every call under way hears of it when the bus goes`() throws {
      let bus = try OwnBus(folder)
      let side = try Side()
      try waitForName()
      let ended = Recorder<Bool>()
      let client = try Client()
      for _ in 0..<100 { client.call("Wait") { ended.record($0.fault != nil) } }
      #expect(side.calls.first(100).count == 100)
      bus.end()
      #expect(ended.first(100) == Array(repeating: true, count: 100))
    }

    @Test func `a name that another one has comes when that one leaves, and again on another bus`() throws {
      let bus = try OwnBus(folder)
      let first = try Side()
      try waitForName()
      let second = try Side()
      _ = try call("Say", "su", "hello", "1")
      #expect(first.calls.all.count == 1)
      first.end()
      _ = try call("Say", "su", "hello", "1")
      #expect(second.calls.all.count == 1)
      bus.end()
      let next = try OwnBus(folder, "next")
      defer { next.end() }
      _ = try call("Say", "su", "hello", "1")
      #expect(second.calls.first(2).count == 2)
    }
  }
}

/// Somebody on the bus.
private final class Client: @unchecked Sendable {
  // Unchecked: everything of it is used on its queue.
  private let queue = DispatchQueue(label: "client")
  private var connection: BusConnection?

  /// - Parameter times: how often it says hello in its first moment.
  init(saying times: Int = 0) throws {
    try queue.sync {
      let connection = try BusConnection(on: DescriptorPoll(queue: queue)) {}
      self.connection = connection
      for _ in 0..<times {
        var draft = connection.call(name, path, name, "Say")
        draft.append("hello")
        draft.append(UInt32(1))
        connection.send(draft)
      }
    }
  }

  func call(_ method: String, _ handle: @escaping @Sendable (BusMessage) -> Void) {
    queue.sync {
      guard let connection else { return }
      _ = connection.send(connection.call(name, path, name, method), patience: .seconds(60), answer: handle)
    }
  }

  /// Waits for what was sent before to have reached the bus.
  func ping(_ handle: @escaping @Sendable () -> Void) {
    queue.sync {
      guard let connection else { return }
      let bus = "org.freedesktop.DBus"
      let draft = connection.call(bus, "/org/freedesktop/DBus", bus + ".Peer", "Ping")
      _ = connection.send(draft, patience: .seconds(60)) { _ in handle() }
    }
  }

  func match(_ rule: String, _ handle: @escaping @Sendable (BusMessage) -> Void) {
    queue.sync { connection?.match(rule, handle) }
    let isThere = Recorder<Bool>()
    ping { isThere.record(true) }
    _ = isThere.first(1)
  }
}
