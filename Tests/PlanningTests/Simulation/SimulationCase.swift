/// One life: a household, some of its rituals, and some of the steps.
struct SimulationCase: CustomStringConvertible {
  var seed: UInt64
  /// How many rituals the household has in full.
  var size: Int
  var rituals: [Int]
  var steps: [Int]

  /// Lives it and throws the first broken promise. After each step `watch` sees how many steps are done.
  @discardableResult
  func run(watch: (Int, SimulatedLife) throws -> Void = { _, _ in }) throws -> SimulatedLife {
    let source = RandomHousehold(seed: seed, size: size)
    var life = SimulatedLife(source, rituals: rituals)
    // The planner without a memory costs as much as there are rituals.
    life.comparesEach = rituals.count > 50 ? 200 : 1
    life.settlesEach = max(1, life.comparesEach / 5)
    for (index, step) in steps.enumerated() {
      try life.run(source.step(step))
      try watch(index + 1, life)
    }
    return life
  }

  /// To be pasted as a test.
  var description: String {
    "try SimulationCase(seed: \(seed), size: \(size), rituals: \(list(rituals)), steps: \(list(steps))).run()"
  }

  private func list(_ numbers: [Int]) -> String {
    guard let first = numbers.first, let last = numbers.last, numbers.count > 2,
      numbers == Array(first...last)
    else { return "\(numbers)" }
    return "Array(\(first)...\(last))"
  }
}
