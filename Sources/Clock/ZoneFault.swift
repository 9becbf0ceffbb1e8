import CivilTime
import Glibc

/// Why a time zone could not be had.
public enum ZoneFault: Error, Hashable, Sendable {
  /// Not a name that could stand in the tz database: empty, absolute, with `..`, a NUL or the like.
  case invalidName(String)
  /// No such zone; `path` is where it would lie.
  case notFound(name: String, path: String)
  case couldNotRead(path: String, errno: Int32)
  case notARegularFile(path: String)
  case tooLarge(path: String, size: Int64, limit: Int)
  /// The file is no zone (RFC 9636).
  case malformed(path: String, TZifFault)
  /// `TZ` is neither a zone nor a file nor rules as POSIX.1 has them.
  case unusableSetting(String)
}

extension ZoneFault: CustomStringConvertible {
  /// What could not be done and what to do, in lower case.
  public var description: String {
    switch self {
    case .invalidName(let name):
      "\"\(name)\" is not the name of a time zone; use one like Europe/Berlin"
    case .notFound(let name, let path):
      "unknown time zone \"\(name)\": there is no \(path)"
    case .couldNotRead(let path, let code):
      "cannot read the time zone \(path): \(String(cString: strerror(code)))"
    case .notARegularFile(let path):
      "cannot read the time zone \(path): it is not a regular file"
    case .tooLarge(let path, let size, let limit):
      "cannot read the time zone \(path): it has \(size) bytes, more than \(limit)"
    case .malformed(let path, let fault):
      "cannot use the time zone \(path): \(fault)"
    case .unusableSetting(let text):
      "cannot use TZ=\(text): neither a zone nor a file nor POSIX rules; set it to a name like Europe/Berlin"
    }
  }
}
