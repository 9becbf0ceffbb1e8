import Glibc

extension StoreFault: CustomStringConvertible {
  /// What could not be done, where, and what to do.
  public var description: String {
    switch self {
    case .sqlite(.notebook(let path), _, _, _) where isDamage:
      """
      the notebook \(path) is damaged; `sqlite3 \(path) .recover` may save what it holds, and a new one begins once it \
      is moved away
      """
    case .sqlite(let file, let doing, let code, let message):
      "cannot \(doing): " + (file.advice(code & 0xff) ?? "\(message) (SQLite code \(code))")
    case .newer(let file, let version, let known):
      """
      \(file.path) was written by a later Kinkeeper (\(file.word) version \(version), this one knows \(known)); install \
      that version again
      """
    case .noLocks(let folder, let code):
      """
      the file system of \(folder) has no locks (\(String(cString: strerror(code)))): lock files stand in, and only one \
      machine may use it at a time
      """
    case .exists(let path): "there is already a file \(path), which is left alone"
    case .unavailable(let folder, let why): "the history's folder \(folder) cannot be used: \(why)"
    case .cannotSetAside(let path, let errno):
      "\(path) is damaged and could not be moved aside: \(String(cString: strerror(errno)))"
    }
  }
}

extension StoreFile {
  /// What messages call it.
  fileprivate var word: String { if case .history = self { "history" } else { "notebook" } }

  /// What SQLite's code means for the user, and what to do; nil where its own words say more.
  fileprivate func advice(_ code: Int32) -> String? {
    switch (self, code) {
    case (_, 5), (_, 6): "another program holds the \(word) locked; close it and try again"
    case (.history, 8): "the history is read-only; give its folder back to yourself"
    case (.notebook, 8), (.notebook, 14): "the notebook cannot be written; give its folder back to yourself"
    case (.history, 11), (.history, 26):
      "it is damaged; kinkeeperd moves it aside when it starts, and restores the backup"
    case (.history, 13): "the disk is full; free some space, and it works again"
    case (.notebook, 13): "the disk is full; free some space, then try again"
    default: nil
    }
  }
}
