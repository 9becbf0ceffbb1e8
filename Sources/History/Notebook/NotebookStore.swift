import CivilTime
import Files
import Rituals

/// The notebook of a state folder: what people write down for themselves, in a SQLite file of its own.
///
/// It lies apart from the history, so that whatever reads, copies or exports the history never touches a word of it. Lines
/// are appended and never changed; its file and the files that SQLite puts beside it are for their owner alone.
public final class NotebookStore {
  /// The SQLite file; `:memory:` for one without.
  public let path: String
  private let database: Database

  /// Which lines are read. Whoever needs no answers asks for none, and they never leave the file.
  public enum Part: Hashable, Sendable {
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
      case .details: ["detail", "brought back", "detail done"]
      case .wins: ["win"]
      case .checkins: ["checkin", "asked", "felt", "offered"]
      case .feelings: ["checkin", "felt", "offered"]
      }
    }
  }

  /// Opens the notebook of a state folder, which is there already; the file is made if there is none.
  public convenience init(folder: String) throws(NotebookFault) {
    try self.init(path: NotebookStore.path(in: folder))
  }

  /// The notebook of a folder; nil where there is none yet.
  public convenience init?(reading folder: String) throws(NotebookFault) {
    let path = NotebookStore.path(in: folder)
    guard fileStatus(path) != nil else { return nil }
    try self.init(path: path)
  }

  /// Where the notebook of a state folder lies.
  public static func path(in folder: String) -> String { folder + "/notebook.sqlite" }

  /// Opens a file; `:memory:` for the time of a test.
  public init(path: String) throws(NotebookFault) {
    self.path = path
    database = try NotebookStore.faulting(path) { () throws(HistoryFault) in
      if path != ":memory:" { try HistoryStore.makePrivate(path) }
      let database = try Database(path: path, readOnly: false)
      try database.execute(
        """
        PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
        PRAGMA cache_size = -256; PRAGMA journal_size_limit = 262144;
        """, doing: "open \(path)")
      try Schema.migrate(database, path: path, migrations: NotebookSchema.migrations)
      return database
    }
  }

  /// Appends lines, all of them or none; returns the number of the last.
  @discardableResult
  public func append(_ facts: [NotebookEntry.Fact], at now: Instant) throws(NotebookFault) -> Int {
    let doing = "write into \(path)"
    return try NotebookStore.faulting(path) { () throws(HistoryFault) -> Int in
      try database.transaction(doing: doing) { () throws(HistoryFault) -> Int in
        for fact in facts {
          let row = NotebookRow(fact)
          try database.run(
            "INSERT INTO lines(at, fact, about, content) VALUES (?, ?, ?, ?)",
            [now, row.word, row.about, row.content.text()], doing: doing)
        }
        return database.lastRow
      }
    }
  }

  /// What the notebook says in some of its parts. What is not wanted is left in the file.
  public func read(_ parts: Set<Part>) throws(NotebookFault) -> Notebook {
    let wanted = NotebookRow.list(Set(parts.flatMap(\.facts)).sorted())
    var notebook = Notebook()
    try NotebookStore.faulting(path) { () throws(HistoryFault) in
      try database.run(
        """
        SELECT number, at, fact, about, content FROM lines
        WHERE fact IN (SELECT value FROM json_each(?)) ORDER BY number
        """, [wanted], doing: "read \(path)"
      ) { line in
        let row = NotebookRow(
          word: line.text(2) ?? "", about: line.isNull(3) ? nil : line.integer(3), content: line.text(4) ?? ""
        )
        // A fact that a later version wrote is left to that version.
        guard let fact = row?.fact else { return }
        notebook.apply(NotebookEntry(number: line.integer(0), at: line.instant(1), fact: fact))
      }
    }
    return notebook
  }

  private static func faulting<Result>(_ path: String, _ body: () throws(HistoryFault) -> Result)
    throws(NotebookFault) -> Result
  { do { return try body() } catch { throw NotebookFault(path: path, reason: error) } }
}
