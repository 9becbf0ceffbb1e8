import TestSupport
import Testing

@Suite("A household lived with for years")
struct SimulationTests {
  private let environment = environmentNumbers([
    "KINKEEPER_SEED", "KINKEEPER_RITUALS", "KINKEEPER_STEPS", "KINKEEPER_LIVES", "KINKEEPER_WHOLE",
  ])

  @Test("keeps every promise, whatever happens")
  func promises() throws {
    let size = Int(environment["KINKEEPER_RITUALS"] ?? 6)
    let steps = Int(environment["KINKEEPER_STEPS"] ?? 150)
    let lives = Int(environment["KINKEEPER_LIVES"] ?? 12)
    var system = SystemRandomNumberGenerator()
    var seed = environment["KINKEEPER_SEED"] ?? system.next() % 1_000_000_000
    print("simulation: KINKEEPER_SEED=\(seed)")
    var hasFailed = false
    for _ in 0..<lives {
      let one = SimulationCase(seed: seed, size: size, rituals: Array(0..<size), steps: Array(0..<steps))
      var progress = ProgressLine("simulation", of: steps)
      do {
        let life = try one.run { progress.show($0, ", at \($1.clock)") }
        if steps > 1000 { print("simulation: to \(life.clock), \(life.figures)") }
      } catch let broken as Broken {
        // The first one is made smaller.
        if environment["KINKEEPER_WHOLE"] == nil, !hasFailed {
          let shrunk = Shrinking(one, broken)
          Issue.record("\(broken)\n\(shrunk.summary):\n\(shrunk.least)\n\(shrunk.reason)")
        } else {
          Issue.record("\(one)\n\(broken)")
        }
        hasFailed = true
      }
      seed += 1
    }
  }
}
