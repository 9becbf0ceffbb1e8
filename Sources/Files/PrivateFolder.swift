import Glibc

/// A folder that nobody but its user can look into.
public enum PrivateFolder {
  /// Makes sure that the folder is there, belongs to this user and has mode 0700.
  ///
  /// Folders above it are made too, but never the home itself, nor anything outside of it but the last part: what is
  /// missing there may only be not mounted yet, and a folder made underneath would be hidden by the mount
  /// and taken for an empty one before it.
  public static func make(_ path: String, home: String) throws(FileFault) {
    let base = home.hasSuffix("/") && home.count > 1 ? String(home.dropLast()) : home
    if path.hasPrefix(base + "/") {
      guard isFolder(base) else { throw .noFolderAbove(path: path, missing: base) }
      var above = base
      for part in path.dropFirst(base.count + 1).split(separator: "/").dropLast() {
        above += "/" + part
        try makeOne(above)
      }
    } else {
      let above = folderPath(of: path)
      guard isFolder(above) else { throw .noFolderAbove(path: path, missing: above) }
    }
    try makeOne(path)
    try secure(path)
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func makeOne(_ path: String) throws(FileFault) {
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw .failed(action: .make, path: path, errno: errno)
    }
  }

  /// Through a descriptor, so that what is examined and what is changed are the same folder.
  private static func secure(_ path: String) throws(FileFault) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else {
      let code = errno
      if (code == ELOOP || code == ENOTDIR) && linkText(of: path) != nil { throw .isALink(path: path) }
      throw .failed(action: .open, path: path, errno: code)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .failed(action: .examine, path: path, errno: errno) }
    guard status.st_uid == geteuid() else { throw .ownedByAnother(path: path, owner: status.st_uid) }
    guard status.st_mode & 0o7777 != 0o700 else { return }
    guard fchmod(descriptor, 0o700) == 0 else { throw .failed(action: .make, path: path, errno: errno) }
  }
}
