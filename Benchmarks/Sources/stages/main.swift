import CivilTime
import Commands
import Figures
import Files
import Glibc
import JSONText
import Planning
import RitualFile
import Rituals
import Zones

// stages CONFIG [RUNS]: what each stage of `kin next --json` takes for a ritual, in nanoseconds, beside its floor: the
// least that any program would have to do there, measured in the same run. Medians.

guard CommandLine.arguments.count > 1 else {
  print("usage: stages CONFIG [RUNS]")
  exit(EX_USAGE)
}
let path = CommandLine.arguments[1]
let runs = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 15
let now = Instant(seconds: 1_800_000_000)

func time<Value>(_ work: () throws -> Value) rethrows -> (value: Value, seconds: Double) {
  let begin = seconds()
  let value = try work()
  return (value, seconds() - begin)
}

/// Something that the compiler can't leave out.
@inline(never) func use(_ value: some Any) { withExtendedLifetime(value) {} }

@inline(never) func mixed(_ bytes: [UInt8]) -> UInt8 { bytes.reduce(0) { ($0 &* 31) ^ $1 } }

/// What each stage took in each run, and its floor, in seconds.
struct StageTimes {
  var count = 0
  var times: [String: [Double]] = [:]
  var floors: [String: [Double]] = [:]
}

/// All stages once, as `kin next --json` does them.
func run(_ figures: inout StageTimes) throws {
  let zones = SystemZones()
  let (bytes, reading) = try time { try readBounded(path: path, limit: 1 << 30) }
  figures.times["read", default: []].append(reading)
  figures.floors["read", default: []].append(time { use(Array(bytes[1...])) }.seconds)

  let (_, parsing) = try time { try JSONDocument(parsing: bytes, limits: RitualFile.limits) }
  figures.times["parse", default: []].append(parsing)
  figures.floors["parse", default: []].append(time { use(mixed(bytes)) }.seconds)

  let (read, all) = time { RitualFile.read(bytes, file: path, zones: nil) }
  guard let household = read.household else { fatalError("\(read.diagnostics)") }
  figures.times["decode", default: []].append(all - parsing)
  let count = household.rituals.count
  figures.count = count
  // An object for each, and whether its id is new.
  figures.floors["decode", default: []].append(
    time {
      var known: Set<String> = []
      known.reserveCapacity(count)
      var boxes: [Box] = []
      boxes.reserveCapacity(count)
      for ritual in household.rituals {
        known.insert(ritual.id)
        boxes.append(Box(ritual))
      }
      use(boxes)
    }.seconds)

  let zone = try zones.zone(household.timeZone ?? "UTC")
  let (compiled, compiling) = try time {
    try Planner(household, zone: zone, zones: { try zones.zone($0) })
  }
  var planner = compiled
  figures.times["compile", default: []].append(compiling)
  figures.floors["compile", default: []].append(time { use(household.rituals.map(Box.init)) }.seconds)

  figures.times["plan", default: []].append(
    time {
      planner.settle(planner.plan(now: now), at: now)
    }.seconds)
  // The engine alone.
  figures.floors["plan", default: []].append(
    time { for kept in planner.rituals { use(kept.schedule.next(after: now)?.instant) } }.seconds)

  var text = 0
  figures.times["print", default: []].append(
    time {
      var coming = planner.coming(after: now, perRitual: 1).makeIterator()
      JSON.write(.pretty, listing: { coming.next() }, to: { text += $0.utf8.count })
    }.seconds)
  let written = [UInt8](repeating: 0x20, count: text)
  figures.floors["print", default: []].append(time { use(Array(written[1...])) }.seconds)
}

final class Box {
  let ritual: Ritual
  init(_ ritual: Ritual) { self.ritual = ritual }
}

var figures = StageTimes()
for _ in 0..<runs { try run(&figures) }
print("\(figures.count) rituals, ns a ritual (median of \(runs))")
print("stage         takes    floor  the floor")
for (stage, floor) in [
  ("read", "copying the bytes once"), ("parse", "looking at each byte once"),
  ("decode", "an object for each, and whether its id is new"), ("compile", "an object for each"),
  ("plan", "the engine's next time of each"), ("print", "copying the text once"),
] {
  let (takes, least) = (median(figures.times[stage] ?? []), median(figures.floors[stage] ?? []))
  let name = stage + String(repeating: " ", count: 9 - stage.count)
  print(
    name, padded(takes / Double(figures.count) * 1e9, 0, to: 9),
    padded(least / Double(figures.count) * 1e9, 0, to: 8),
    " \(floor)")
}
