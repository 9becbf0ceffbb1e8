import AllocationCount
import CivilTime
import LibicalPeer
import Recurrence

/// The same questions to three engines, and what an answer costs each.
struct Table {
  let folder: String
  let zone: Zone
  let start: CivilDateTime
  let now: Instant
  let peers: [String: [Double]]
  private let progress: Progress

  init(folder: String) {
    self.folder = folder
    progress = Progress(
      of: ["bench-rules", "bench-enum", "unsatisfiable"].reduce(0) {
        $0 + lines(of: "\(folder)/Rules/\($1).txt").count
      })
    guard
      let zone = try? Zone(identifier: "Europe/Berlin", tzif: bytes(of: "/usr/share/zoneinfo/Europe/Berlin")),
      let start = CivilDateTime("2016-11-21T09:00"), let now = Instant("2026-11-21T00:00:00Z")
    else { fatalError("no zone file for Europe/Berlin") }
    (self.zone, self.start, self.now) = (zone, start, now)
    var peers: [String: [Double]] = [:]
    for line in output(of: "/usr/bin/python3 \(folder)/dateutil_peer.py \(folder)/Rules") {
      let fields = line.split(separator: "\t")
      peers[String(fields[0])] = fields.dropFirst().compactMap { Double($0) }
    }
    self.peers = peers
  }

  func printNext() {
    print("The first occurrence after 2026-11-21T00:00Z, start 2016-11-21T09:00 in Berlin, in UTC; ns.")
    print(
      "mallocs: how often kinkeeper asks for memory for that one, the one before it, and twenty in a row.")
    row("rule", ["kinkeeper", "libical", "dateutil", "mallocs"])
    var sums = [0.0, 0, 0]
    var allAllocations = 0
    for rule in lines(of: "\(folder)/Rules/bench-rules.txt") {
      let times = [next(rule), libicalNext(rule), peers["next \(rule)"]?.first ?? .nan]
      for index in 0..<3 { sums[index] += times[index] }
      let allocations = allocations(rule)
      row(rule, times.map(number) + ["\(allocations)"])
      progress.step()
      allAllocations += allocations
    }
    row("all together", sums.map(number) + ["\(allAllocations)"])
    print()
  }

  func printEnumeration() {
    print("An occurrence of many in a row, from 2016-11-21T09:00 on; ns, floating and in Berlin")
    row(
      "rule",
      ["floating", "zoned", "reversed", "libical", "zoned", "dateutil", "zoned"])
    for rule in lines(of: "\(folder)/Rules/bench-enum.txt") {
      let peer = peers["list \(rule)"] ?? [.nan, .nan]
      row(
        rule,
        [
          list(rule, .utc), list(rule, zone), listReversed(rule, zone), libicalList(rule, nil),
          libicalList(rule, "Europe/Berlin"),
          peer[0], peer[1],
        ].map(number))
      progress.step()
    }
    print()
  }

  func printUnsatisfiable() {
    print("That a rule can never match; µs, kinkeeper alone: the others walk on to their caps")
    for rule in lines(of: "\(folder)/Rules/unsatisfiable.txt") {
      let parsed = parse(rule)
      let recurrence = Recurrence(parsed, start: start, zone: zone)
      let told = median(count: 20) { sink &+= parsed.isSatisfiable ? 1 : 0 } / 1000
      let asked = median(count: 20) { sink &+= recurrence.next(after: now)?.instant.seconds ?? 1 } / 1000
      row(rule, ["told \(tenths(told))", "asked \(tenths(asked))"])
      progress.step()
    }
    print()
    print(
      "One recurrence takes \(MemoryLayout<Recurrence>.stride) bytes, and no heap where it has one time a day."
    )
  }

  // MARK: Ours

  private func parse(_ text: String) -> RecurrenceRule {
    do { return try RecurrenceRule(text) } catch { fatalError("\(text): \(error)") }
  }

  private func next(_ text: String) -> Double {
    let recurrence = Recurrence(parse(text), start: start, zone: zone)
    // Asked from a slightly different instant each time, so that nothing is remembered.
    var shift: Int64 = 0
    return median(count: 20_000) {
      shift = (shift &+ 1) & 1023
      sink &+= recurrence.next(after: now.advanced(bySeconds: shift))?.instant.seconds ?? 0
    }
  }

  /// How often one answer of ours asks for memory.
  private func allocations(_ text: String) -> Int {
    let recurrence = Recurrence(parse(text), start: start, zone: zone)
    // The runtime makes what it needs of types once.
    var before = allocation_count()
    for _ in 0..<2 {
      before = allocation_count()
      sink &+= recurrence.next(after: now)?.instant.seconds ?? 0
      sink &+= recurrence.previous(before: now)?.instant.seconds ?? 0
      for slot in recurrence.occurrences(after: now).prefix(20) { sink &+= slot.instant.seconds }
    }
    return allocation_count() - before
  }

  private func list(_ text: String, _ zone: Zone) -> Double {
    let recurrence = Recurrence(parse(text), start: start, zone: zone)
    return median(count: 200) {
      for slot in recurrence.occurrences(after: .distantPast).prefix(500) { sink &+= slot.instant.seconds }
    } / 500
  }

  private func listReversed(_ text: String, _ zone: Zone) -> Double {
    let recurrence = Recurrence(parse(text), start: start, zone: zone)
    var occurrences = recurrence.occurrences(after: .distantPast)
    var last = Instant.distantPast
    for _ in 0..<500 { last = occurrences.next()?.instant ?? last }
    return median(count: 200) {
      for slot in recurrence.occurrences(before: last) { sink &+= slot.instant.seconds }
    } / 500
  }

  // MARK: libical

  private func libicalNext(_ text: String) -> Double {
    guard let rule = libical_rule_new(text, start.localSeconds, "Europe/Berlin") else { return .nan }
    defer { libical_rule_free(rule) }
    return median(rounds: 5, count: 100) { sink &+= libical_rule_next(rule, now.seconds, true) }
  }

  private func libicalList(_ text: String, _ zone: String?) -> Double {
    guard let rule = libical_rule_new(text, start.localSeconds, zone) else { return .nan }
    defer { libical_rule_free(rule) }
    var found = [Int64](repeating: 0, count: 500)
    return median(rounds: 5, count: 5) { sink &+= Int64(libical_rule_list(rule, &found, 500)) } / 500
  }

  // MARK: Print

  private func row(_ name: String, _ cells: [String]) {
    let padded = name + String(repeating: " ", count: max(0, 66 - name.count))
    print(padded + cells.map { String(repeating: " ", count: max(1, 11 - $0.count)) + $0 }.joined())
  }

  private func number(_ value: Double) -> String {
    if value.isNaN { return "-" }
    return value < 100 ? tenths(value) : "\(Int(value.rounded()))"
  }

  private func tenths(_ value: Double) -> String {
    let rounded = Int((value * 10).rounded())
    return "\(rounded / 10).\(rounded % 10)"
  }
}
