/// Why the notebook could not be read or written.
public struct NotebookFault: Error, Hashable, Sendable {
  /// The file.
  public var path: String
  /// What went wrong with it.
  public var reason: HistoryFault
}

extension NotebookFault: CustomStringConvertible {
  /// What could not be done, where, and what to do.
  public var description: String {
    switch reason {
    case _ where reason.isDamage:
      """
      the notebook \(path) is damaged; `sqlite3 \(path) .recover` may save what it holds, and a new one begins once it \
      is moved away
      """
    case .sqlite(let doing, let code, let message):
      switch code & 0xff {
      case 5, 6: "cannot \(doing): another program holds the notebook locked; close it and try again"
      case 8, 14: "cannot \(doing): the notebook cannot be written; give its folder back to yourself"
      case 13: "cannot \(doing): the disk is full; make room, then try again"
      default: "cannot \(doing): \(message) (SQLite code \(code))"
      }
    case .newer(_, let version, let known):
      """
      \(path) was written by a later Kinkeeper (notebook version \(version), this one knows \(known)); install that \
      version again
      """
    case .unreadable, .unavailable, .cannotSetAside: "\(reason)"
    }
  }
}
