import CivilTime
import Files
import Glibc
import TestSupport
import Testing

@testable import Zones

@Suite struct SystemZonesTests {
  private let folder = TemporaryFolder()

  /// A version 1 file without transitions: one offset for all time (RFC 9636 §3).
  private func fixedZone(offset: Int32, designation: String) -> [UInt8] {
    let offsetBytes = withUnsafeBytes(of: offset.bigEndian) { Array($0) }
    let name = Array(designation.utf8) + [0]
    func block() -> [UInt8] {
      Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
        + [0, 0, 0, 0] + [0, 0, 0, 0] + [0, 0, 0, 0] + [0, 0, 0, 0] + [0, 0, 0, 1] + [
          0, 0, 0, UInt8(name.count),
        ]
        + offsetBytes + [0, 0] + name
    }
    let hours = -offset / 3600
    return block() + block() + Array("\n<\(designation)>\(hours)\n".utf8)
  }

  private func write(_ name: String, offset: Int32 = 3600) {
    folder.makeFolder("zoneinfo")
    folder.makeFolder("zoneinfo/Europe")
    folder.write(fixedZone(offset: offset, designation: "AAA"), to: "zoneinfo/" + name)
  }

  private func zones(setting: String? = nil) -> SystemZones {
    SystemZones(
      folder: folder("zoneinfo"), setting: setting, localtime: folder("localtime"),
      timezoneFile: folder("timezone"))
  }

  private func link(_ target: String) {
    unlink(folder("localtime"))
    #expect(symlink(target, folder("localtime")) == 0)
  }

  @Test func aZoneIsReadOnceFromItsFile() throws {
    write("Europe/Berlin")
    let zones = zones()
    let berlin = try zones.zone("Europe/Berlin")
    #expect(berlin.identifier == "Europe/Berlin")
    #expect(berlin.offset(at: Instant(seconds: 0)) == 3600)
    #expect(try zones.zone("Europe/Berlin") === berlin)
    #expect(zones.contains("Europe/Berlin") && !zones.contains("Europe/Berlim"))
    #expect(zones.watchedPaths == [folder("localtime"), folder("zoneinfo/Europe/Berlin")])
  }

  @Test(arguments: [
    "", "/etc/passwd", "../secret", "Europe/../../secret", "Europe//Berlin", "Europe/", "./UTC", "a\0b",
    "Zürich",
    "a b", String(repeating: "a", count: 256),
  ])
  func aNameThatLeadsOutOfTheDatabaseIsRefused(name: String) {
    #expect(throws: ZoneFault.invalidName(name)) { try zones().zone(name) }
  }

