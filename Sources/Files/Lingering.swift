import Glibc

/// Whether a user's services go on while nobody is logged in (loginctl(1), `enable-linger`).
public enum Lingering {
  /// Where systemd-logind keeps the names of those users.
  public static let folder = "/var/lib/systemd/linger"

  /// - Parameter folder: the folder with a file for each user who lingers.
  /// - Returns: nil on a machine without systemd-logind.
  public static func isOn(in folder: String = folder) -> Bool? {
    // logind makes the folder with the first user who lingers, the one above it is there before.
    guard fileStatus(folderPath(of: folder))?.isFolder == true, let account = getpwuid(getuid()) else {
      return nil
    }
    return fileStatus(folder + "/" + String(cString: account.pointee.pw_name)) != nil
  }
}
