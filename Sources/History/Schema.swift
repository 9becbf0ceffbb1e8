/// The tables of the history and of the notebook, and how one version becomes the next.
enum Schema {
  /// Marks the file as ours (`PRAGMA application_id`): "KinK".
  static let applicationID = 0x4b69_6e4b

  /// Step N leads from version N to N + 1. A step that has been released is never changed.
  static let history: [String] = [
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
    \(onlyAdded("events"))

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

  /// The same for the notebook.
  static let notebook: [String] = [
    """
    CREATE TABLE lines(
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      fact TEXT NOT NULL,
      about INTEGER REFERENCES lines(number),
      content TEXT NOT NULL
    );
    CREATE INDEX lines_of_fact ON lines(fact, number);
    \(onlyAdded("lines"))
    """,
    // The user may change and erase the words of a detail or a win.
    """
    DROP TRIGGER lines_are_never_changed;
    CREATE TRIGGER lines_are_never_changed BEFORE UPDATE ON lines
      WHEN NOT (NEW.number = OLD.number AND NEW.at = OLD.at AND NEW.about IS OLD.about
        AND OLD.fact IN ('detail', 'win') AND NEW.fact IN (OLD.fact, OLD.fact || ' erased'))
      BEGIN SELECT RAISE(ABORT, 'lines are never changed'); END;
    """,
  ]

  /// The triggers of a table whose rows are never changed.
  private static func onlyAdded(_ rows: String) -> String {
    """
    CREATE TRIGGER \(rows)_are_never_changed BEFORE UPDATE ON \(rows)
      BEGIN SELECT RAISE(ABORT, '\(rows) are never changed'); END;
    CREATE TRIGGER \(rows)_are_never_deleted BEFORE DELETE ON \(rows)
      BEGIN SELECT RAISE(ABORT, '\(rows) are never deleted'); END;
    -- REPLACE would delete without asking the trigger above.
    CREATE TRIGGER \(rows)_are_never_replaced BEFORE INSERT ON \(rows)
      WHEN EXISTS (SELECT 1 FROM \(rows) WHERE number = NEW.number)
      BEGIN SELECT RAISE(ABORT, '\(rows) are never replaced'); END;
    """
  }
}

extension StoreFile {
  /// The steps to the present version.
  var migrations: [String] { if case .history = self { Schema.history } else { Schema.notebook } }
}

extension Database {
  /// Brings the file to the version that the last of these steps makes, all in one transaction.
  func migrate(_ migrations: [String]) throws(StoreFault) {
    let found = try version()
    guard found <= migrations.count else { throw .newer(file, version: found, known: migrations.count) }
    guard found < migrations.count else { return }
    let doing = "bring \(file.path) to version \(migrations.count)"
    try transaction(doing: doing) { () throws(StoreFault) in
      // Another program may have taken the steps in between.
      let steps = migrations.dropFirst(try version())
      guard !steps.isEmpty else { return }
      for step in steps { try execute(step, doing: doing) }
      try execute("PRAGMA user_version = \(migrations.count)", doing: "note the version of \(file.path)")
      try execute("PRAGMA application_id = \(Schema.applicationID)", doing: "mark \(file.path)")
    }
  }

  func version() throws(StoreFault) -> Int {
    Int(try pragma("user_version", doing: "read the version of \(file.path)")) ?? 0
  }
}
