import Glibc

/// Tells one file from another, and from itself after a change. Two changes within one tick of the file system's clock
/// can look the same.
public struct FilePrint: Equatable {
  private let numbers: [Int]

  /// nil where there is no file.
  public init?(path: String) {
    guard let status = fileStatus(path) else { return nil }
    numbers = [
      Int(bitPattern: status.st_dev), Int(bitPattern: status.st_ino), status.st_size, Int(status.st_mode),
      status.st_ctim.tv_sec, status.st_ctim.tv_nsec,
    ]
  }
}
