/// Why the history or the notebook could not be read or written.
public enum StoreFault: Error, Equatable, Sendable {
  /// SQLite refused: what was being done, its result code (sqlite.org/rescode.html) and its own words.
  case sqlite(StoreFile, doing: String, code: Int32, message: String)
  /// The file was written by a later version of the program.
  case newer(StoreFile, version: Int, known: Int)
  /// The folder cannot be used: the words say why.
  case unavailable(folder: String, why: String)
  /// A note, not a refusal: the folder's file system keeps no locks, so lock files stand in.
  case noLocks(folder: String, errno: Int32)
  /// A copy was to be written where there is a file already.
  case exists(path: String)
  /// The damaged file could not be moved out of the way.
  case cannotSetAside(path: String, errno: Int32)

  /// True where the disk is full or read-only, or the file locked: a later try may work.
  public var mayPass: Bool { [5, 6, 8, 10, 13, 14].contains(code & 0xff) }

  /// True where the file is damaged, or no database at all: the next opening sets it aside.
  public var isDamage: Bool { [11, 26].contains(code & 0xff) }

  /// True where the connection can no longer be trusted: a failed read, write or sync, or damage (sqlite.org/rescode.html).
  public var asksToReopen: Bool { isDamage || [10, 14].contains(code & 0xff) || code == 1032 }

  /// SQLite's result code; 0, which is none of a fault, where it is not SQLite that refused.
  private var code: Int32 { if case .sqlite(_, _, let code, _) = self { code } else { 0 } }
}

/// One of the two SQLite files of a state folder, and its path.
public enum StoreFile: Equatable, Sendable {
  case history(String)
  case notebook(String)

  var path: String {
    switch self {
    case .history(let path), .notebook(let path): path
    }
  }
}
