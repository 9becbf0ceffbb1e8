import Figures
import Glibc

// What planning costs: one event among many rituals, a plan of all of them, the room a ritual takes, and a year's
// preview. The peer of the planner with a memory is the one without, in the same run.

let berlin = berlinZone()
// Each part and what it weighs: about how long it takes beside the others.
let parts: [(weight: Double, run: () -> Void)] = [
  (1, { measure(10_000) }), (10, { measure(100_000) }), (100, { measure(1_000_000) }),
  (2, { measurePreview() }), (2, { measurePreview(budget: 10) }), (4, { measurePreview(hasMore: true) }),
  (4, { measurePreview(hasMore: true, budget: 10) }),
]
let begin = seconds()
var rest = parts.reduce(0) { $0 + $1.weight }
var done = 0.0
for (index, part) in parts.enumerated() {
  if index == 0 {
    print(
      "one event among so many rituals (median), beside planning all of them anew, and the room that each takes"
    )
  }
  if index == 3 { print("\na preview of a year, with 200 rituals") }
  part.run()
  done += part.weight
  rest -= part.weight
  let passed = seconds() - begin
  let text =
    "bench-planning: \(index + 1) of \(parts.count), \(Int(passed)) s, about \(Int(passed * rest / done)) s left\n"
  _ = text.withCString { write(STDERR_FILENO, $0, strlen($0)) }
}
