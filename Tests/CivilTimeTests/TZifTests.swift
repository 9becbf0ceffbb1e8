import CivilTime
import TestSupport
import Testing

@Suite struct TZifTests {
  let berlin = systemZoneBytes("Europe/Berlin")!

  @Test func everyTruncationIsRefused() {
    for bytes in [berlin, systemZoneBytes("right/Europe/Berlin") ?? berlin] {
      for length in 0..<bytes.count {
        #expect(throws: TZifFault.self) { try Zone(identifier: "x", tzif: Array(bytes[..<length])) }
      }
    }
  }

  @Test func faultsSayWhatIsWrong() {
    #expect(throws: TZifFault.notTZif) { try Zone(identifier: "x", tzif: Array("not a zone at all".utf8)) }
    #expect(throws: TZifFault.notTZif) { try Zone(identifier: "x", tzif: []) }
    #expect(throws: TZifFault.unknownVersion(57)) { try Zone(identifier: "x", tzif: with(4, 57)) }
    #expect(throws: TZifFault.tooLarge(2 << 20)) {
      try Zone(identifier: "x", tzif: [UInt8](repeating: 0, count: 2 << 20))
    }
    #expect("\(TZifFault.badFooter("x"))" == "the footer \"x\" is not a POSIX TZ string")
  }

  @Test func wildCountsAreRefused() {
    for count in 0..<6 {
      for value: UInt8 in [1, 0x7F, 0x80, 0xFF] {
        let place = 20 + count * 4
        #expect(throws: TZifFault.self) { try Zone(identifier: "x", tzif: with(place, value)) }
      }
    }
  }

  @Test func unsortedTransitionsAreRefused() {
    var bytes = TZifTests.file(times: [100, 50], indices: [1, 0])
    #expect(throws: TZifFault.badTransition(1)) { try Zone(identifier: "x", tzif: bytes) }
    bytes = TZifTests.file(times: [100, 200], indices: [1, 7])
    #expect(throws: TZifFault.badTypeIndex(7, transition: 1)) { try Zone(identifier: "x", tzif: bytes) }
    bytes = TZifTests.file(times: [.max], indices: [1])
    #expect(throws: TZifFault.badTransition(0)) { try Zone(identifier: "x", tzif: bytes) }
  }

  @Test func aSlimFileLivesByItsFooter() throws {
    let bytes = TZifTests.file(times: [100], indices: [1], footer: "CET-1CEST,M3.5.0,M10.5.0/3")
    let zone = try Zone(identifier: "x", tzif: bytes)
    #expect(zone.offset(at: Instant(seconds: 99)) == 0)
    #expect(zone.offset(at: Instant("2300-07-01T00:00:00Z")!) == 7200)
  }

  @Test func versionOneHasNoFooter() throws {
    var bytes = Array(berlin)
    bytes[4] = 0
    let zone = try Zone(identifier: "x", tzif: bytes)
    #expect(zone.offset(at: Instant("2026-07-01T00:00:00Z")!) == 7200)
  }

  @Test func randomDamageNeverTraps() {
    let seed: UInt64 = 7
    var random = SeededRandom(seed: seed)
    var read = 0
    for _ in 0..<4000 {
      var bytes = berlin
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      guard let zone = try? Zone(identifier: "x", tzif: bytes) else { continue }
      read += 1
      for _ in 0..<4 {
        let time = Int64.random(in: .min ... .max, using: &random) >> Int64.random(in: 0...40, using: &random)
        _ = zone.local(at: Instant(seconds: time))
        _ = zone.resolve(CivilDateTime(localSeconds: time))
      }
    }
    #expect(read > 0, "seed \(seed)")
  }

  private func with(_ place: Int, _ value: UInt8) -> [UInt8] {
    var bytes = berlin
    bytes[place] = value
    return bytes
  }

  /// A small file of version 2: types UTC+0 "AAA" and UTC+1 "BBB".
  static func file(times: [Int64], indices: [UInt8], footer: String = "") -> [UInt8] {
    func header(_ times: Int, _ types: Int, _ characters: Int) -> [UInt8] {
      Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
        + [0, 0, 0, times, types, characters].flatMap { number in
          (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - $0 * 8)) }
        }
    }
    let data = times.flatMap { time in (0..<8).map { UInt8(truncatingIfNeeded: time >> (56 - Int64($0) * 8)) }
    }
    let types: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0x0E, 0x10, 1, 4]
    return header(0, 0, 0) + header(times.count, 2, 8) + data + indices + types + Array("AAA\0BBB\0".utf8)
      + Array("\n\(footer)\n".utf8)
  }
}
