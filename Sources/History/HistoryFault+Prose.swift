import Glibc

extension HistoryFault: CustomStringConvertible {
  /// What could not be done, where, and what to do.
  public var description: String {
    switch self {
    case .sqlite(let doing, let code, let message):
      switch code & 0xff {
      case 5, 6: "cannot \(doing): another program holds the history locked; close it and try again"
      case 8: "cannot \(doing): the history is read-only; give its folder back to yourself"
      case 11, 26:
        "cannot \(doing): it is damaged; kinkeeperd moves it aside when it starts, and goes on from the backup"
      case 13: "cannot \(doing): the disk is full; make room, and it goes on by itself"
      default: "cannot \(doing): \(message) (SQLite code \(code))"
      }
    case .newer(let path, let version, let known):
      """
      \(path) was written by a later Kinkeeper (history version \(version), this one knows \(known)); install that \
      version again
      """
    case .unreadable(let path, let what): "\(path) holds \(what), which this version cannot read"
    case .unavailable(let folder, let why): "the history's folder \(folder) cannot be used: \(why)"
    case .cannotSetAside(let path, let errno):
      "\(path) is damaged and could not be moved aside: \(String(cString: strerror(errno)))"
    }
  }
}
