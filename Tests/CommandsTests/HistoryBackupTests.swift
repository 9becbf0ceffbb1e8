import CivilTime
import History
import Rituals
import TestSupport
import Testing

@Suite("kin history backup") struct HistoryBackupTests {
  private let home = Home()
  private var file: String { home.folder("copy.sqlite") }

  private func remember(_ count: Int) throws {
    for number in 0..<count {
      try home.remember(Event(at: Instant(seconds: 1_796_000_000), ritual: "r\(number)", fact: .released))
    }
  }

  @Test func `a backup can be put in the history's place, as the manual says`() throws {
    try home.adopt("coffee-ana", at: "2026-11-01T12:00")
    #expect(try home.kin("done", "coffee-ana@2026-11-07T10:00").status == 0)
    let ran = try home.kin("history", "backup", file)
    #expect((ran.status, ran.error) == (0, ""))
    #expect(ran.output == "The history is in \(file), with 3 events.\n")
    #expect(try home.kin("done", "check-in").status == 0)
    let restored = try Command([
      "sh", "-c", "cd $1 && cp $2 history.sqlite && rm -f history.sqlite-wal history.sqlite-shm", "sh",
      home.state, file,
    ]).run()
    #expect(restored.status == 0)
    let facts = try home.kin("history", "--json").json.elements.compactMap { $0["fact"]?.string }
    #expect(facts == ["adopted", "turn", "done"])
  }

  @Test func `it replaces a file only if it is told to`() throws {
    try remember(1)
    home.folder.write("precious", to: "copy.sqlite")
    let ran = try home.kin("history", "backup", file)
    #expect((ran.status, ran.output) == (1, ""))
    #expect(ran.error == "kin: there is already a file \(file), which is left alone; --force replaces it\n")
    #expect(try TextFile.read(file) == "precious")
    let json = try home.kin("history", "backup", file, "--force", "--json").json
    #expect(json["file"]?.string == file && json["events"]?.integer == 1)
  }

  @Test func `what can't be the place of a backup is refused`() throws {
    #expect(
      try home.kin("history", "backup", file).error == "kin: there is no history yet in \(home.state)\n")
    try remember(1)
    #expect(
      try home.kin("history", "backup", home.folder.path).error.hasSuffix("is a folder; name a file in it\n"))
    let own = HistoryStore.path(in: home.state)
    #expect(
      try home.kin("history", "backup", own, "--force").error
        == "kin: \(own) is the history itself; name another file\n")
    #expect(
      try home.kin("history", "backup", "/nowhere/copy").error
        == "kin: there is no folder /nowhere; make it, or name a file in another one\n")
    #expect(try home.kin("history", "backup").status == 64)
  }

  @Test func `the history itself is still shown by its short name`() throws {
    try home.adopt("coffee-ana", at: "2026-11-01T12:00")
    #expect(try home.kin("done", "coffee-ana@2026-11-07T10:00").status == 0)
    let short = try home.kin("history", "coffee-ana", "--all")
    #expect(short.output.contains("Coffee with Ana"))
    #expect(try home.kin("history", "show", "coffee-ana", "--all").output == short.output)
    #expect(try home.kin("history", "nobody").status == 1)
  }

  /// Nobody runs a daemon here: what kin alone wrote lies in the file by itself.
  @Test func `without a daemon a plain copy has everything`() throws {
    try home.adopt("coffee-ana", at: "2026-11-01T12:00")
    #expect(try home.program("done", "coffee-ana@2026-11-07T10:00").status == 0)
    let alone = TemporaryFolder()
    #expect(
      try Command(["cp", HistoryStore.path(in: home.state), alone("history.sqlite")]).run().status == 0)
    var count = 0
    try HistoryStore(reading: alone.path)?.forEachEvent { _ in count += 1 }
    #expect(count == 3)
  }
}
