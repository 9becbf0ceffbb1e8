import CivilTime
import Glibc

/// The wall clock of this machine: CLOCK_REALTIME, which can be stepped either way at any time.
public enum WallClock {
  /// The present second, rounded down: an instant is reached when its second begins.
  public static func now() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(seconds: Int64(time.tv_sec))
  }
}
