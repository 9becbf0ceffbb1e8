import CivilTime
import Foundation
import TestSupport
import Testing

@Suite struct ZoneTests {
  static let names = [
    "Europe/Berlin", "Europe/Dublin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo",
    "Asia/Tehran",
    "Pacific/Apia", "Pacific/Auckland", "America/St_Johns", "Asia/Kolkata", "Africa/Casablanca",
    "America/Scoresbysund",
    "Asia/Gaza", "Antarctica/Troll", "UTC", "Africa/Monrovia", "America/Nuuk",
  ]

  /// zdump reads the same files and knows nothing of us.
  @Test(arguments: names) func agreesWithZdump(name: String) throws {
    let zone = systemZone(name)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/zdump")
    process.arguments = ["-v", "-c", "1800,2450", name]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    var checked = 0
    for line in text.split(separator: "\n") {
      // Europe/Berlin  Sun Mar 28 01:00:00 2027 UT = Sun Mar 28 03:00:00 2027 CEST isdst=1 gmtoff=7200
      let words = line.split(separator: " ").map(String.init)
      guard words.count == 16, let month = months.firstIndex(of: words[2]), let day = Int(words[3]),
        let year = Int(words[5]), let date = CivilDate(year: year, month: month + 1, day: day),
        let time = TimeOfDay(words[4]), let offset = Int(words[15].dropFirst(7))
      else { continue }
      let instant = Instant(seconds: CivilDateTime(date, time).localSeconds)
      #expect(zone.offset(at: instant) == offset, "\(line)")
      #expect(zone.abbreviation(at: instant) == words[13], "\(line)")
      #expect(zone.isDaylight(at: instant) == (words[14] == "isdst=1"), "\(line)")
      checked += 1
    }
    #expect(checked > 3 || name == "UTC")
  }

  /// The slow reading of the same promise: an instant shows a wall time, and the wall time leads back.
  @Test(arguments: names) func wallTimesLeadBackToTheirInstants(name: String) {
    let zone = systemZone(name)
    let seed: UInt64 = 20_261_121
    var random = SeededRandom(seed: seed)
    var near: [Int64] = []
    var at = Instant("1880-01-01T00:00:00Z")!
    while let next = zone.nextTransition(after: at), next.instant < Instant("2060-01-01T00:00:00Z")! {
      #expect(zone.offset(at: next.instant) == next.offsetAfter)
      #expect(zone.offset(at: next.instant.advanced(bySeconds: -1)) == next.offsetBefore)
      #expect(zone.abbreviation(at: next.instant) == next.abbreviation)
      near.append(next.instant.seconds)
      at = next.instant
    }
    for turn in 0..<3000 {
      let centre = near.randomElement(using: &random) ?? 0
      let seconds =
        turn % 2 == 0
        ? centre + Int64.random(in: -100_000...100_000, using: &random)
        : Int64.random(in: -3_000_000_000...30_000_000_000, using: &random)
      let instant = Instant(seconds: seconds)
      let local = zone.local(at: instant)
      switch zone.resolve(local) {
      case .unique(let found): #expect(found == instant, "\(name) \(instant) seed \(seed)")
      case .overlap(let first, let second):
        #expect(first < second && (instant == first || instant == second), "\(name) \(instant) seed \(seed)")
        #expect(zone.local(at: first) == local && zone.local(at: second) == local)
        #expect(zone.instant(of: local) == first)
      case .gap: Issue.record("\(name): \(local) is shown at \(instant), yet called a gap; seed \(seed)")
      }
      // And a wall time that no clock shows.
      let wall = CivilDateTime(localSeconds: seconds)
      if case .gap(let shifted, let transition) = zone.resolve(wall) {
        let before = zone.offset(at: transition.advanced(bySeconds: -1))
        #expect(shifted.seconds == wall.localSeconds - Int64(before))
        #expect(zone.local(at: shifted) > wall && shifted >= transition)
        #expect(zone.instant(of: wall) == shifted)
      }
    }
  }

