import JSONText
import Testing

/// A text with something that isn't what it looks like, and what is reported of it.
private struct Copied: Sendable, CustomTestStringConvertible {
  var text: String
  var reported: [String]

  var testDescription: String { reported.first ?? text }

  init(_ text: String, _ reported: String...) { (self.text, self.reported) = (text, reported) }
}

/// All of them are this text.
private let meant = #"{"me":"sam","budget":[-12,true]}"#

private let copied: [Copied] = [
  Copied(
    "{“me”: \"sam\", \"budget\": [-12, true]}",
    "1:2: “ is a curly quote (U+201C); write \" in its place",
    "1:5: ” is a curly quote (U+201D); write \" in its place"),
  Copied(
    "{\"me”: \"sam\", \"budget\": [-12, true]}", "1:5: ” is a curly quote (U+201D); write \" in its place"),
  Copied(
    "{\"me\": \"sam”, \"budget\": [-12, true]}", "1:12: ” is a curly quote (U+201D); write \" in its place"),
  Copied(
    "{\n\"me\": \"sam”,\n\"budget\": [-12, true]}", "2:11: ” is a curly quote (U+201D); write \" in its place"
  ),
  Copied(
    "{\"me\": „sam“, \"budget\": [-12, true]}",
    "1:8: „ is a curly quote (U+201E); write \" in its place",
    "1:12: “ is a curly quote (U+201C); write \" in its place"),
  Copied(
    "{\"me\": «sam», ‘budget’: [-12, true]}",
    "1:8: « is a left-pointing double angle quotation mark (U+00AB); write \" in its place",
    "1:12: » is a right-pointing double angle quotation mark (U+00BB); write \" in its place",
    "1:15: ‘ is a curly quote (U+2018); write \" in its place",
    "1:22: ’ is a curly quote (U+2019); write \" in its place"),
  Copied(
    "{\"me\":\u{A0}\"sam\",\n\u{A0}\u{A0}\"budget\": [-12, true]}",
    "1:7: the no-break space (U+00A0) is no ordinary space; write an ordinary space",
    "2:1: the no-break space (U+00A0) is no ordinary space; write an ordinary space",
    "2:2: the no-break space (U+00A0) is no ordinary space; write an ordinary space"),
  Copied(
    "{\"me\"\u{3000}: \"sam\"\u{2028}, \"budget\": [-12\u{202F}, true]}",
    "1:6: the ideographic space (U+3000) is no ordinary space; write an ordinary space",
    "1:14: the line separator (U+2028) is no ordinary space; write an ordinary space",
    "1:31: the narrow no-break space (U+202F) is no ordinary space; write an ordinary space"),
  Copied(
    "{\"me\": \"sam\", \u{200B}\"budget\"\u{200D}: [\u{FEFF}-12, true]}\u{2060}",
    "1:15: an invisible character, the zero width space (U+200B); remove it",
    "1:24: an invisible character, the zero width joiner (U+200D); remove it",
    "1:28: an invisible character, the byte order mark (U+FEFF); remove it",
    "1:40: an invisible character, the word joiner (U+2060); remove it"),
  Copied(
    "{\"me\"：\"sam\"，\"budget\": [-12、true]}",
    "1:6: ： is a fullwidth colon (U+FF1A); write : in its place",
    "1:12: ， is a fullwidth comma (U+FF0C); write , in its place",
    "1:27: 、 is an ideographic comma (U+3001); write , in its place"),
  Copied(
    "{\"me\": \"sam\"； \"budget\": [-12\u{61B}true]}",
    "1:13: ； is a fullwidth semicolon (U+FF1B); write , in its place",
    "1:29: \u{61B} is an arabic semicolon (U+061B); write , in its place"),
  Copied(
    "{\"me\": \"sam\", \"budget\": [–12, true]}", "1:26: – is an en dash (U+2013); write - in its place"),
  Copied(
    "{\"me\": \"sam\", \"budget\": [−１2, true]}", "1:26: − is a minus sign (U+2212); write - in its place"),
  Copied(
    "{\"me\": \"sam\", \"budget\": ［-12, true]}",
    "1:25: ［ is a fullwidth left square bracket (U+FF3B); write [ in its place"),
  Copied(
    "{\"me\": \"sam\", \"budget\": [-12, tr\u{AD}ue]}",
    "1:33: an invisible character, the soft hyphen (U+00AD); remove it"),
  Copied(
    "{\"me\": \"sam\",\u{C}\"budget\": [-12, true]}",
    "1:14: the control character (U+000C) is no ordinary space; write an ordinary space"),
]

