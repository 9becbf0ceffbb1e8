import Glibc
import Rituals
import TestSupport
import Testing

@testable import Journal

/// Against a datagram socket of the test's own, read as journald reads its.
@Suite struct JournalSocketTests {
  private let folder = TemporaryFolder()

  /// Stands where journald would.
  private final class Listener {
    let descriptor: Int32

    init(_ path: String) throws {
      descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
      unlink(path)
      let bound = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
      }
      try #require(bound == 0)
    }

    deinit { close(descriptor) }

    func next() -> [UInt8]? {
      var buffer = [UInt8](repeating: 0, count: 65536)
      let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
      return count >= 0 ? Array(buffer.prefix(count)) : nil
    }
  }

  /// The protocol's other side: fields by their bytes.
  private func parse(_ bytes: [UInt8]) throws -> [String: String] {
    var fields: [String: String] = [:]
    var rest = bytes[...]
    while !rest.isEmpty {
      let lineEnd = try #require(rest.firstIndex(of: 0x0A))
      let line = rest[..<lineEnd]
      rest = rest[(lineEnd + 1)...]
      if let sign = line.firstIndex(of: UInt8(ascii: "=")) {
        fields[String(decoding: line[..<sign], as: UTF8.self)] = String(
          decoding: line[(sign + 1)...], as: UTF8.self)
        continue
      }
      try #require(rest.count >= 8)
      let length = rest.prefix(8).enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
      rest = rest.dropFirst(8)
      try #require(rest.count > length)
      fields[String(decoding: line, as: UTF8.self)] = String(decoding: rest.prefix(length), as: UTF8.self)
      rest = rest.dropFirst(length)
      #expect(rest.first == 0x0A)
      rest = rest.dropFirst()
    }
    return fields
  }

  private var path: String { folder("socket") }

  @Test func fieldsArriveAsTheyAre() throws {
    let listener = try Listener(path)
    let journal = JournalSocket(path: path)
    let fields = [
      ("MESSAGE", "Coffee = good\nwith Ana\n"), ("PRIORITY", "5"), ("KIN_RITUAL", "coffee-ana"),
      ("KIN_EMPTY", ""),
      ("KIN_NOTE", "ünïcode 🌱"),
    ]
    #expect(journal.send(fields) == nil)
    let bytes = try #require(listener.next())
    #expect(try parse(bytes) == Dictionary(uniqueKeysWithValues: fields))
    #expect(bytes.starts(with: Array("MESSAGE\n".utf8) + [23, 0, 0, 0, 0, 0, 0, 0] + Array("Coffee".utf8)))
    #expect(listener.next() == nil, "one datagram an entry")
  }

  @Test func aLongMessageIsCutAtACharacterAndTheRestIsKept() throws {
    let listener = try Listener(path)
    for offset in 0..<8 {
      let message = String(repeating: "x", count: offset) + String(repeating: "👨‍👩‍👧", count: 1000)
      #expect(JournalSocket(path: path).send([("MESSAGE", message), ("KIN_DUE", "2026-12-05")]) == nil)
      let bytes = try #require(listener.next())
      #expect(bytes.count <= 4096 && bytes.count > 4000)
      let fields = try parse(bytes)
      let kept = try #require(fields["MESSAGE"])
      #expect(kept.hasSuffix("👨‍👩‍👧…") && message.hasPrefix(kept.dropLast()))
      #expect(fields["KIN_DUE"] == "2026-12-05")
    }
  }

  @Test func whereTheMessageDoesNotSufficeTheLongestValueIsCut() throws {
    let listener = try Listener(path)
    let reason = String(repeating: "because ", count: 1000)
    #expect(
      JournalSocket(path: path).send([("MESSAGE", "short"), ("KIN_REASON", reason), ("KIN_DUE", "now")])
        == nil)
    let fields = try parse(try #require(listener.next()))
    #expect(fields["MESSAGE"] == "short" && fields["KIN_DUE"] == "now")
    #expect(fields["KIN_REASON"].map { $0.hasSuffix("…") && $0.utf8.count > 3900 } == true)
  }

  @Test func whatCannotBeCutIsTooLarge() throws {
    let listener = try Listener(path)
    let many = (0..<200).map { ("KIN_\($0)", String(repeating: "x", count: 60)) }
    #expect(JournalSocket(path: path).send(many) == .entryTooLarge)
    #expect(listener.next() == nil)
  }

  @Test(arguments: [
    "", "_PID", "message", "1A", "A-B", "A=B", "A\nB", "Ä", String(repeating: "A", count: 65),
  ])
  func aNameThatJournaldWouldDropIsRefused(name: String) throws {
    let listener = try Listener(path)
    #expect(JournalSocket(path: path).send([("MESSAGE", "x"), (name, "y")]) == .invalidField(name))
    #expect(listener.next() == nil)
  }

  @Test func aStuckJournalIsBusyAndNeverWaitedFor() throws {
    let listener = try Listener(path)
    let journal = JournalSocket(path: path)
    var sent = 0
    var outcome: DeliveryFailure.Cause?
    while outcome == nil, sent < 100_000 {
      outcome = journal.send([("MESSAGE", "number \(sent)")])
      if outcome == nil { sent += 1 }
    }
    #expect(outcome == .journalBusy)
    #expect(sent > 0)
    for number in 0..<sent {
      #expect(try parse(try #require(listener.next()))["MESSAGE"] == "number \(number)")
    }
    #expect(journal.send([("MESSAGE", "again")]) == nil)
  }

  @Test func anAbsentJournalIsNotTakenForSuccessAndIsFoundAgain() throws {
    let journal = JournalSocket(path: path)
    #expect(journal.send([("MESSAGE", "x")]) == .journalAbsent(errno: ENOENT))
    do {
      let first = try Listener(path)
      #expect(journal.send([("MESSAGE", "first")]) == nil)
      #expect(first.next() != nil)
    }
    #expect(journal.send([("MESSAGE", "x")]) == .journalAbsent(errno: ECONNREFUSED))
    let second = try Listener(path)
    #expect(journal.send([("MESSAGE", "second")]) == nil)
    #expect(try parse(try #require(second.next()))["MESSAGE"] == "second")
  }

  @Test func aPathThatIsTooLongIsReported() {
    let path = "/" + String(repeating: "x", count: 200)
    #expect(JournalSocket(path: path).send([("MESSAGE", "x")]) == .journalAbsent(errno: ENAMETOOLONG))
  }

  @Test func cuttingKeepsWithinBoundsWhateverTheText() {
    var state: UInt64 = 20_261_205
    func random(_ bound: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % bound)
    }
    let characters = ["a", "ü", "€", "🌱", "e\u{301}", "👨‍👩‍👧", "\n", "🇩🇪"]
    for round in 0..<2000 {
      let text = (0..<random(40)).map { _ in characters[random(8)] }.joined()
      let count = random(60)
      let cut = JournalEntry.cut(text, to: count)
      #expect(cut.utf8.count <= max(count, 0), "seed 20261205, round \(round)")
      #expect(
        cut == text || cut.isEmpty || (cut.hasSuffix("…") && text.utf8.starts(with: cut.utf8.dropLast(3))))
    }
  }
}
