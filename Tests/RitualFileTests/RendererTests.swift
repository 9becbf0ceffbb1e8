import JSONText
import RitualFile
import Testing
import Wording

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
      #expect(lines.count == 3 && lines[1].count <= 30, "\(lines)")
      #expect(lines[2].count <= 30, "\(lines)")
    }
  }

  @Test(arguments: Array(20...60) + [80, 120])
  func `an excerpt fits exactly, and its caret is under what is meant`(width: Int) throws {
    let line =
      Array("\t\"päivää\": \t[\"🫖👨‍👩‍👧\", \"茶話會\", \"e\u{301}कि\", 1, \u{202E}\u{200B}x, \"Ｆ🇩🇪❤️\"], end".utf8) + [
        0xFF, 0x41,
      ]
    let renderer = DiagnosticRenderer(width: width)
    // Every place that a character starts at, as a terminal shows it.
    for offset in line.indices where line[offset] & 0xC0 != 0x80 {
      let lines = renderer.excerpt(of: offset..<offset + 1, in: line).split(separator: "\n").map(String.init)
      let (text, caret) = (lines[0], lines[1])
      #expect(DisplayText.width(of: text) <= width && DisplayText.width(of: caret) <= width, "\(lines)")
      let whole = DiagnosticRenderer(width: 1000).excerpt(of: offset..<offset + 1, in: line).split(
        separator: "\n")
      if DisplayText.width(of: String(whole[0])) <= width {
        #expect(whole.map(String.init) == lines)
      } else {
        #expect(DisplayText.width(of: text) >= width - 3, "\(lines)")
      }
      #expect(marked(lines) == marked(whole.map(String.init)), "\(lines)")
    }
  }

  /// The characters above the caret and its tail.
  private func marked(_ lines: [String]) -> String {
    var column = 0
    let first = lines[1].prefix { $0 == " " }.count
    return lines[0].filter { character in
      defer { column += character.columns }
      return column >= first && column < lines[1].count && character.columns > 0
    }
  }
}
