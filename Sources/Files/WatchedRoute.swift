import Glibc

/// The watches that a path needs: a watch on the file itself is lost when an editor renames another file over it, and the
/// folder of a link doesn't report changes of the link's target.
///
/// | part                             | watch                                         | for                        |
/// |----------------------------------|-----------------------------------------------|----------------------------|
/// | a folder                         | the folder moved or deleted                   | stow, git, a renamed folder|
/// | a link to a folder               | the link itself                               | `ln -sfn`, stow            |
/// | the file's folder                | entries with its name                         | editors                    |
/// | the file itself                  | the file closed by a writer                   | a mount of the file alone  |
/// | a link as the last part          | entries with its name, then the route behind  | dotfiles                   |
/// | a folder without the next part   | entries with its name                         | paths that don't exist yet |
struct WatchedRoute {
  /// A watch to set (inotify(7)).
  struct Step {
    var path: String
    var mask: UInt32
    /// The entry that matters in that folder; nil where only the folder, link or file itself does.
    var entry: String?
    /// Whether that is the watched file or a link to it, not a part on the way.
    var isFile = false
  }

  private static let itself = UInt32(IN_MOVE_SELF) | UInt32(IN_DELETE_SELF)
  private static let entries =
    UInt32(IN_CLOSE_WRITE) | UInt32(IN_CREATE) | UInt32(IN_MOVED_TO) | UInt32(IN_MOVED_FROM)
    | UInt32(IN_DELETE) | UInt32(IN_ATTRIB)
  private static let inFolder = entries | itself | UInt32(IN_ONLYDIR)

  /// Walks to an absolute path. Calls `set` for each step **before** it looks further, so that no change is missed.
  static func walk(to path: String, set: (Step) -> Void) {
    var pending = Array(path.split(separator: "/").map(String.init).reversed())
    var folder = "/"
    // As many links as the kernel follows in one path (path_resolution(7)).
    var linksLeft = 40
    while let part = pending.popLast() {
      if part == "." { continue }
      if part == ".." {
        // `folder` has no links in it, so its text is enough.
        folder = folderPath(of: folder)
        continue
      }
      let here = folder == "/" ? "/" + part : "\(folder)/\(part)"
      let isLast = pending.isEmpty
      if isLast { set(Step(path: folder, mask: inFolder, entry: part, isFile: true)) }
      var status = fileStatus(here, followingLinks: false)
      if status == nil {
        if isLast { return }
        // The nearest existing folder reports when the missing part appears; it may exist by now.
        set(Step(path: folder, mask: inFolder, entry: part))
        status = fileStatus(here, followingLinks: false)
      }
      guard let status else { return }
      switch status.st_mode & S_IFMT {
      case S_IFLNK:
        linksLeft -= 1
        if !isLast { set(Step(path: here, mask: itself | UInt32(IN_DONT_FOLLOW))) }
        guard linksLeft > 0, let text = linkText(of: here) else { return }
        if text.hasPrefix("/") { folder = "/" }
        pending += text.split(separator: "/").map(String.init).reversed()
      case S_IFDIR:
        folder = here
        if !isLast { set(Step(path: here, mask: itself | UInt32(IN_ONLYDIR))) }
      default:
        if isLast {
          // A file that is mounted alone reports nothing to the folder that it is seen in.
          set(Step(path: here, mask: UInt32(IN_CLOSE_WRITE), isFile: true))
        } else {
          // A file where a folder should be, which may yet become one.
          set(Step(path: folder, mask: inFolder, entry: part))
        }
        return
      }
    }
  }
}
