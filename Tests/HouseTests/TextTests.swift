import TestSupport
import Testing

@Suite("what stands in the files")
struct TextTests {
  @Test func `no source is too long to be read in one go`() throws {
    let sources = try Project.trackedFiles().filter { $0.hasSuffix(".swift") }
    #expect(sources.count > 100)
    for path in sources {
      #expect(TextRules.faultOfLength(try Project.text(of: path)) == nil, "\(path)")
    }
  }

  @Test func `a source that is too long is a fault`() {
    #expect(TextRules.faultOfLength(String(repeating: "\n", count: 500)) == nil)
    #expect(TextRules.faultOfLength(String(repeating: "\n", count: 501)) == "501 lines; 500 are the most")
  }

  @Test func `no file holds a path that is right on one machine only`() throws {
    let files = try Project.trackedFiles()
    #expect(files.count > 100)
    for path in files {
      let fault = TextRules.faultOfPlace(try Project.text(of: path), checkout: Project.root)
      #expect(fault == nil, "\(path)")
    }
  }

  /// `HOMES` and `USERS` stand for the folders of homes, so that this file keeps the rule itself.
  @Test(arguments: [
    ("see HOMESsomeone/x", true), ("USERSelse/x", true), ("HOMESsam/.config", false),
    ("a/srcHOMESother", false),
    ("\\(root)HOMESother", false), ("a /src/here/Makefile", true), ("/src/heretic", false),
  ])
  func `such a path is a fault`(pattern: String, isFault: Bool) {
    let text = pattern.replacing("HOMES", with: "/ho" + "me/").replacing("USERS", with: "/Us" + "ers/")
    #expect((TextRules.faultOfPlace(text, checkout: "/src/here") != nil) == isFault)
  }

  /// Regular expressions, which `String.replacing` brings along, are a megabyte more for the daemon to keep.
  @Test func `the daemon comes without regular expressions`() throws {
    let symbols = try Command(["nm", "-D", Project.programs + "/kinkeeperd"]).run()
    #expect(symbols.status == 0)
    #expect(symbols.output.contains(" U $ss5print") || symbols.output.contains(" U $sS"))
    #expect(!symbols.output.contains("17_StringProcessing"))
  }

  @Test func `README shows the two commands that everything starts with`() throws {
    let lines = try Project.text(of: "README.md").split(separator: "\n").map {
      $0.drop { $0 == " " || $0 == "$" }
    }
    for command in ["make run", "make test"] {
      #expect(lines.contains { $0.hasPrefix(command) }, "README has no line with \(command)")
    }
  }

  @Test func `the license is Apache's, whole`() throws {
    let license = try Project.text(of: "LICENSE")
    #expect(license.contains("Version 2.0, January 2004"))
    #expect(license.contains("END OF TERMS AND CONDITIONS"))
  }
}
