import CivilTime
import Planning
import Rituals
import TestSupport
import Testing

/// One life: a household, some of its rituals, and some of the steps.
struct SimulationCase: CustomStringConvertible {
  var seed: UInt64
  var size: Int
  var rituals: [Int]
  var steps: [Int]

  init(seed: UInt64, size: Int, rituals: [Int], steps: [Int]) {
    (self.seed, self.size, self.rituals, self.steps) = (seed, size, rituals, steps)
  }

  /// Lives it; what is broken is thrown.
  @discardableResult
  func run(comparesEach: Int = 1) throws -> SimulatedLife {
    let source = RandomHousehold(seed: seed, size: size)
    var life = SimulatedLife(source, rituals: rituals)
    life.comparesEach = comparesEach
    life.settlesEach = max(1, comparesEach / 5)
    for step in steps { try life.run(source.step(step)) }
    return life
  }

  private var broken: String? {
    do {
      try run()
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// A smaller case that is broken as well: fewer rituals first, then fewer steps.
  func shrunk() -> SimulationCase {
    var best = self
    if best.broken == nil { return best }
    for part in [\SimulationCase.rituals, \.steps] {
      var size = best[keyPath: part].count
      while size > 0 {
        var from = 0
        while from < best[keyPath: part].count {
          var smaller = best
          smaller[keyPath: part].removeSubrange(from..<min(from + size, best[keyPath: part].count))
          if smaller.broken != nil { best = smaller } else { from += size }
        }
        size = size == 1 ? 0 : (size + 1) / 2
      }
    }
    return best
  }

  /// To be pasted as a test.
  var description: String {
    "try SimulationCase(seed: \(seed), size: \(size), rituals: \(rituals), steps: \(steps)).run()"
  }
}

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
    let clock = ContinuousClock()
    let begin = clock.now
    var hasFailed = false
    for _ in 0..<lives {
      let one = SimulationCase(seed: seed, size: size, rituals: Array(0..<size), steps: Array(0..<steps))
      do {
        let life = try one.run(comparesEach: size > 50 ? 200 : 1)
        if size > 50 { print("simulation: to \(life.clock), \(life.figures), \(clock.now - begin)") }
      } catch {
        // The first one is made smaller.
        let isFirst = environment["KINKEEPER_WHOLE"] == nil && !hasFailed
        let least = isFirst ? one.shrunk() : one
        hasFailed = true
        var reason = "\(error)"
        do { try least.run() } catch { reason = "\(error)" }
        Issue.record("\(least)\n\(reason)")
      }
      seed += 1
    }
  }
}
