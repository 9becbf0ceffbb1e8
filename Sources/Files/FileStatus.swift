import Glibc

/// What stat(2) reports; nil, with errno, where there is no such file. A link itself where it isn't followed.
public func fileStatus(_ path: String, followingLinks: Bool = true) -> stat? {
  var status = stat()
  return fstatat(AT_FDCWD, path, &status, followingLinks ? 0 : AT_SYMLINK_NOFOLLOW) == 0 ? status : nil
}

extension stat {
  /// Whether this is a folder.
  public var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
  /// Whether this is a regular file.
  public var isRegular: Bool { st_mode & S_IFMT == S_IFREG }
  /// The mode without the kind of file.
  public var permissions: mode_t { st_mode & 0o7777 }

  /// Whether both are of one file.
  public func isSameFile(as other: stat) -> Bool { st_dev == other.st_dev && st_ino == other.st_ino }
}

/// The names in a folder, without `.` and `..`; none where it can't be read.
public func entryNames(in folder: String) -> [String] {
  guard let stream = opendir(folder) else { return [] }
  defer { closedir(stream) }
  var names: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != "." && name != ".." { names.append(name) }
  }
  return names
}
