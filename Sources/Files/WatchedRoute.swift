import Glibc

/// The way to a file, as it must be watched: a watch on the file itself is lost when an editor renames another one over
/// it, and a change behind a link is not seen in the link's folder.
///
/// What is asked of each part on the way:
///
/// | part                             | watch                                         | for                        |
/// |----------------------------------|-----------------------------------------------|----------------------------|
/// | a folder                         | itself moved, itself deleted                  | stow, git, a renamed folder|
/// | a link to a folder               | the link itself, not followed                 | `ln -sfn`, stow            |
/// | the folder the file's name is in | entries of that name                          | editors                    |
/// | the last part, where it is a link| entries of that name, then the same behind it | dotfiles                   |
/// | the folder a part is missing in  | entries of that name                          | what is not there yet      |
struct WatchedRoute {
  /// A watch to set: on what, for which events (inotify(7)).
  struct Step {
    var path: String
    var mask: UInt32
    /// The entry of that folder that matters; nil where only the thing itself does.
    var entry: String?
    /// Whether that entry is the file that is watched, or a link to it, rather than a part on the way.
    var isFile = false
  }

  private static let itself = UInt32(IN_MOVE_SELF) | UInt32(IN_DELETE_SELF)
  private static let entries =
    UInt32(IN_CLOSE_WRITE) | UInt32(IN_CREATE) | UInt32(IN_MOVED_TO) | UInt32(IN_MOVED_FROM)
    | UInt32(IN_DELETE) | UInt32(IN_ATTRIB)
  private static let inFolder = entries | itself | UInt32(IN_ONLYDIR)

  /// Walks to an absolute path and hands out each step **before** it looks behind it, so that no change falls between.
  static func walk(to path: String, set: (Step) -> Void) {
    var pending = Array(path.split(separator: "/").map(String.init).reversed())
    var folder = "/"
    // More than the kernel follows in one path (path_resolution(7)), and an end to parts that come and go.
    var patience = 40
    while let part = pending.popLast() {
      if part == "." { continue }
      if part == ".." {
        // What is in `folder` is free of links, so its text tells what is above.
        folder = folderPath(of: folder)
        continue
      }
      let here = folder == "/" ? "/" + part : "\(folder)/\(part)"
      let isLast = pending.isEmpty
      if isLast { set(Step(path: folder, mask: inFolder, entry: part, isFile: true)) }
      var status = stat()
      if lstat(here, &status) != 0 {
        if isLast { return }
        // The nearest folder that is there tells when the missing part comes; it may have come just now.
        set(Step(path: folder, mask: inFolder, entry: part))
        guard lstat(here, &status) == 0 else { return }
      }
      switch status.st_mode & S_IFMT {
      case S_IFLNK:
        patience -= 1
        if !isLast { set(Step(path: here, mask: itself | UInt32(IN_DONT_FOLLOW))) }
        guard patience > 0, let text = linkText(of: here) else { return }
        if text.hasPrefix("/") { folder = "/" }
        pending += text.split(separator: "/").map(String.init).reversed()
      case S_IFDIR:
        folder = here
        if !isLast { set(Step(path: here, mask: itself | UInt32(IN_ONLYDIR))) }
      default:
        // The file; or one where a folder should be, which may become one.
        if !isLast { set(Step(path: folder, mask: inFolder, entry: part)) }
        return
      }
    }
  }
}
