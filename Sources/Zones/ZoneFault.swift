import CivilTime
import Files

/// Why a time zone can't be used.
public enum ZoneFault: Error, Hashable, Sendable {
  /// Not a name that can be in the tz database: empty, absolute, with `..`, a NUL or the like.
  case invalidName(String)
  /// No such zone; `path` is where it would be.
  case notFound(name: String, path: String)
  case unreadable(name: String, FileFault)
  /// The file is not a zone (RFC 9636).
  case malformed(path: String, TZifFault)
  /// `TZ` is not a zone, a file or rules in the form of POSIX.1.
  case unusableSetting(String)
}

extension ZoneFault: CustomStringConvertible {
  /// What could not be done and what to do, in lower case.
  public var description: String {
    switch self {
    case .invalidName(let name): "\"\(name)\" is not the name of a time zone; use one like Europe/Berlin"
    case .notFound(let name, let path): "unknown time zone \"\(name)\": there is no \(path)"
    case .unreadable(let name, let fault): "cannot use the time zone \(name): \(fault)"
    case .malformed(let path, let fault): "cannot use the time zone \(path): \(fault)"
    case .unusableSetting(let text):
      "cannot use TZ=\(text): it's not a zone, a file or POSIX rules; set it to a name like Europe/Berlin"
    }
  }
}
