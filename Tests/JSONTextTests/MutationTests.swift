import Foundation
import JSONText
import Testing

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
  @Test func `random damage is read or refused with a place inside the text, never a crash`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("json mutations: seed \(seed)")
    var random = SeededNumbers(state: seed)
    var refused = 0
    for round in 0..<10_000 {
      var bytes = ownCases[round % ownCases.count].bytes
      for _ in 0...Int.random(in: 0..<4, using: &random) {
        let at = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.insert(UInt8.random(in: 0...255, using: &random), at: at)
        case 1: bytes.insert(Array("{}[]\",:\\u0e1-".utf8).randomElement(using: &random) ?? 0, at: at)
        case 2: if at < bytes.count { bytes.remove(at: at) }
        default: if at < bytes.count { bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random) }
        }
      }
      checkRecovery(bytes, "seed \(seed), round \(round)")
      do {
        let document = try JSONDocument(parsing: bytes)
        let value = JSON(document.root)
        #expect(String(validating: bytes, as: UTF8.self) != nil, "seed \(seed), round \(round)")
        #expect(
          (try? JSON(JSONDocument(parsing: value.utf8()).root)) == value, "seed \(seed), round \(round)")
      } catch {
        refused += 1
        #expect(
          error.range.upperBound <= bytes.count
            && error.place == JSONPlace(offset: error.range.lowerBound, in: bytes),
          "seed \(seed), round \(round): \(error)")
      }
    }
    #expect(refused > 1000)
  }

  /// The reader that goes on past faults finds none exactly where the strict one does, its fault among them, and what it
  /// gives can be walked through.
  private func checkRecovery(_ bytes: [UInt8], _ what: String) {
    var strict: JSONFault?
    do { _ = try JSONDocument(parsing: bytes) } catch { strict = error }
    let recovery = JSONRecovery(bytes)
    #expect(strict.map(recovery.faults.contains) ?? recovery.faults.isEmpty, "\(what)")
    var last = 0
    for fault in recovery.faults {
      #expect(fault.range.lowerBound >= last && fault.range.upperBound <= bytes.count, "\(what): \(fault)")
      last = fault.range.lowerBound
    }
    guard let document = recovery.document else { return #expect(strict != nil, "\(what)") }
    let value = JSON(document.root)
    #expect((try? JSON(JSONDocument(parsing: value.utf8()).root)) == value, "\(what)")
  }
}
