import Dispatch
import Glibc
import TestSupport
import Testing

@testable import Files

@Suite("descriptors watched by one set")
struct DescriptorPollTests {
  /// A pair of sockets: what is written to one can be read from the other.
  private func pair() throws -> (Int32, Int32) {
    var ends: [Int32] = [-1, -1]
    try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0, &ends) == 0)
    return (ends[0], ends[1])
  }

  @Test func `a handler is called as long as there is something to read, and not after its end`() throws {
    let queue = DispatchQueue(label: "test.poll")
    let poll = try DescriptorPoll(queue: queue)
    let (ours, theirs) = try pair()
    let seen = Recorder<UInt8>()
    let watch = queue.sync {
      poll.watch(ours, .readable) {
        var byte: UInt8 = 0
        if read(ours, &byte, 1) == 1 { seen.record(byte) }
      }
    }
    #expect(watch != nil)
    write(theirs, "abc", 3)
    #expect(seen.first(3) == Array("abc".utf8))
    queue.sync { watch?.cancel() }
    write(theirs, "d", 1)
    queue.sync {}
    #expect(seen.all.count == 3)
    close(ours)
    close(theirs)
  }

  @Test func `one that a handler before it has cancelled isn't called, whoever has its number by then`()
    throws
  {
    let queue = DispatchQueue(label: "test.poll")
    let poll = try DescriptorPoll(queue: queue)
    let pairs = try (0..<8).map { _ in try pair() }
    let called = Recorder<Int32>()
    let watches = Recorder<Bool>()
    final class Kept { var all: [DescriptorPoll.Watch?] = [] }
    nonisolated(unsafe) let kept = Kept()
    queue.sync {
      for (ours, theirs) in pairs {
        write(theirs, "x", 1)
        kept.all.append(
          poll.watch(ours, .readable) {
            called.record(ours)
            for one in kept.all { one?.cancel() }
            watches.record(true)
          })
      }
    }
    #expect(watches.first(1) == [true])
    queue.sync {}
    #expect(called.all.count == 1)
    for (ours, theirs) in pairs {
      close(ours)
      close(theirs)
    }
  }

  @Test func `what is waited for can change`() throws {
    let queue = DispatchQueue(label: "test.poll")
    let poll = try DescriptorPoll(queue: queue)
    let (ours, theirs) = try pair()
    let calls = Recorder<Bool>()
    final class Kept { var watch: DescriptorPoll.Watch? }
    nonisolated(unsafe) let kept = Kept()
    queue.sync {
      kept.watch = poll.watch(ours, .readable) {
        calls.record(true)
        kept.watch?.events = .readable
      }
      kept.watch?.events = [.readable, .writable]
    }
    #expect(calls.first(1) == [true], "there is room to write")
    queue.sync {}
    let before = calls.all.count
    queue.sync { kept.watch?.events = [] }
    write(theirs, "x", 1)
    queue.sync {}
    #expect(calls.all.count == before)
    queue.sync { kept.watch?.cancel() }
    close(ours)
    close(theirs)
  }

  @Test func `a file of the disk can't be watched, and that is said`() throws {
    let folder = TemporaryFolder()
    let queue = DispatchQueue(label: "test.poll")
    let poll = try DescriptorPoll(queue: queue)
    let file = open(folder("file"), O_CREAT | O_RDWR, 0o600)
    queue.sync {
      #expect(poll.watch(file, .readable) {} == nil && errno == EPERM)
    }
    close(file)
  }
}
