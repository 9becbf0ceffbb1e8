/// The table of the notebook, and how one version becomes the next.
enum NotebookSchema {
  /// Step N leads from version N to N + 1. A step that has been released is never changed.
  static let migrations: [String] = [
    """
    CREATE TABLE lines(
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      fact TEXT NOT NULL,
      about INTEGER REFERENCES lines(number),
      content TEXT NOT NULL
    );
    CREATE INDEX lines_of_fact ON lines(fact, number);
    CREATE TRIGGER lines_are_never_changed BEFORE UPDATE ON lines
      BEGIN SELECT RAISE(ABORT, 'lines are never changed'); END;
    CREATE TRIGGER lines_are_never_deleted BEFORE DELETE ON lines
      BEGIN SELECT RAISE(ABORT, 'lines are never deleted'); END;
    -- REPLACE would delete without asking the trigger above.
    CREATE TRIGGER lines_are_never_replaced BEFORE INSERT ON lines
      WHEN EXISTS (SELECT 1 FROM lines WHERE number = NEW.number)
      BEGIN SELECT RAISE(ABORT, 'lines are never replaced'); END;
    """
  ]
}
