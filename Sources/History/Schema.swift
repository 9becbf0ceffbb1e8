/// The tables of the history, and how one version becomes the next.
enum Schema {
  /// Marks the file as ours (`PRAGMA application_id`): "KinK".
  static let applicationID = 0x4b69_6e4b

  /// Step N leads from version N to N + 1. A step that has been released is never changed.
  static let migrations: [String] = [
    """
    CREATE TABLE events(
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      ritual TEXT NOT NULL,
      occurrence TEXT,
      fact TEXT NOT NULL,
      kind TEXT,
      detail TEXT
    );
    CREATE INDEX events_of_ritual ON events(ritual, number);
    CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
      BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
    CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
      BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
    -- REPLACE would delete without asking the trigger above.
    CREATE TRIGGER events_are_never_replaced BEFORE INSERT ON events
      WHEN EXISTS (SELECT 1 FROM events WHERE number = NEW.number)
      BEGIN SELECT RAISE(ABORT, 'events are never replaced'); END;

    CREATE TABLE reminders(
      number INTEGER PRIMARY KEY,
      ritual TEXT NOT NULL,
      occurrence TEXT NOT NULL,
      kind TEXT NOT NULL,
      state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'given')),
      attempts INTEGER NOT NULL DEFAULT 0,
      message TEXT NOT NULL,
      intended INTEGER NOT NULL,
      given INTEGER,
      UNIQUE (ritual, occurrence, kind)
    );
    CREATE INDEX reminders_pending ON reminders(number) WHERE state = 'pending';

    CREATE TABLE deliveries(
      number INTEGER PRIMARY KEY,
      reminder INTEGER NOT NULL REFERENCES reminders(number),
      channel TEXT NOT NULL,
      state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'carried', 'failed')),
      attempts INTEGER NOT NULL DEFAULT 0,
      next INTEGER NOT NULL,
      reason TEXT,
      UNIQUE (reminder, channel)
    );
    CREATE INDEX deliveries_waiting ON deliveries(next) WHERE state = 'waiting';
    """,
    // Why something lapsed, was superseded or is held, as data; older rows have a sentence in `detail`.
    "ALTER TABLE events ADD COLUMN reason TEXT;",
  ]

  /// Brings a file to the present version, each step a transaction of its own.
  static func migrate(
    _ database: Database, path: String, migrations: [String] = Schema.migrations
  ) throws(HistoryFault) {
    let found = try version(of: database, path)
    guard found <= migrations.count else { throw .newer(path: path, version: found, known: migrations.count) }
    for step in found..<migrations.count {
      try database.transaction(doing: "bring \(path) to version \(step + 1)") { () throws(HistoryFault) in
        // Another program may have taken the step in between.
        guard try version(of: database, path) == step else { return }
        try database.execute(migrations[step], doing: "bring \(path) to version \(step + 1)")
        try database.execute("PRAGMA user_version = \(step + 1)", doing: "note the version of \(path)")
        try database.execute("PRAGMA application_id = \(applicationID)", doing: "mark \(path)")
      }
    }
  }

  static func version(of database: Database, _ path: String) throws(HistoryFault) -> Int {
    try database.first("PRAGMA user_version", doing: "read the version of \(path)") { $0.integer(0) } ?? 0
  }
}
