import CivilTime
import Files
import JSONText
import Rituals

/// The notebook of a state folder: what people write down for themselves, in a SQLite file of its own.
///
/// It lies apart from the history, so that whatever reads, copies or exports the history never touches a word of it. Lines
/// are appended and never changed, except for the words of a detail or a win, which the user may change and erase. Its file
/// and the files that SQLite puts beside it are for their owner alone.
public final class NotebookStore {
  private let database: Database

  /// Which lines are read. Whoever needs no answers asks for none, and they never leave the file.
  public enum Part: Equatable, Sendable {
    /// Details, and what became of them.
    case details
    /// Small wins.
    case wins
    /// Check-ins with what was answered.
    case checkins
    /// Check-ins and how they felt, without what was asked or answered.
    case feelings

    fileprivate var facts: [String] {
      switch self {
      case .details: ["detail", "detail erased", "brought back", "detail done"]
      case .wins: ["win", "win erased"]
      case .checkins: ["checkin", "asked", "felt", "offered"]
      case .feelings: ["checkin", "felt", "offered"]
      }
    }
  }

  /// Opens the notebook of a state folder, which is there already; the file is made if there is none.
  public init(folder: String) throws(StoreFault) {
    database = try Database(.notebook(NotebookStore.path(in: folder)))
  }

  /// The notebook of a folder; nil where there is none yet.
  public convenience init?(reading folder: String) throws(StoreFault) {
    guard fileStatus(NotebookStore.path(in: folder)) != nil else { return nil }
    try self.init(folder: folder)
  }

  /// Where the notebook of a state folder lies.
  public static func path(in folder: String) -> String { folder + "/notebook.sqlite" }

  /// Appends lines, all of them or none; returns the number of the last.
  @discardableResult
  public func append(_ facts: [NotebookEntry.Fact], at now: Instant) throws(StoreFault) -> Int {
    let doing = "write into \(database.file.path)"
    return try database.transaction(doing: doing) { () throws(StoreFault) -> Int in
      for fact in facts {
        let row = NotebookRow(fact)
        try database.run(
          "INSERT INTO lines(at, fact, about, content) VALUES (?, ?, ?, ?)",
          [now, row.word, row.about, row.content.text()], doing: doing)
      }
      return database.lastRow
    }
  }

  /// Replaces or erases the words of a detail or a win. Nothing of the old ones is left in the file or in its log, unless
  /// another program is reading the notebook; then the log keeps them until its next checkpoint.
  public func rewrite(_ line: Int, as fact: NotebookEntry.Fact) throws(StoreFault) {
    let doing = "write into \(database.file.path)"
    let row = NotebookRow(fact)
    // Else SQLite leaves what was overwritten in free pages (sqlite.org/pragma.html, `secure_delete`).
    try database.execute("PRAGMA secure_delete = ON", doing: doing)
    try database.transaction(doing: doing) { () throws(StoreFault) in
      try database.run(
        "UPDATE lines SET fact = ?, content = ? WHERE number = ?", [row.word, row.content.text(), line],
        doing: doing)
    }
    try database.execute("PRAGMA wal_checkpoint(TRUNCATE)", doing: doing)
  }

  /// What the notebook says in some of its parts. What is not wanted is left in the file.
  public func read(_ parts: Set<Part>) throws(StoreFault) -> Notebook {
    let wanted = JSON.strings(Set(parts.flatMap(\.facts)).sorted()).text()
    var notebook = Notebook()
    try database.run(
      """
      SELECT number, at, fact, about, content FROM lines
      WHERE fact IN (SELECT value FROM json_each(?)) ORDER BY number
      """, [wanted], doing: "read \(database.file.path)"
    ) { line in
      let about = line.isNull(3) ? nil : line.integer(3)
      // A fact that a later version wrote is left to that version.
      guard let fact = NotebookEntry.Fact(word: line.text(2) ?? "", about: about, content: line.text(4) ?? "")
      else { return }
      notebook.apply(NotebookEntry(number: line.integer(0), at: line.instant(1), fact: fact))
    }
    return notebook
  }
}
