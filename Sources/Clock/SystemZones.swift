import CivilTime
import Glibc

/// The zones of this machine, read from its tz database (`/usr/share/zoneinfo`), and the one it is set to.
///
/// Each file is read once and kept until `reload()` finds it changed. Not to be shared between threads.
public final class SystemZones {
  /// The folder of the tz database.
  public let folder: String
  private let setting: String?
  private let localtime: String
  private let timezoneFile: String

  private var zones: [String: Zone] = [:]
  private var inUse: [String: ZoneFile.Print] = [:]
  private var localtimeSeen: LocalTime?
  private var names: [String]?

  /// What `/etc/localtime` was: where it pointed to, and the file there.
  private struct LocalTime: Equatable {
    var destination: String?
    var print: ZoneFile.Print?
  }

  /// - Parameters:
  ///   - folder: the tz database; by default `TZDIR`, else `/usr/share/zoneinfo`.
  ///   - setting: the value of `TZ`, nil where it is not set.
  ///   - localtime: the link that says which zone the machine is in (localtime(5)).
  ///   - timezoneFile: Debian's file with that zone's name, asked only where `localtime` is a plain file.
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

  /// Whether there is such a zone, and it can be used.
  public func contains(_ name: String) -> Bool { (try? zone(name)) != nil }

  /// The names of all zones, sorted, to suggest one for a name that is not among them.
  public var identifiers: [String] {
    if let names { return names }
    let found = ZoneNames.all(in: folder)
    names = found
    return found
  }

  /// The zone that the machine is set to: by `TZ`, else by `/etc/localtime`. Where that cannot be used it is UTC, with
  /// the fault that made it so.
  public func systemZone() -> (zone: Zone, fault: ZoneFault?) {
    do throws(ZoneFault) {
      guard let setting else { return (try localZone(), nil) }
      return (try zone(setting: setting), nil)
    } catch {
      return (.utc, error)
    }
  }

  /// Forgets what was read if any of it has changed on disk; true says so, and zones must be asked for anew.
  public func reload() -> Bool {
    let changed =
      inUse.contains { ZoneFile.Print(path: $0.key) != $0.value }
      || localtimeSeen.map { $0 != lookAtLocaltime() } ?? false
    guard changed else { return false }
    zones = [:]
    inUse = [:]
    localtimeSeen = nil
    names = nil
    return true
  }

  /// What to watch on disk, for `reload()` to be called when it changes: the link itself and the files in use.
  public var watchedPaths: [String] {
    (setting == nil ? [localtime] : []) + inUse.keys.filter { $0 != localtime }.sorted()
  }

  // MARK: - The zone that is set

  /// `TZ` as tzset(3) has it: a colon may stand before a name or an absolute path; rules of POSIX.1 (`CET-1CEST`) are taken
  /// where there is no zone of that name; empty is UTC.
  private func zone(setting text: String) throws(ZoneFault) -> Zone {
    let value = text.hasPrefix(":") ? String(text.dropFirst()) : text
    guard !value.isEmpty else { return .utc }
    if value.hasPrefix("/") {
      return try load(name: name(ofPath: value) ?? value, path: value)
    }
    do throws(ZoneFault) {
      return try zone(value)
    } catch {
      guard let zone = try? Zone(identifier: value, tzif: ZoneFile.bytes(rules: value)) else {
        // Digits and commas stand in rules and in few names: say what was most likely meant.
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
    // The first link into a tz database names the zone; what lies behind that is an alias inside it.
    for _ in 0..<8 {
      guard let next = ZoneFile.destination(ofLink: path) else { break }
      path = next
      if let name = name(ofPath: path), ZoneFile.isValid(name: name) {
        if let zone = try? zone(name) { return zone }
        return try load(name: name, path: localtime)
      }
    }
    let (bytes, print) = try ZoneFile.read(localtime, name: "localtime")
    return try zone(named: copiedName(of: bytes) ?? "localtime", path: localtime, bytes: bytes, print: print)
  }

  /// The name that `/etc/timezone` gives, if the file of that zone is the one that was copied.
  private func copiedName(of bytes: [UInt8]) -> String? {
    guard let (text, _) = try? ZoneFile.read(timezoneFile, name: "timezone") else { return nil }
    let line = text.prefix { $0 > 0x20 }
    let name = String(decoding: line, as: UTF8.self)
    guard ZoneFile.isValid(name: name),
      let (original, _) = try? ZoneFile.read("\(folder)/\(name)", name: name), original == bytes
    else { return nil }
    return name
  }

  private func lookAtLocaltime() -> LocalTime {
    LocalTime(destination: ZoneFile.destination(ofLink: localtime), print: ZoneFile.Print(path: localtime))
  }

  /// The part of a path behind the tz database's folder, ours or any other of that name.
  private func name(ofPath path: String) -> String? {
    if path.hasPrefix(folder + "/") { return String(path.dropFirst(folder.count + 1)) }
    let parts = path.split(separator: "/")
    guard let index = parts.lastIndex(of: "zoneinfo"), index + 1 < parts.count else { return nil }
    return parts[(index + 1)...].joined(separator: "/")
  }

  // MARK: - Files

  private func load(name: String, path: String) throws(ZoneFault) -> Zone {
    let (bytes, print) = try ZoneFile.read(path, name: name)
    return try zone(named: name, path: path, bytes: bytes, print: print)
  }

  private func zone(
    named name: String, path: String, bytes: [UInt8], print: ZoneFile.Print
  ) throws(ZoneFault) -> Zone {
    // Watched even where it cannot be used: it may be mended.
    inUse[path] = print
    do throws(TZifFault) {
      return try Zone(identifier: name, tzif: bytes)
    } catch {
      throw .malformed(path: path, error)
    }
  }
}

/// A variable of this process's environment, nil where it is not set.
public func environmentValue(_ name: String) -> String? {
  getenv(name).map { String(cString: $0) }
}
