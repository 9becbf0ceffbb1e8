import Glibc

/// A folder that only its user can open.
public enum PrivateFolder {
  /// Makes sure that the folder exists, belongs to this user and has mode 0700.
  ///
  /// Makes the folders above it too, but never the home itself; outside the home, only the last part. Whatever is missing
  /// there may just not be mounted yet: the mount would hide a new folder, and until then it would look empty.
  public static func make(_ path: String, home: String) throws(FileFault) {
    let base = home.hasSuffix("/") && home.count > 1 ? String(home.dropLast()) : home
    let isInHome = path.hasPrefix(base + "/")
    var above = isInHome ? base : folderPath(of: path)
    guard fileStatus(above)?.isFolder == true else { throw .noFolderAbove(path: path, missing: above) }
    for part in isInHome ? path.dropFirst(base.count + 1).split(separator: "/").dropLast() : [] {
      above += "/" + part
      try makeOne(above)
    }
    try makeOne(path)
    try secure(path)
  }

  private static func makeOne(_ path: String) throws(FileFault) {
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw .failed(action: .make, path: path, errno: errno)
    }
  }

  /// Works on a descriptor, so that it checks and changes the same folder.
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
    guard status.permissions != 0o700 else { return }
    guard fchmod(descriptor, 0o700) == 0 else { throw .failed(action: .make, path: path, errno: errno) }
  }
}