  @Test func aGapIsReadWithTheOffsetBeforeIt() {
    let berlin = systemZone("Europe/Berlin")
    let gap = CivilDateTime("2027-03-28T02:30")!
    #expect(berlin.local(at: berlin.instant(of: gap)).description == "2027-03-28T03:30:00")
    let overlap = CivilDateTime("2026-10-25T02:30")!
    #expect(berlin.instant(of: overlap) == Instant("2026-10-25T00:30:00Z"))
    #expect(
      berlin.resolve(overlap)
        == .overlap(first: Instant("2026-10-25T00:30:00Z")!, second: Instant("2026-10-25T01:30:00Z")!))
    let far = CivilDateTime("9999-07-01T12:00")!
    #expect(berlin.instant(of: far) == Instant("9999-07-01T10:00:00Z"))
    #expect(berlin.instant(of: CivilDateTime("0001-01-01T00:53:28")!) == .distantPast)
  }

  @Test func apiaHasNo30December2011() {
    let apia = systemZone("Pacific/Apia")
    let lost = CivilDateTime("2011-12-30T10:00")!
    #expect(apia.local(at: apia.instant(of: lost)).description == "2011-12-31T10:00:00")
    guard case .gap = apia.resolve(lost) else {
      Issue.record("a day that no clock showed")
      return
    }
  }

  @Test func dublinSavesDaylightInWinter() {
    let dublin = systemZone("Europe/Dublin")
    #expect(dublin.abbreviation(at: Instant("2050-01-01T00:00:00Z")!) == "GMT")
    #expect(dublin.offset(at: Instant("2050-07-01T00:00:00Z")!) == 3600)
  }

  @Test func lordHoweMovesByHalfAnHour() {
    let zone = systemZone("Australia/Lord_Howe")
    #expect(zone.offset(at: Instant("2099-01-01T00:00:00Z")!) == 11 * 3600)
    #expect(zone.offset(at: Instant("2099-07-01T00:00:00Z")!) == 10 * 3600 + 1800)
  }

  @Test func filesWithLeapSecondsAreReadLeapFree() {
    for name in ["Europe/Berlin", "America/New_York", "Pacific/Apia", "UTC"] {
      guard systemZoneBytes("right/\(name)") != nil else { continue }
      // These files say nothing of the time after their list of leap seconds.
      let plain = systemZone(name)
      let right = systemZone("right/\(name)")
      var at = Instant("1890-01-01T00:00:00Z")!
      while let next = plain.nextTransition(after: at), next.instant < Instant("2025-10-01T00:00:00Z")! {
        #expect(right.nextTransition(after: at) == next)
        at = next.instant
      }
    }
  }

  @Test(arguments: [Int64.min, .min + 1, -1 << 55, 1 << 55, .max - 1, .max])
  func timesBeyondAllReasonAreAnswered(seconds: Int64) {
    for zone in [systemZone("Europe/Berlin"), Zone(identifier: "x", posix: "EST5EDT,0/0,J365/25")!, Zone.utc]
    {
      _ = zone.local(at: Instant(seconds: seconds))
      _ = zone.resolve(CivilDateTime(localSeconds: seconds))
      _ = zone.instant(of: CivilDateTime(localSeconds: seconds))
      _ = zone.period(at: Instant(seconds: seconds))
    }
  }
}

/// A change on the clocks of a zone: of the offset, of the abbreviation, or of both.
struct ZoneTransition: Equatable {
  var instant: Instant
  var offsetBefore: Int
  var offsetAfter: Int
  var abbreviation: String
}

extension Zone {
  /// The first change of the clocks strictly later than an instant; nil where there is none before the year 10000.
  func nextTransition(after instant: Instant) -> ZoneTransition? {
    var before = period(at: instant)
    while before.end <= .distantFuture {
      let after = period(at: before.end)
      let last = after.start.advanced(bySeconds: -1)
      if before.offset != after.offset || abbreviation(at: last) != abbreviation(at: after.start)
        || isDaylight(at: last) != isDaylight(at: after.start)
      {
        return ZoneTransition(
          instant: after.start, offsetBefore: before.offset, offsetAfter: after.offset,
          abbreviation: abbreviation(at: after.start))
      }
      before = after
    }
    return nil
  }
}
