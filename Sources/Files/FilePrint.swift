import Glibc

/// Tells one file from another, and from itself after a change. Two changes within one tick of the file system's clock
/// can look the same.
public struct FilePrint: Equatable {
  private var device: UInt
  private var inode: UInt
  private var size: Int
  private var mode: mode_t
  private var changedSeconds: Int
  private var changedNanoseconds: Int

  /// nil where there is no file.
  public init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = UInt(status.st_dev)
    inode = UInt(status.st_ino)
    size = Int(status.st_size)
    mode = status.st_mode
    changedSeconds = status.st_ctim.tv_sec
    changedNanoseconds = status.st_ctim.tv_nsec
  }
}
