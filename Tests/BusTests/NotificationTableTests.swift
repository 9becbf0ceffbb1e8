import TestSupport
import Testing

@testable import Bus

private typealias Table = NotificationTable<String>

private let tea = Notification(title: "Tea", body: "Today at 10:00", buttons: [.init("done", "Done")])
private let soup = Notification(title: "Soup", body: "Today at 12:00")
private let first = Table.Place(server: ":1.7", number: 1)
private let second = Table.Place(server: ":1.9", number: 1)

@Suite("Notifications under way and on the screen")
struct NotificationTableTests {
  /// A table with tea on the screen of the first server.
  private func shown() -> Table {
    var table = Table()
    #expect(table.show(tea, "tea") == [.send(tea, call: 1)])
    #expect(table.shown(1, at: first) == [.report("tea", .shown)])
    return table
  }

  @Test func `a button that is pressed is the answer, and takes it off the screen`() {
    var table = shown()
    #expect(
      table.pressed("done", at: first) == [
        .report("tea", .pressed("done")), .report("tea", .closed), .takeOff(first),
      ])
    #expect(table.closed(at: first) == [] && table.phases.isEmpty, "the server says so too, which is no news")
  }

  @Test func `a closed notification is forgotten`() {
    var table = shown()
    #expect(table.closed(at: first) == [.report("tea", .closed)])
    #expect(table.takeOff("tea") == [])
  }

  @Test func `the same number on another server isn't ours`() {
    var table = shown()
    #expect(table.pressed("done", at: second) == [] && table.closed(at: second) == [])
    table.left(first.server)
    #expect(table.takeOff("tea") == [], "nothing of ours is there any more")
    #expect(table.pressed("done", at: first) == [])
  }

  @Test func `after a restart of the server it is shown again, under the number of the new one`() {
    var table = shown()
    table.left(first.server)
    #expect(table.came() == [.send(tea, call: 2)])
    #expect(table.shown(2, at: second) == [.report("tea", .shown)])
    #expect(table.takeOff("tea") == [.takeOff(second)])
  }

  @Test func `what is no longer wanted while no server is there is not shown again`() {
    var table = shown()
    table.left(first.server)
    #expect(table.takeOff("tea") == [] && table.came() == [])
  }

  @Test func `another server that comes leaves what a living one shows alone`() {
    var table = shown()
    table.left(":1.8")
    #expect(table.came() == [] && table.phases["tea"] == .shown(tea, first))
  }

  @Test func `what is taken off before it has a number is taken off when that comes`() {
    var table = Table()
    _ = table.show(tea, "tea")
    #expect(table.takeOff("tea") == [])
    #expect(table.shown(1, at: first) == [.takeOff(first)])
  }

  @Test func `a second notification under the same key takes the first one's place`() {
    var table = shown()
    #expect(table.show(soup, "tea") == [.takeOff(first), .send(soup, call: 2)])
    #expect(table.show(tea, "tea") == [.send(tea, call: 3)])
    #expect(table.shown(2, at: second) == [.takeOff(second)], "overtaken on its way")
  }

  @Test(arguments: [NotificationFailure.noServer, .noBus(errno: 2), .timedOut, .refused("no")])
  func `a first call that fails is reported, and the table forgets it`(_ failure: NotificationFailure) {
    var table = Table()
    _ = table.show(tea, "tea")
    #expect(table.failed(1, failure) == [.report("tea", .failed(failure))])
    #expect(table.phases.isEmpty && table.failed(1, failure) == [])
  }

  @Test(arguments: [NotificationFailure.noServer, .noBus(errno: 2), .timedOut, .refused("no")])
  func `what was on the screen waits for the next server, unless one refuses it`(
    _ failure: NotificationFailure
  ) {
    var table = shown()
    table.left(first.server)
    _ = table.came()
    switch failure {
    case .noServer, .noBus, .timedOut:
      #expect(table.failed(2, failure) == [] && table.phases["tea"] == .lost(tea))
    case .refused:
      #expect(table.failed(2, failure) == [.report("tea", .closed)], "it was delivered")
    }
  }

  @Test func `in a random life every notification ends, and none is on a server that is gone`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    var table = Table()
    var (server, servers, number) = (":1.1" as String?, 1, UInt32(0))
    var calls: [Int] = []
    var screen: Set<Table.Place> = []
    func take(_ actions: [Table.Action]) {
      for action in actions {
        switch action {
        case .send(_, let call): calls.append(call)
        case .takeOff(let place): screen.remove(place)
        case .report: break
        }
      }
    }
    for _ in 0..<4_000 {
      let key = "\(Int.random(in: 0..<5, using: &random))"
      switch Int.random(in: 0..<9, using: &random) {
      case 0...2:
        take(table.show(Notification(title: key, body: "\(Int.random(in: 0..<3, using: &random))"), key))
      case 3: take(table.takeOff(key))
      case 4, 5:
        guard let call = calls.popLast() else { continue }
        guard let server else {
          take(table.failed(call, .noServer))
          continue
        }
        number += 1
        screen.insert(.init(server: server, number: number))
        take(table.shown(call, at: .init(server: server, number: number)))
      case 6:
        guard let place = screen.randomElement(using: &random) else { continue }
        screen.remove(place)
        take(Bool.random(using: &random) ? table.closed(at: place) : table.pressed("done", at: place))
      case 7:
        guard let old = server else { continue }
        server = nil
        screen = []
        table.left(old)
      default:
        guard server == nil else { continue }
        servers += 1
        (server, number) = (":1.\(servers)", 0)
        take(table.came())
      }
      for case .shown(_, let place) in table.phases.values {
        #expect(place.server == server && screen.contains(place), "seed \(seed)")
      }
      let hasLost = table.phases.values.contains { if case .lost = $0 { true } else { false } }
      #expect(!(server != nil && hasLost), "seed \(seed): nothing waits while a server is there")
    }
    for key in Array(table.phases.keys) { take(table.takeOff(key)) }
    if let server {
      for call in calls {
        number += 1
        take(table.shown(call, at: .init(server: server, number: number)))
      }
    }
    #expect(table.phases.isEmpty, "seed \(seed)")
  }
}
