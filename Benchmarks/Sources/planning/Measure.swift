import AllocationCount
import CivilTime
import Figures
import Glibc
import Planning
import RitualFile
import Rituals

struct NoZones: ZoneDirectory {
  func contains(_ identifier: String) -> Bool { identifier == "Europe/Berlin" }
  var identifiers: [String] { ["Europe/Berlin"] }
}

/// The zone as the system has it; without it the benchmark means nothing.
func berlinZone() -> Zone {
  guard let file = fopen("/usr/share/zoneinfo/Europe/Berlin", "rb") else {
    fatalError("there is no zone Europe/Berlin")
  }
  defer { fclose(file) }
  var bytes = [UInt8](repeating: 0, count: 1 << 16)
  let count = fread(&bytes, 1, bytes.count, file)
  guard let zone = try? Zone(identifier: "Europe/Berlin", tzif: Array(bytes[..<count])) else {
    fatalError("the zone Europe/Berlin cannot be read")
  }
  return zone
}

/// A config of so many rituals of every plain kind, as a file has it.
func config(_ count: Int) -> [UInt8] {
  let phrases = [
    "every day", "every weekday", "every monday and thursday", "every first saturday",
    "every month on the 15th", "every last friday of march and september", "every year on 14 march",
    "3 weeks after last time",
  ]
  var text = """
    { "me": "sam", "timeZone": "Europe/Berlin", "quietHours": [{ "from": "22:00", "to": "08:00" }],
    "people": { "sam": { "name": "Sam" }, "ana": { "name": "Ana" } }, "rituals": [

    """
  text.reserveCapacity(count * 150)
  for number in 0..<count {
    let minute = number % 60 < 10 ? "0\(number % 60)" : "\(number % 60)"
    text += #"{ "id": "r\#(number)", "title": "Ritual \#(number)", "with": ["ana"], "#
    text += #""when": "\#(phrases[number % 8]) at "#
    text += "\(8 + number % 12):\(minute)\" }" + (number < count - 1 ? ",\n" : "\n] }")
  }
  return Array(text.utf8)
}

func household(_ count: Int) -> Household {
  let reading = RitualFile.read(config(count), file: "config.json", zones: NoZones())
  guard let household = reading.household else {
    fatalError("the config has mistakes: \(reading.diagnostics)")
  }
  return household
}

/// A planner in full life: everything is under care.
func planner(of household: inout Household, at now: Instant) -> Planner {
  var planner = Planner(household, zone: berlin) { _ in berlin }
  household.rituals = []
  planner.settle(planner.plan(now: now), at: now)
  _ = planner.plan(now: now)
  return planner
}

func measure(_ count: Int) {
  let now = Instant(seconds: 1_800_000_000)
  let before = allocated_bytes()
  let start = seconds()
  var household = household(count)
  let loaded = seconds()
  var planner = planner(of: &household, at: now)
  let planned = seconds()
  let room = Double(allocated_bytes() - before) / Double(count)

  var times: [Double] = []
  var fresh: [Double] = []
  let rounds = 201
  for round in 0..<rounds {
    let ritual = "r\(round * 7919 % count)"
    guard
      let next = planner[ritual]?.upcoming(
        after: now, ledger: planner.chronicle[ritual], circumstances: planner.circumstances, count: 1
      ).first
    else { continue }
    let done = Event(
      at: now, occurrence: next.occurrence, fact: .done(on: berlin.local(at: now)))
    let from = seconds()
    planner.apply(done, number: 2 + round)
    _ = planner.plan(now: now)
    times.append(seconds() - from)
  }
  for _ in 0..<(count > 100_000 ? 1 : 5) {
    let from = seconds()
    _ = plan(
      now: now, rituals: planner.rituals, chronicle: planner.chronicle, circumstances: planner.circumstances)
    fresh.append(seconds() - from)
  }
  times.sort()
  fresh.sort()
  let (one, all) = (times[times.count / 2], fresh[fresh.count / 2])
  print(
    padded(Double(count), 0, to: 9), "rituals:", padded(one * 1e6, 1, to: 7), "µs, all anew",
    padded(all * 1e3, 1, to: 8), "ms (", padded(all / one, 0, to: 6), "times ),", padded(room, 0, to: 5),
    "bytes each; read in", padded((loaded - start) * 1e3, 0, to: 6), "ms, taken up in",
    padded((planned - loaded) * 1e3, 0, to: 6), "ms")
}

/// - Parameters:
///   - hasMore: each ritual has two leads as well and is asked about again.
///   - budget: the largest number of reminders on one day; what it has no room for waits.
func measurePreview(hasMore: Bool = false, budget: Int? = nil) {
  let now = Instant(seconds: 1_800_000_000)
  var household = household(200)
  household.budgetPerDay = budget
  if hasMore {
    for place in household.rituals.indices {
      household.rituals[place].remind = [.atStart, .before(Span(days: 1)), .before(Span(seconds: 7200))]
      household.rituals[place].nudge = Nudge(every: Span(days: 1), times: 2)
    }
  }
  var preview = Preview(planner(of: &household, at: now), from: now)
  let from = seconds()
  let coming = preview.reminders(through: now.advanced(bySeconds: 365 * 86_400))
  print(
    "  \(coming.count) reminders, \(hasMore ? "leads and nudges" : "starts alone"), \(budget.map { "a budget of \($0)" } ?? "no budget"), in",
    padded((seconds() - from) * 1e3, 1, to: 0), "ms")
}
