import CivilTime
import Glibc

/// The wall clock of this machine: CLOCK_REALTIME, which can be stepped either way at any time.
public enum WallClock {
  /// The present second, rounded down: an instant counts as reached when its second has begun.
  public static func now() -> Instant {
    let nanoseconds = nowNanoseconds()
    let seconds = nanoseconds / 1_000_000_000
    return Instant(seconds: nanoseconds < 0 && nanoseconds % 1_000_000_000 != 0 ? seconds - 1 : seconds)
  }

  /// Nanoseconds since 1970-01-01T00:00:00Z. Read through libc's `clock_gettime`, so that a library put in front
  /// of it can give this process a clock of its own.
  public static func nowNanoseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
