import Glibc

/// A moment of the clock that never goes back.
public func seconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// A number with so many decimal places, on the right of a column.
public func padded(_ value: Double, _ places: Int, to width: Int) -> String {
  var scale = 1.0
  for _ in 0..<places { scale *= 10 }
  let whole = Int((value * scale).rounded())
  var text = String(whole / Int(scale))
  if places > 0 {
    let rest = String(whole % Int(scale))
    text += "." + String(repeating: "0", count: places - rest.count) + rest
  }
  return String(repeating: " ", count: max(0, width - text.count)) + text
}

/// The middle one of some numbers.
public func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
