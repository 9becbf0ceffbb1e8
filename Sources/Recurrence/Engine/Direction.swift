/// Which way along the time line a search goes. It is a type, so that each way is compiled on its own.
protocol Direction {
  static var isForward: Bool { get }
}

enum Forward: Direction { @inline(__always) static var isForward: Bool { true } }

enum Backward: Direction { @inline(__always) static var isForward: Bool { false } }

extension Direction {
  /// From one number to the next.
  @inline(__always) static var sign: Int { isForward ? 1 : -1 }

  /// The second at which a day begins, looked at this way.
  @inline(__always) static var startOfDay: Int { isForward ? 0 : 86_399 }

  /// Whether a number comes before another, looked at this way.
  @inline(__always) static func isBefore<Number: Comparable>(_ one: Number, _ other: Number) -> Bool {
    isForward ? one < other : one > other
  }

  /// The one of two numbers that comes first, looked at this way.
  @inline(__always) static func first<Number: Comparable>(_ one: Number, _ other: Number) -> Number {
    isForward ? min(one, other) : max(one, other)
  }

  /// The one of two numbers that comes last, looked at this way.
  @inline(__always) static func last<Number: Comparable>(_ one: Number, _ other: Number) -> Number {
    isForward ? max(one, other) : min(one, other)
  }

  /// The first number from one on that is whole steps away from an origin; forward, only from the origin on.
  @inline(__always) static func aligned(from number: Int, to origin: Int, by step: Int) -> Int {
    if !isForward { return number - floorRemainder(number - origin, step) }
    let rest = (number - origin) % step
    return rest == 0 ? number : number + step - rest
  }

  /// The first element of an ascending array that is not before a bound.
  static func first<Number: Comparable>(of numbers: [Number], from bound: Number) -> Number? {
    isForward ? numbers.first { $0 >= bound } : numbers.last { $0 <= bound }
  }

  /// The first second from one on, on the days and at the times of the day that two searches find.
  @inline(__always) static func second(
    from bound: Int, on day: Int, _ findDay: (Int) -> Int?, _ findTime: (Int) -> Int?
  ) -> Int? {
    guard var found = findDay(day) else { return nil }
    if found == day {
      if let time = findTime(bound - day * 86_400) { return day * 86_400 + time }
      guard let further = findDay(day + sign) else { return nil }
      found = further
    }
    return findTime(startOfDay).map { found * 86_400 + $0 }
  }
}

@inline(__always) func floorDivide(_ number: Int, _ divisor: Int) -> Int {
  let quotient = number / divisor
  return number % divisor < 0 ? quotient - 1 : quotient
}

@inline(__always) func floorRemainder(_ number: Int, _ divisor: Int) -> Int {
  let rest = number % divisor
  return rest < 0 ? rest + divisor : rest
}

func greatestDivisor(_ left: Int, _ right: Int) -> Int {
  var (a, b) = (left, right)
  while b != 0 { (a, b) = (b, a % b) }
  return a
}
