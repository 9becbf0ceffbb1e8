import CivilTime
import Dispatch
import Glibc
import TestSupport
import Testing

@testable import Clock

@Suite struct WallTimerTests {
  private let queue = DispatchQueue(label: "test.clock")

  @Test func firesOnceWhenTheInstantIsReachedAndNeverBefore() throws {
    let fired = Recorder<Int64>()
    let target = WallClock.now().advanced(bySeconds: 2)
    let timer = queue.sync {
      let timer = WallTimer(queue: queue) { fired.record(wallNanoseconds()) }
      timer.arm(at: target)
      return timer
    }
    let when = try #require(fired.first(1).first)
    #expect(when >= target.seconds * 1_000_000_000)
    #expect(when < target.seconds * 1_000_000_000 + 500_000_000, "more than half a second late")
    #expect(queue.sync { timer.armedFor } == nil)
    #expect(fired.all.count == 1)
  }

  @Test func anInstantThatHasPassedFiresAtOnce() throws {
    for past in [
      WallClock.now(), Instant(seconds: 1), Instant(seconds: 0), Instant(seconds: -5), .distantPast,
    ] {
      let fired = Recorder<Bool>()
      let timer = queue.sync {
        let timer = WallTimer(queue: queue) { fired.record(true) }
        timer.arm(at: past)
        return timer
      }
      #expect(fired.first(1) == [true], "\(past)")
      queue.sync { timer.arm(at: nil) }
    }
  }

  @Test func theLastInstantCountsAndNilDisarms() throws {
    let fired = Recorder<String>()
    let (disarmed, other) = queue.sync {
      let disarmed = WallTimer(queue: queue) { fired.record("disarmed") }
      disarmed.arm(at: WallClock.now())
      disarmed.arm(at: nil)
      let other = WallTimer(queue: queue) { fired.record("other") }
      other.arm(at: .distantFuture)
      other.arm(at: WallClock.now().advanced(bySeconds: 1))
      return (disarmed, other)
    }
    #expect(fired.first(1) == ["other"])
    #expect(queue.sync { disarmed.armedFor == nil && other.armedFor == nil })
  }

  /// Around the ends of what Dispatch and the kernel can count, too.
  @Test(
    arguments: [4_600_000_000, 4_600_000_001, 9_000_000_000, 9_300_000_000, Instant.distantFuture.seconds])
  func aFarInstantIsWaitedFor(seconds: Int64) {
    let fired = Recorder<Bool>()
    let timer = queue.sync {
      let timer = WallTimer(queue: queue) { fired.record(true) }
      timer.arm(at: Instant(seconds: seconds))
      return timer
    }
    #expect(!fired.wait(seconds: 0.2) { !$0.isEmpty })
    #expect(queue.sync { timer.armedFor }?.seconds == seconds)
    // And given up for one that comes.
    queue.sync { timer.arm(at: WallClock.now()) }
    #expect(fired.first(1) == [true])
  }

  @Test func theHandlerMayArmAgain() throws {
    let fired = Recorder<Int>()
    let holder = Holder()
    queue.sync {
      holder.timer = WallTimer(queue: queue) {
        fired.record(fired.all.count)
        if fired.all.count < 3 { queue.async { holder.timer?.arm(at: WallClock.now()) } }
      }
      holder.timer?.arm(at: WallClock.now())
    }
    #expect(fired.first(3) == [0, 1, 2])
  }

  /// Used on the queue alone.
  private final class Holder: @unchecked Sendable {
    var timer: WallTimer?
  }
}

@Suite struct ClockStepWatchTests {
  @Test func aClockThatNobodySetsSaysNothing() throws {
    let queue = DispatchQueue(label: "test.clock")
    let stepped = Recorder<Bool>()
    let watch = try queue.sync { try ClockStepWatch(queue: queue) { stepped.record(true) } }
    #expect(!stepped.wait(seconds: 0.2) { !$0.isEmpty })
    withExtendedLifetime(watch) {}
  }
}

private func wallNanoseconds() -> Int64 {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}
