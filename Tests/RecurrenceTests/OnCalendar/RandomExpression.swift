import TestSupport

/// Calendar expressions by chance.
enum RandomExpression {
  /// Any that systemd reads, mostly sensible, sometimes odd.
  static func any(_ random: inout SeededRandom) -> String {
    func one(_ choices: [String]) -> String { choices.randomElement(using: &random)! }
    func chain(_ range: ClosedRange<Int>, fromEnd: Bool = false) -> String {
      let count = [1, 1, 1, 2, 3].randomElement(using: &random)!
      return (0..<count).map { _ in
        let start = Int.random(in: range, using: &random)
        switch Int.random(in: 0..<10, using: &random) {
        case 0, 1:
          let end = Int.random(in: start...range.upperBound, using: &random)
          return "\(start)..\(end)"
        case 2:
          let end = Int.random(in: start...range.upperBound, using: &random)
          return "\(start)..\(end)/\(Int.random(in: 1...(range.count - 1), using: &random))"
        case 3, 4:
          let reach = fromEnd ? start - range.lowerBound : range.upperBound - start
          return reach < 1 ? "\(start)" : "\(start)/\(Int.random(in: 1...reach, using: &random))"
        default: return start < 10 && Bool.random(using: &random) ? "0\(start)" : "\(start)"
        }
      }.joined(separator: ",")
    }
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    if chance(4) {
      return one(["minutely", "hourly", "Daily", "weekly", "monthly", "quarterly", "semiannually", "yearly"])
    }
    var parts: [String] = []
    if chance(45) {
      let names = ["Mon", "Tuesday", "wed", "Thu", "Fri", "saturday", "Sun"]
      let first = Int.random(in: 0..<7, using: &random)
      parts.append(
        one([
          names[first], "\(names[first])..\(names[Int.random(in: first..<7, using: &random)])",
          "\(names[first]),\(one(names))", "\(names[first]),\(one(names)),\(one(names))",
        ]))
    }
    if chance(75) {
      let year =
        chance(30)
        ? one(["2026", "2024,2028", "2027..2031", "2025/2", "2024/4", chain(2024...2040), "26..30"]) : "*"
      let month = chance(50) ? chain(1...12) : "*"
      let isFromEnd = chance(20)
      let day = chance(75) ? chain(isFromEnd ? 1...28 : 1...31, fromEnd: isFromEnd) : "*"
      let date = "\(month)\(isFromEnd ? "~" : "-")\(day)"
      parts.append(year == "*" && chance(20) ? date : "\(year)-\(date)")
    }
    if chance(80) || parts.isEmpty {
      var time = (chance(80) ? chain(0...23) : "*") + ":" + (chance(85) ? chain(0...59) : "*")
      if chance(25) { time += ":" + (chance(85) ? chain(0...59) : "*") }
      parts.append(time)
    }
    return parts.joined(separator: chance(10) ? "  " : " ")
  }

  /// Expressions whose times crowd around the hours in which clocks change.
  static func near(_ random: inout SeededRandom) -> String {
    let hours = ["*", "2", "1,2,3", "0..4", "1/2", "2,3", "10", "23,0"].randomElement(using: &random)!
    let minutes = ["*", "0", "30", "0/15", "10,25,40", "5/25", "0/7", "59"].randomElement(using: &random)!
    let seconds = ["", "", ":0", ":30", ":0/20"].randomElement(using: &random)!
    let days = ["", "", "Sun ", "*-*-29,25 ", "Fri..Sun "].randomElement(using: &random)!
    return days + hours + ":" + minutes + seconds
  }
}
