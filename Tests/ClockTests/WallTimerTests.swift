import CivilTime
import Dispatch
import TestSupport
import Testing

@testable import Clock

@Suite struct WallTimerTests {
  private let queue = DispatchQueue(label: "test.clock")

  @Test func firesOnceWhenTheInstantIsReachedAndNeverBefore() throws {
    let fired = Recorder<Int64>()
    let target = WallClock.now().advanced(bySeconds: 2)
    let timer = try queue.sync {
      let timer = try WallTimer(queue: queue) { fired.record(WallClock.nowNanoseconds()) }
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
    for past in [WallClock.now(), Instant(seconds: 1), Instant(seconds: -5), .distantPast] {
      let fired = Recorder<Bool>()
      let timer = try queue.sync {
        let timer = try WallTimer(queue: queue) { fired.record(true) }
        timer.arm(at: past)
        return timer
      }
      #expect(fired.first(1, seconds: 2) == [true], "\(past)")
      queue.sync { timer.arm(at: nil) }
    }
  }

  @Test func theLastInstantCountsAndNilDisarms() throws {
    let fired = Recorder<String>()
    let (disarmed, other) = try queue.sync {
      let disarmed = try WallTimer(queue: queue) { fired.record("disarmed") }
      disarmed.arm(at: WallClock.now())
      disarmed.arm(at: nil)
      let other = try WallTimer(queue: queue) { fired.record("other") }
      other.arm(at: .distantFuture)
      other.arm(at: WallClock.now().advanced(bySeconds: 1))
      return (disarmed, other)
    }
    #expect(fired.first(1, seconds: 3) == ["other"])
    #expect(queue.sync { disarmed.armedFor == nil && other.armedFor == nil })
  }

  @Test func theFarthestInstantCanBeWaitedFor() throws {
    let fired = Recorder<Bool>()
    let timer = try queue.sync {
      let timer = try WallTimer(queue: queue) { fired.record(true) }
      timer.arm(at: .distantFuture)
      return timer
    }
    #expect(!fired.wait(seconds: 0.2) { !$0.isEmpty })
    #expect(queue.sync { timer.armedFor } == .distantFuture)
  }

  @Test func theHandlerMayArmAgain() throws {
    let fired = Recorder<Int>()
    let holder = Holder()
    try queue.sync {
      holder.timer = try WallTimer(queue: queue) {
        fired.record(fired.all.count)
        if fired.all.count < 3 { queue.async { holder.timer?.arm(at: WallClock.now()) } }
      }
      holder.timer?.arm(at: WallClock.now())
    }
    #expect(fired.first(3) == [0, 1, 2])
  }

  @Test func aTargetIsTheKernelsWhereBothClocksAgree() {
    let target = WallClock.now().advanced(bySeconds: 1000)
    // Asked again where something held this thread up between the two readings.
    #expect(eventually { KernelTime.nanoseconds(of: target) == target.seconds * 1_000_000_000 })
    #expect(KernelTime.nanoseconds(of: .distantPast) == 1)
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