private let conflicts: [(text: String, reported: [String])] = [
  (
    "{\n\"a\": 1,\n<<<<<<< HEAD\n\"b\": 2\n=======\n\"b\": 3\n>>>>>>> theirs\n}",
    ["3:1: a merge conflict"]
  ),
  (
    "{\n\"a\": 1,\r\n<<<<<<< ours\r\n\"b\": 2,\r\n||||||| base\r\n\"b\": 0,\r\n=======\r\n>>>>>>> theirs\r\n\"c\": 4\n}",
    ["3:1: a merge conflict"]
  ),
  ("<<<<<<< a\n{\"a\": 1}\n=======\n[]\n>>>>>>> b\n", ["1:1: a merge conflict"]),
  (
    "{\"a\":\n<<<<<<< a\n1\n=======\n2\n>>>>>>> b\n, \"b\": [3,\n<<<<<<<\n4\n=======\n5\n>>>>>>>\n]}",
    ["2:1: a merge conflict", "8:1: a merge conflict"]
  ),
  (
    "[1,\n<<<<<<< Conflict 1 of 1\n%%%%%%% Changes from base to side #1\n+++++++ Contents of side #2\n2\n"
      + ">>>>>>> Conflict 1 of 1 ends\n]",
    ["2:1: a merge conflict"]
  ),
  ("[1,\n=======\n2\n>>>>>>> theirs\n]", ["2:1: a marker", "4:1: a marker"]),
]

@Suite struct LookalikeTests {
  @Test(arguments: copied)
  fileprivate func `what isn't what it looks like is named, with its place`(copied: Copied) {
    #expect(JSONRecovery(Array(copied.text.utf8)).faults.map(\.description) == copied.reported)
  }

  @Test(arguments: copied)
  fileprivate func `following the advice mends it`(copied: Copied) throws {
    #expect(try JSON(mended(Array(copied.text.utf8)).root).text() == meant)
  }

  /// Each of a kind, at each place between two tokens and in place of each token.
  @Test(arguments: [
    "\u{A0}", "\u{1680}", "\u{2003}", "\u{2009}", "\u{202F}", "\u{205F}", "\u{3000}", "\u{2028}", "\u{2029}",
    "\u{85}", "\u{B}", "\u{200B}", "\u{200C}", "\u{200E}", "\u{202E}", "\u{2060}", "\u{2066}", "\u{FEFF}",
    "\u{AD}", "\u{180E}", "\u{FE0F}", "\u{3164}", "\u{2800}",
  ])
  func `an odd space mends wherever it stands`(space: String) throws {
    let tokens = ["{", "\"me\"", ":", "\"sam\"", ",", "\"budget\"", ":", "[", "-12", ",", "true", "]", "}"]
    for place in 0...tokens.count {
      // At the very start it is a byte order mark, which has words of its own.
      if place == 0 && space == "\u{FEFF}" { continue }
      let text = (tokens[..<place] + [space] + tokens[place...]).joined()
      #expect(try JSON(mended(Array(text.utf8)).root).text() == meant, "before token \(place)")
      #expect(JSONRecovery(Array(text.utf8)).faults.count == 1, "before token \(place)")
    }
  }

  @Test func `what a text says is left alone`() throws {
    let text = #"{"title": "“Tea”: Ana’s – 10：00\#u{A0}h", "b": 1}"#
    #expect(try JSONDocument(parsing: text).root["title"]?.string == "“Tea”: Ana’s – 10：00\u{A0}h")
    // Another slip behind it is that slip.
    let broken = JSONRecovery(Array(#"{"title": "“Tea”, she said" "b": 1}"#.utf8))
    #expect(broken.faults.map(\.message) == ["a comma is missing between two members"])
    #expect(broken.document?.root["title"]?.string == "“Tea”, she said")
  }

  @Test(arguments: conflicts)
  func `a merge conflict is one slip, and the rest is read`(text: String, reported: [String]) {
    let found = JSONRecovery(Array(text.utf8)).faults.map(\.description)
    #expect(found.count == reported.count, "\(found)")
    for (found, reported) in zip(found, reported) { #expect(found.hasPrefix(reported)) }
  }

  @Test func `following the advice about a conflict mends it, whichever version is kept`() throws {
    let text = "{\n\"a\": 1,\n<<<<<<< HEAD\n\"b\": 2\n=======\n\"b\": 3\n>>>>>>> theirs\n}"
    let fault = try #require(JSONRecovery(Array(text.utf8)).faults.first)
    #expect(fault.problem == .mergeConflict(lastLine: 7))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let first = fault.place.line - 1
    for kept in [lines[first + 1], lines[first + 3]] {
      let mended = (lines[..<first] + [kept] + lines[7...]).joined(separator: "\n")
      #expect(throws: Never.self) { try JSONDocument(parsing: mended) }
    }
    let leftover = Array("[1,\n=======\n2\n]".utf8)
    #expect(try JSON(mended(leftover).root).text() == "[1,2]")
  }

  /// The document after what the reader reports was done, one thing after the other.
  private func mended(_ bytes: [UInt8]) throws -> JSONDocument {
    var bytes = bytes
    for _ in 0..<20 {
      do throws(JSONFault) { return try JSONDocument(parsing: bytes) } catch {
        switch error.problem {
        case .lookalike(let found): bytes.replaceSubrange(error.range, with: Array(found.meant.utf8))
        case .mergeMarker: bytes.removeSubrange(error.range)
        default: throw error
        }
      }
    }
    return try JSONDocument(parsing: bytes)
  }
}
