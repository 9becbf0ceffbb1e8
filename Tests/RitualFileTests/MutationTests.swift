import JSONText
import RitualFile
import Testing
import Wording

/// The same numbers for the same seed on every machine (SplitMix64).
private struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

@Suite struct MutationTests {
  @Test func `random damage is reported at places inside the file, and never a crash`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("config mutations: seed \(seed)")
    var random = SeededNumbers(state: seed)
    let good = Array(everyKey.utf8)
    let pieces = [
      "\"\"", "null", "-1", "1.0", "[]", "{}", "\"\\u0000\"", "[\"sam\", \"sam\"]", "1e999", "\"every\"",
    ]
    .map { Array($0.utf8) }
    let tokens = tokens(of: everyKey)
    var reported = 0
    for round in 0..<2000 {
      var bytes = good
      switch round % 3 {
      case 0:
        // A value becomes another one: the JSON stays good, the config hardly.
        for range in Set(
          (0...Int.random(in: 0..<3, using: &random)).map { _ in
            tokens[Int.random(in: 0..<tokens.count, using: &random)]
          }
        ).sorted(by: { $0.lowerBound > $1.lowerBound }) {
          bytes.replaceSubrange(range, with: pieces[Int.random(in: 0..<pieces.count, using: &random)])
        }
      case 1:
        // A letter inside a string changes.
        for _ in 0...Int.random(in: 0..<4, using: &random) {
          let at = Int.random(in: 0..<bytes.count, using: &random)
          if bytes[at] >= 0x61 && bytes[at] <= 0x7A {
            bytes[at] = UInt8.random(in: 0x61...0x7A, using: &random)
          }
        }
      default:
        let at = Int.random(in: 0..<bytes.count, using: &random)
        bytes[at] = UInt8.random(in: 0...255, using: &random)
        if Bool.random(using: &random) {
          bytes.removeSubrange(Int.random(in: 0..<bytes.count, using: &random)...)
        }
      }
      let reading = RitualFile.read(bytes, file: "config.json", zones: SmallWorld())
      reported += reading.diagnostics.isEmpty ? 0 : 1
      check(reading, bytes, "seed \(seed), round \(round)")
    }
    #expect(reported > 1000)
  }

  @Test func `a single slip in a good config is reported as one, wherever it is`() {
    let good = Array(everyKey.utf8)
    var slips: [(String, [UInt8])] = []
    for at in good.indices {
      func change(_ what: String, _ edit: (inout [UInt8]) -> Void) {
        var bytes = good
        edit(&bytes)
        slips.append(("\(what) at byte \(at)", bytes))
      }
      switch good[at] {
      case UInt8(ascii: ","):
        change("a comma removed") { $0.remove(at: at) }
        change("a comma doubled") { $0.insert(UInt8(ascii: ","), at: at) }
        change("a semicolon") { $0[at] = UInt8(ascii: ";") }
      case UInt8(ascii: ":"): change("a colon removed") { $0.remove(at: at) }
      case UInt8(ascii: "\""):
        change("a quote removed") { $0.remove(at: at) }
        change("a quote doubled") { $0.insert(UInt8(ascii: "\""), at: at) }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        change("a bracket removed") { $0.remove(at: at) }
        change("a comma after a bracket") { $0.insert(UInt8(ascii: ","), at: at + 1) }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        change("a bracket removed") { $0.remove(at: at) }
        change("a bracket doubled") { $0.insert(good[at], at: at) }
        change("a comma before a bracket") { $0.insert(UInt8(ascii: ","), at: at) }
      case UInt8(ascii: " "):
        change("a comment") { $0.insert(contentsOf: Array("/* why */".utf8), at: at) }
        change("a line break") { $0[at] = 0x0A }
      case UInt8(ascii: "\n"): change("a comment") { $0.insert(contentsOf: Array(" // why".utf8), at: at) }
      default: break
      }
    }
    #expect(slips.count > 1500)
    for (what, bytes) in slips {
      let reading = RitualFile.read(bytes, file: "config.json", zones: SmallWorld())
      check(reading, bytes, what)
      let isJSON = (try? JSONDocument(parsing: bytes)) != nil
      #expect(isJSON || reading.diagnostics.count == 1, "\(what): \(reading.diagnostics.map(\.description))")
    }
  }

  private func check(_ reading: RitualFile.Reading, _ bytes: [UInt8], _ what: String) {
    let hasErrors = reading.diagnostics.contains { $0.severity == .error }
    #expect((reading.household == nil) == hasErrors, "\(what)")
    if (try? JSONDocument(parsing: bytes, limits: RitualFile.limits)) == nil {
      #expect(reading.household == nil, "\(what)")
    }
    var last = 0
    var finder = JSONPlaceFinder(bytes)
    for diagnostic in reading.diagnostics {
      let place = finder.place(of: diagnostic.range.lowerBound)
      #expect(diagnostic.line == place.line && diagnostic.column == place.column, "\(what)")
      #expect(diagnostic.range.upperBound <= bytes.count && diagnostic.range.lowerBound >= last, "\(what)")
      #expect(!diagnostic.message.isEmpty, "\(what)")
      last = diagnostic.range.lowerBound
    }
    let rendered = DiagnosticRenderer(usesColour: true, width: 40).render(reading.diagnostics, source: bytes)
    #expect(rendered.isEmpty == reading.diagnostics.isEmpty, "\(what)")
  }

  /// The places of all values below the top.
  private func tokens(of text: String) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    func walk(_ value: JSONValue) {
      // Only the innermost, so that two never overlap.
      if value.count == 0 { ranges.append(value.range) }
      for member in value.members { walk(member.value) }
      for element in value.elements { walk(element) }
    }
    if let root = try? JSONDocument(parsing: text).root { walk(root) }
    return ranges
  }
}
