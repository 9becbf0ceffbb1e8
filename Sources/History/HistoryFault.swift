/// Why the history could not be read or written.
public enum HistoryFault: Error, Hashable, Sendable {
  /// SQLite refused: what was being done, its result code (sqlite.org/rescode.html) and its own words.
  case sqlite(doing: String, code: Int32, message: String)
  /// The file was written by a later version of the program.
  case newer(path: String, version: Int, known: Int)
  /// The file holds something that this version cannot read.
  case unreadable(path: String, what: String)
  /// The folder of the history cannot be used: the words say why.
  case unavailable(folder: String, why: String)
  /// The damaged file could not be moved out of the way.
  case cannotSetAside(path: String, errno: Int32)

  /// True where the disk is full or read-only, or the file locked: it may work again later by itself.
  public var mayPass: Bool {
    guard case .sqlite(_, let code, _) = self else { return false }
    return [5, 6, 8, 10, 13, 14].contains(code & 0xff)
  }

  /// True where the file is damaged, or no database at all: opening it anew sets it aside.
  public var isDamage: Bool {
    guard case .sqlite(_, let code, _) = self else { return false }
    return [11, 26].contains(code & 0xff)
  }

  /// True where the connection is not to be trusted any more: a failed read, write or sync, or damage (sqlite.org/rescode.html).
  public var asksToReopen: Bool {
    guard case .sqlite(_, let code, _) = self else { return false }
    return isDamage || [10, 14].contains(code & 0xff) || code == 1032
  }
}
