// What planning costs: one event among many rituals, a plan of all of them, the room a ritual takes, and a year's
// preview. The peer of the planner with a memory is the one without, in the same run.

let berlin = berlinZone()
print(
  "one event among so many rituals (median), beside planning all of them anew, and the room that each takes")
for count in [10_000, 100_000, 1_000_000] { measure(count) }
print("\na preview of a year, with 200 rituals")
measurePreview()
measurePreview(budget: 10)
measurePreview(hasMore: true)
measurePreview(hasMore: true, budget: 10)
