import CivilTime
import Glibc
import LibicalPeer
import Recurrence

/// Three engines and a judge.
struct Comparison {
  let folder: String
  let cases: [Case]
  let seed: UInt64

  init(folder: String, seed: UInt64, count: Int) {
    self.folder = folder
    self.seed = seed
    let zones = ["Europe/Berlin", "America/New_York"].compactMap { name in
      try? Zone(identifier: name, tzif: bytes(of: "/usr/share/zoneinfo/\(name)"))
    }
    var random = SplitMix(state: seed)
    cases = (0..<count).map { _ in Case(zones: [.utc] + zones, using: &random) }
  }

  private struct Tally {
    var cases = 0
    var right = [0, 0, 0]
    var silent = [0, 0, 0]
  }

  /// Prints who was right; false where we were not.
  func run() -> Bool {
    let dateutil = askDateutil()
    for zone in Set(cases.map(\.zone.identifier)) { libical_warm_up(zone) }
    var agreed = 0
    var tally: [String: Tally] = [:]
    var faults: [String] = []
    var lonely: [String] = []
    for (index, each) in cases.enumerated() {
      let ours = each.ours
      let judged = each.judged
      let answers = [ours, askLibical(each), dateutil[index]]
      if ours != judged { faults.append(each.description) }
      if answers.allSatisfy({ $0 == ours }) {
        agreed += 1
        continue
      }
      if answers[1] == answers[2], answers[1] != nil { lonely.append(each.description) }
      for feature in ["all"] + each.features {
        tally[feature, default: Tally()].cases += 1
        for engine in 0..<3 {
          if answers[engine] == judged { tally[feature, default: Tally()].right[engine] += 1 }
          if answers[engine] == nil { tally[feature, default: Tally()].silent[engine] += 1 }
        }
      }
    }
    print("\(agreed) of \(cases.count): all three say the same")
    print("where they do not, who is right by the RFC's text (the slow reference of the tests):\n")
    row("rules with", ["rules", "kinkeeper", "libical", "silent", "dateutil", "silent"])
    for (feature, sums) in tally.sorted(by: { ($1.value.cases, $0.key) < ($0.value.cases, $1.key) }) {
      let cells = [
        sums.cases, sums.right[0], sums.right[1], sums.silent[1], sums.right[2], sums.silent[2],
      ]
      row(feature, cells.map(String.init))
    }
    print("\nsilent: refused, or not done in a tenth of a second")
    if !lonely.isEmpty {
      print("\nlibical and dateutil say the same, and we do not:")
      for line in lonely {
        print("  \(line)\(faults.contains(line) ? "" : " (they are wrong by the reference)")")
      }
    }
    if !faults.isEmpty {
      print("\nwe are wrong by the reference (seed \(seed)):")
      for line in faults { print("  \(line)") }
    }
    return faults.isEmpty
  }

  private func row(_ name: String, _ cells: [String]) {
    let pad = { (text: String, width: Int) in String(repeating: " ", count: max(1, width - text.count)) }
    print("  " + name + pad(name, 20) + cells.map { pad($0, 10) + $0 }.joined())
  }

  private func askLibical(_ each: Case) -> [Int64]? {
    let zone = each.zone.identifier
    guard let rule = libical_rule_new("\(each.rule)", each.start.localSeconds, zone) else { return nil }
    defer { libical_rule_free(rule) }
    var found = [Int64](repeating: 0, count: each.count)
    let filled = libical_rule_ask(rule, &found, Int32(each.count), 100)
    return filled < 0 ? nil : found.prefix(Int(filled)).filter { $0 <= each.last.seconds }
  }

  private func askDateutil() -> [[Int64]?] {
    let path = "/tmp/kinkeeper-differential.\(getpid())"
    defer { unlink(path) }
    guard let file = fopen(path, "w") else { fatalError("cannot write \(path)") }
    for each in cases {
      let fields = [
        "\(each.rule)", "\(each.start.localSeconds)", each.zone.identifier, "\(each.count)",
        "\(each.last.seconds)",
      ]
      fputs(fields.joined(separator: "\t") + "\n", file)
    }
    fclose(file)
    let lines = output(of: "/usr/bin/python3 \(folder)/dateutil_list.py <\(path)")
    guard lines.count == cases.count else { fatalError("python-dateutil gave \(lines.count) answers") }
    return lines.map { $0 == "-" ? nil : $0.split(separator: ",").compactMap { Int64($0) } }
  }
}