  @Test func aFileThatIsNotAZoneIsAFaultWithItsPath() {
    write("Europe/Berlin")
    folder.write("not a zone", to: "zoneinfo/Text")
    folder.write([UInt8](repeating: 0, count: ZoneFile.limit + 1), to: "zoneinfo/Huge")
    #expect(mkfifo(folder("zoneinfo/Pipe"), 0o600) == 0)
    let zones = zones()
    #expect(throws: ZoneFault.notFound(name: "Nowhere", path: folder("zoneinfo/Nowhere"))) {
      try zones.zone("Nowhere")
    }
    #expect(throws: ZoneFault.malformed(path: folder("zoneinfo/Text"), .notTZif)) { try zones.zone("Text") }
    let unreadable: [(String, FileFault)] = [
      ("Europe", .notARegularFile(path: folder("zoneinfo/Europe"), kind: .folder)),
      ("Pipe", .notARegularFile(path: folder("zoneinfo/Pipe"), kind: .fifo)),
      (
        "Huge",
        .tooLarge(path: folder("zoneinfo/Huge"), size: Int64(ZoneFile.limit + 1), limit: ZoneFile.limit)
      ),
    ]
    for (name, fault) in unreadable {
      #expect(throws: ZoneFault.unreadable(name: name, fault)) { try zones.zone(name) }
    }
  }

  @Test(arguments: ["Europe/Berlin", ":Europe/Berlin", "PATH", ":PATH"])
  func theSettingNamesAZoneOrAFile(setting: String) {
    write("Europe/Berlin")
    let (zone, fault) = zones(
      setting: setting.replacing("PATH", with: folder("zoneinfo/Europe/Berlin"))
    ).systemZone()
    #expect(fault == nil)
    #expect(zone.identifier == "Europe/Berlin")
  }

  @Test func anEmptySettingIsUTC() {
    let (zone, fault) = zones(setting: "").systemZone()
    #expect(zone.identifier == "UTC" && fault == nil)
  }

  @Test(arguments: ["CET-1CEST,M3.5.0,M10.5.0/3", ":CET-1CEST,M3.5.0,M10.5.0/3"])
  func theSettingMayBeRules(setting: String) {
    write("Europe/Berlin")
    let (zone, fault) = zones(setting: setting).systemZone()
    #expect(fault == nil)
    #expect(zone.identifier == "CET-1CEST,M3.5.0,M10.5.0/3")
    #expect(zone.offset(at: Instant(seconds: 1_796_000_000)) == 3600, "winter of 2026")
    #expect(zone.offset(at: Instant(seconds: 1_783_000_000)) == 7200, "summer of 2026")
    #expect(zone.offset(at: Instant(seconds: 15_000_000)) == 7200, "summer of 1970")
  }

  @Test func aBadSettingIsAFaultAndLeavesUTC() {
    write("Europe/Berlin")
    #expect(zones(setting: "CET-1CEST,M3.5.0").systemZone().fault == .unusableSetting("CET-1CEST,M3.5.0"))
    #expect(zones(setting: "CET-1CEST,M3.5.0").systemZone().zone.identifier == "UTC")
    #expect(
      zones(setting: "Europe/Berlim").systemZone().fault
        == .notFound(name: "Europe/Berlim", path: folder("zoneinfo/Europe/Berlim")))
    #expect(zones(setting: ":../secret").systemZone().fault == .invalidName("../secret"))
  }

  @Test func theLinkNamesTheZone() {
    write("Europe/Berlin")
    for target in [
      folder("zoneinfo/Europe/Berlin"), "zoneinfo/Europe/Berlin", "/elsewhere/zoneinfo/Europe/Berlin",
    ] {
      link(target)
      let (zone, fault) = zones().systemZone()
      #expect(zone.identifier == "Europe/Berlin" && fault == nil, "\(target)")
    }
  }

  @Test func aLinkThroughAnotherLinkNamesTheZone() {
    write("Europe/Berlin")
    #expect(symlink(folder("zoneinfo/Europe/Berlin"), folder("chosen")) == 0)
    link("chosen")
    #expect(zones().systemZone().zone.identifier == "Europe/Berlin")
  }

  @Test func aCopiedFileIsReadAndNamedByTheTimezoneFileOnlyWhenThatIsTheSame() {
    write("Europe/Berlin")
    folder.write(fixedZone(offset: 3600, designation: "AAA"), to: "localtime")
    let nameless = zones().systemZone()
    #expect(nameless.zone.identifier == "localtime" && nameless.fault == nil)
    #expect(nameless.zone.offset(at: Instant(seconds: 0)) == 3600)
    folder.write("Europe/Berlin\n", to: "timezone")
    #expect(zones().systemZone().zone.identifier == "Europe/Berlin")
    folder.write(fixedZone(offset: 7200, designation: "AAA"), to: "localtime")
    let other = zones().systemZone().zone
    #expect(other.identifier == "localtime" && other.offset(at: Instant(seconds: 0)) == 7200)
  }

  @Test func aMissingLinkLeavesUTCWithTheFault() {
    let (zone, fault) = zones().systemZone()
    #expect(zone.identifier == "UTC")
    #expect(fault == .notFound(name: "localtime", path: folder("localtime")))
  }

  @Test func aChangedFileOrLinkIsSeenByReload() throws {
    write("Europe/Berlin")
    write("Europe/Paris")
    link(folder("zoneinfo/Europe/Berlin"))
    let zones = zones()
    #expect(zones.systemZone().zone.identifier == "Europe/Berlin")
    #expect(!zones.reload())
    link(folder("zoneinfo/Europe/Paris"))
    #expect(zones.reload())
    #expect(zones.systemZone().zone.identifier == "Europe/Paris")
    #expect(!zones.reload())
    folder.write(fixedZone(offset: 7200, designation: "BBB"), to: "zoneinfo/new")
    #expect(rename(folder("zoneinfo/new"), folder("zoneinfo/Europe/Paris")) == 0)
    #expect(zones.reload())
    #expect(zones.systemZone().zone.offset(at: Instant(seconds: 0)) == 7200)
  }

  @Test func namesComeFromTheTextElseFromTheFolders() {
    write("Europe/Berlin")
    write("UTC")
    folder.write("no zone", to: "zoneinfo/README")
    folder.makeFolder("zoneinfo/right")
    folder.write(fixedZone(offset: 0, designation: "UTC"), to: "zoneinfo/right/UTC")
    #expect(zones().identifiers == ["Europe/Berlin", "UTC"])
    folder.write(
      "# version 2025b\nR d 1916 o - Jun 14 23s 1 S\nZ Africa/Algiers 0:12:12 - LMT 1891\n0:9:21 - PMT 1911\n"
        + "L Africa/Algiers Africa/Oran\n", to: "zoneinfo/tzdata.zi")
    #expect(zones().identifiers == ["Africa/Algiers", "Africa/Oran"])
  }

  @Test func thisMachinesZonesAreFound() {
    let zones = SystemZones(folder: nil, setting: nil)
    #expect(zones.identifiers.count > 400)
    #expect(zones.contains("Europe/Berlin") && zones.contains("America/Argentina/ComodRivadavia"))
  }
}
