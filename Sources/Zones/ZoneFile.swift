import CivilTime
import Files

/// The file of a zone in a tz database.
enum ZoneFile {
  /// The largest zones of the tz database, in the old "fat" form, have under 4 kB.
  static let limit = 262_144

  static func read(_ path: String, name: String) throws(ZoneFault) -> [UInt8] {
    do {
      return try readBounded(path: path, limit: limit)
    } catch {
      if case .notFound = error { throw .notFound(name: name, path: path) }
      throw .unreadable(name: name, error)
    }
  }

  /// Whether a name may be looked up in the database's folder: relative, without `.` or `..` as a part, printable
  /// ASCII (the tz database's own rule allows less).
  static func isValid(name: String) -> Bool {
    let bytes = name.utf8
    guard !bytes.isEmpty, bytes.count <= 255, bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      return false
    }
    return name.split(separator: "/", omittingEmptySubsequences: false)
      .allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
  }
}
