import Glibc

/// The folder of a path: `/a` for `/a/b`, `/` for `/a`, `.` for `a`.
public func folderPath(of path: String) -> String {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// A path, made absolute with the current folder.
public func absolutePath(_ path: String) -> String {
  guard !path.hasPrefix("/") else { return path }
  guard let present = getcwd(nil, 0) else { return path }
  defer { free(present) }
  return "\(String(cString: present))/\(path)"
}

/// The text of a link; nil where there is none.
public func linkText(of path: String) -> String? {
  var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
  let count = readlink(path, &buffer, buffer.count)
  guard count > 0 else { return nil }
  return String(decoding: buffer.prefix(count).lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
}

/// Where a link points, relative to the folder that it is in; nil where there is no link.
public func linkDestination(of path: String) -> String? {
  guard let text = linkText(of: path) else { return nil }
  if text.hasPrefix("/") { return text }
  return folderPath(of: path) + "/" + text
}

/// A short name for a path, the same on every run (FNV-1a).
func pathHash(_ path: String) -> String {
  let hash = absolutePath(path).utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
    ($0 ^ UInt64($1)) &* 0x100_0000_01B3
  }
  return String(hash, radix: 16)
}

/// A variable of this process's environment; nil where it is not set.
public func environmentValue(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
