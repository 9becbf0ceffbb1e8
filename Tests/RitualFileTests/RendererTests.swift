import JSONText
import RitualFile
import Testing

@Suite struct RendererTests {
  private let source = Array("{\n\t\"rituals\": [{ \"id\": \"a\", \"wehn\": 1 }]\n}\n".utf8)

  private var diagnostic: Diagnostic {
    get throws {
      let reported = RitualFile.read(source, file: "config.json", zones: nil).diagnostics
      return try #require(reported.first { $0.message.contains("wehn") })
    }
  }

  @Test func `one line is enough for a journal`() throws {
    #expect(
      try diagnostic.description == #"config.json:2:27: unknown key "wehn" in a ritual; did you mean "when"?"#
    )
  }

  @Test func `a program gets the same as JSON`() throws {
    #expect(
      try JSON([diagnostic]).text()
        == #"[{"file":"config.json","line":2,"column":27,"severity":"error","#
        + #""message":"unknown key \"wehn\" in a ritual","suggestion":"when"}]"#)
  }

  @Test func `colours mark the place and the caret`() throws {
    let painted = DiagnosticRenderer(usesColour: true).render(try diagnostic, source: source)
    #expect(painted.hasPrefix("\u{1B}[1mconfig.json:2:27:\u{1B}[0m unknown key"))
    #expect(painted.hasSuffix("\u{1B}[1;31m^~~~~~\u{1B}[0m\n"))
  }

  @Test func `a tab keeps the caret in its column`() throws {
    let lines = DiagnosticRenderer().render(try diagnostic, source: source).split(separator: "\n")
    #expect(lines[1] == #"    "rituals": [{ "id": "a", "wehn": 1 }]"#)
    #expect(lines[2] == "                             ^~~~~~")
  }

  @Test func `no line is wider than asked, wherever the caret is`() {
    let line = "{" + (0..<50).map { "\"päivää🫖\($0)\": \($0), " }.joined() + "\"rituals\": []}"
    let reported = RitualFile.read(Array(line.utf8), file: "c", zones: nil).diagnostics
    #expect(reported.count == 51)
    for diagnostic in reported {
      let lines = DiagnosticRenderer(width: 30).render(diagnostic, source: Array(line.utf8)).split(
        separator: "\n")
      #expect(lines.count == 3 && lines[1].count <= 32, "\(lines)")
      #expect(lines[2].count <= 32, "\(lines)")
    }
  }
}
