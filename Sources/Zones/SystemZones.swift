import CivilTime
import Files

/// The zones of this machine, read from its tz database (`/usr/share/zoneinfo`), and the one that it is set to.
///
/// Reads each file once and keeps it until `reload()` finds it changed. Use it on one thread.
public final class SystemZones {
  /// The folder of the tz database.
  public let folder: String
  private let setting: String?
  private let localtime: String
  private let timezoneFile: String

  private var zones: [String: Zone] = [:]
  /// The files in use as they were just before they were read; nil where one could not be looked at.
  private var inUse: [String: FilePrint?] = [:]
  private var localtimeSeen: LocalTime?
  private var names: [String]?

  /// What `/etc/localtime` was: where it pointed, and the file there.
  private struct LocalTime: Equatable {
    var destination: String?
    var print: FilePrint?
  }

  /// - Parameters:
  ///   - folder: the tz database; by default `TZDIR`, else `/usr/share/zoneinfo`.
  ///   - setting: the value of `TZ`, nil where it is not set.
  ///   - localtime: the link that names the machine's zone (localtime(5)).
  ///   - timezoneFile: Debian's file with that zone's name, read only where `localtime` is a plain file.
  public init(
    folder: String? = environmentValue("TZDIR"), setting: String? = environmentValue("TZ"),
    localtime: String = "/etc/localtime", timezoneFile: String = "/etc/timezone"
  ) {
    self.folder = folder.flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/usr/share/zoneinfo"
    self.setting = setting
    self.localtime = localtime
    self.timezoneFile = timezoneFile
  }

  /// The zone with a name of the tz database.
  public func zone(_ name: String) throws(ZoneFault) -> Zone {
    if let known = zones[name] { return known }
    guard ZoneFile.isValid(name: name) else { throw .invalidName(name) }
    let zone = try load(name: name, path: "\(folder)/\(name)")
    zones[name] = zone
    return zone
  }

  /// Whether there is such a zone that can be used.
  public func contains(_ name: String) -> Bool { (try? zone(name)) != nil }

  /// The names of all zones, sorted; a wrong name gets its suggestion from them.
  public var identifiers: [String] {
    if let names { return names }
    let found = ZoneNames.all(in: folder)
    names = found
    return found
  }

  /// The zone that the machine is set to, by `TZ`, else by `/etc/localtime`. Where that can't be used, UTC with the
  /// fault.
  public func systemZone() -> (zone: Zone, fault: ZoneFault?) {
    do throws(ZoneFault) {
      guard let setting else { return (try localZone(), nil) }
      return (try zone(setting: setting), nil)
    } catch { return (.utc, error) }
  }

  /// Forgets everything if any of it has changed on disk; true means that, and zones must be looked up again.
  public func reload() -> Bool {
    let changed =
      inUse.contains { FilePrint(path: $0.key) != $0.value }
      || localtimeSeen.map { $0 != lookAtLocaltime() } ?? false
    guard changed else { return false }
    zones = [:]
    inUse = [:]
    localtimeSeen = nil
    names = nil
    return true
  }

  /// What to watch on disk, so as to call `reload()` when it changes: the link itself and the files in use.
  public var watchedPaths: [String] {
    (setting == nil ? [localtime] : []) + inUse.keys.filter { $0 != localtime }.sorted()
  }

  // MARK: - The machine's zone

  /// `TZ` as in tzset(3): a name or an absolute path, perhaps after a colon; rules of POSIX.1 (`CET-1CEST`) where no
  /// zone has that name; empty is UTC.
  private func zone(setting text: String) throws(ZoneFault) -> Zone {
    let value = text.hasPrefix(":") ? String(text.dropFirst()) : text
    guard !value.isEmpty else { return .utc }
    if value.hasPrefix("/") {
      return try load(name: name(ofPath: value) ?? value, path: value)
    }
    do throws(ZoneFault) {
      return try zone(value)
    } catch {
      guard let zone = Zone(identifier: value, posix: value) else {
        // Few names have digits or commas, so this was most likely meant as rules.
        throw looksLikeRules(value) ? .unusableSetting(text) : error
      }
      return zone
    }
  }

  private func looksLikeRules(_ text: String) -> Bool {
    text.utf8.contains { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "<") }
  }

  private func localZone() throws(ZoneFault) -> Zone {
    localtimeSeen = lookAtLocaltime()
    var path = localtime
    // The first link into a tz database names the zone; whatever that links to is an alias inside it.
    for _ in 0..<8 {
      guard let next = linkDestination(of: path) else { break }
      path = next
      if let name = name(ofPath: path), ZoneFile.isValid(name: name) {
        if let zone = try? zone(name) { return zone }
        return try load(name: name, path: localtime)
      }
    }
    let print = FilePrint(path: localtime)
    let bytes = try ZoneFile.read(localtime, name: "localtime")
    return try zone(named: copiedName(of: bytes) ?? "localtime", path: localtime, bytes: bytes, print: print)
  }

  /// The name in `/etc/timezone`, if that zone's file is the one that was copied.
  private func copiedName(of bytes: [UInt8]) -> String? {
    guard let text = try? ZoneFile.read(timezoneFile, name: "timezone") else { return nil }
    let name = String(decoding: text.prefix { $0 > 0x20 }, as: UTF8.self)
    guard ZoneFile.isValid(name: name),
      let original = try? ZoneFile.read("\(folder)/\(name)", name: name), original == bytes
    else { return nil }
    return name
  }

  private func lookAtLocaltime() -> LocalTime {
    LocalTime(destination: linkDestination(of: localtime), print: FilePrint(path: localtime))
  }

  /// The part of a path after the tz database's folder, ours or any other of that name.
  private func name(ofPath path: String) -> String? {
    if path.hasPrefix(folder + "/") { return String(path.dropFirst(folder.count + 1)) }
    let parts = path.split(separator: "/")
    guard let index = parts.lastIndex(of: "zoneinfo"), index + 1 < parts.count else { return nil }
    return parts[(index + 1)...].joined(separator: "/")
  }

  // MARK: - Files

  private func load(name: String, path: String) throws(ZoneFault) -> Zone {
    // Taken first: a change during the read then shows in the next look.
    let print = FilePrint(path: path)
    return try zone(named: name, path: path, bytes: ZoneFile.read(path, name: name), print: print)
  }

  private func zone(
    named name: String, path: String, bytes: [UInt8], print: FilePrint?
  ) throws(ZoneFault) -> Zone {
    // Watched even where it can't be used: somebody may repair it.
    inUse[path] = print
    do throws(TZifFault) {
      return try Zone(identifier: name, tzif: bytes)
    } catch {
      throw .malformed(path: path, error)
    }
  }
}
