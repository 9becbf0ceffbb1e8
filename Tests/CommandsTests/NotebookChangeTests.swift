import Foundation
import TestSupport
import Testing

@Suite("mending and deleting what was noted")
struct NotebookChangeTests {
  private let home = Home()
  private let saturday = "2026-11-21T12:00"

  private func kin(_ arguments: String...) throws -> Command.Outcome {
    try home.kin(arguments + ["--at", saturday])
  }

  /// Whether a word is anywhere in the files of the notebook.
  private func isOnDisk(_ word: String) throws -> Bool {
    try Command(["grep", "-rqa", word, home.state]).run().status == 0
  }

  private func noteThree() throws {
    _ = try kin("note", "ana", "starts the new job in May")
    _ = try kin("note", "ana", "her sister visits")
    _ = try kin("note", "jo", "the marathon")
  }

  @Test func `a note is said in other words by its number`() throws {
    try noteThree()
    #expect(try kin("note", "--change", "1", "starts in June").output == "Ana: starts in June.\n")
    #expect(try kin("note", "jo", "--change", "the half marathon").output == "Jo: the half marathon.\n")
    #expect(
      try kin("note", "--json").json.elements.map { $0["text"]?.string } == [
        "starts in June", "her sister visits", "the half marathon",
      ])
    #expect(try !isOnDisk("new job"))
    let open = try kin("note", "ana", "--change", "something")
    #expect(
      open.status == 64 && open.error.hasPrefix("kin: which one? Name its number, as in: kin note --change 1")
    )
    #expect(
      try kin("note", "--change", "1").error
        == "kin: say what it should be, as in: kin note --change 1 \"…\"\n")
  }

  @Test func `a deleted note is gone from the file, and the others keep their numbers`() throws {
    try noteThree()
    #expect(try isOnDisk("sister"))
    #expect(try kin("note", "--delete", "2", "--yes").output == "Ana, her sister visits: deleted.\n")
    #expect(try !isOnDisk("sister"))
    #expect(try kin("note").lines.map { $0.prefix(1) } == ["1", "3"])
    _ = try kin("note", "jo", "the garden")
    #expect(try kin("note", "jo").lines.last?.hasPrefix("4  the garden") == true)
    #expect(try kin("note", "--delete", "2", "--yes").status == 1)
    #expect(try kin("note", "--done", "3").output == "Jo, the marathon: done.\n")
  }

  @Test func `what is done is listed on request, and can be deleted by its number`() throws {
    try noteThree()
    _ = try kin("note", "--done", "3")
    #expect(try kin("note").lines.count == 2)
    #expect(try kin("note", "--all").lines.last == "3  Jo   the marathon               done today")
    #expect(try kin("note", "--delete", "marathon", "--yes").status == 1)
    #expect(try kin("note", "--delete", "3", "--yes").status == 0)
    #expect(try !isOnDisk("marathon"))
  }

  @Test func `deleting asks in a terminal, and in a pipe it wants --yes`() throws {
    try noteThree()
    _ = try kin("win", "we laughed")
    for (command, what, word) in [
      (["note", "--delete", "1"], "Ana, starts the new job in May", "new job"),
      (["win", "--delete", "1"], "we laughed", "laughed"),
    ] {
      let piped = try home.kin(command)
      #expect((piped.status, piped.output) == (64, "") && piped.error.contains("--yes says that it may"))
      let refused = try home.kin(command, input: "\n", isInteractive: true)
      #expect(refused.output.hasPrefix("Remove \"\(what)\" from the notebook? [y/N]"))
      #expect(refused.lines.last?.hasSuffix("Nothing was changed.") == true)
      #expect(try isOnDisk(word))
      #expect(
        try home.kin(command, input: "y\n", isInteractive: true).output.hasSuffix("\(what): deleted.\n"))
      #expect(try !isOnDisk(word))
    }
  }

  @Test func `a win is listed with its number, mended and deleted`() throws {
    _ = try kin("win", "we laughed", "--with", "ana")
    _ = try kin("win", "slept in")
    #expect(try kin("win").lines == ["1  today  we laughed  with Ana", "2  today  slept in"])
    #expect(
      try kin("win", "--change", "2", "slept long", "--with", "me").output == "Now it says: slept long.\n")
    #expect(try kin("win", "--change", "1", "--with", "jo").status == 0)
    #expect(try kin("win").lines == ["1  today  we laughed  with Jo", "2  today  slept long  with Sam"])
    #expect(try kin("win", "--delete", "laughed", "--yes").output == "we laughed: deleted.\n")
    #expect(try kin("win", "--json").json.elements.map { $0["number"]?.string ?? "" }.count == 1)
    _ = try kin("win", "a walk")
    #expect(try kin("win").lines == ["2  today  slept long  with Sam", "3  today  a walk"])
    #expect(
      try kin("win", "--delete", "--yes").error.hasPrefix(
        "kin: which one? Name its number, as in: kin win --delete 2"))
  }

  @Test func `a notebook of the first version goes on`() throws {
    // As it was made before words could be mended.
    home.folder.makeFolder("state")
    let sql = """
      CREATE TABLE lines(number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, fact TEXT NOT NULL,
        about INTEGER REFERENCES lines(number), content TEXT NOT NULL);
      CREATE INDEX lines_of_fact ON lines(fact, number);
      CREATE TRIGGER lines_are_never_changed BEFORE UPDATE ON lines BEGIN SELECT RAISE(ABORT, 'no'); END;
      INSERT INTO lines(at, fact, content) VALUES (1790000000, 'win', '{"with":[],"text":"old"}');
      PRAGMA user_version = 1; PRAGMA application_id = \(0x4b69_6e4b);
      """
    #expect(try Command(["sqlite3", home.folder("state/notebook.sqlite"), sql]).run().status == 0)
    #expect(try kin("win", "--change", "1", "new").status == 0)
    #expect(try kin("win").output.contains("new"))
  }
}
