import JSONText
import Testing

@Suite struct WriterTests {
  @Test func `members keep their order, compact and pretty`() {
    let value: JSON = [
      "ritual": "coffee-ana", "with": ["ana"], "due": nil, "turns": [["host": "sam"], ["host": "ana"]],
      "empty": [], "none": [:], "count": 2, "share": 0.5, "open": true,
    ]
    #expect(
      value.text()
        == #"{"ritual":"coffee-ana","with":["ana"],"due":null,"turns":[{"host":"sam"},{"host":"ana"}],"#
        + #""empty":[],"none":{},"count":2,"share":0.5,"open":true}"#)
    #expect(
      value.text(.pretty) == """
        {
          "ritual": "coffee-ana",
          "with": ["ana"],
          "due": null,
          "turns": [
            {
              "host": "sam"
            },
            {
              "host": "ana"
            }
          ],
          "empty": [],
          "none": {},
          "count": 2,
          "share": 0.5,
          "open": true
        }
        """)
  }

  /// All parts of a list of objects, joined.
  private func text(_ layout: JSON.Layout, of objects: [some JSONObject]) -> String {
    var rest = objects.makeIterator()
    var text = ""
    JSON.write(layout, listing: { rest.next() }, to: { text += $0 })
    return text
  }

  @Test func `a long list is written in parts, and never at once`() {
    let objects = (0..<20_000).map {
      JSON.object([JSON.Member("number", .integer($0)), JSON.Member("é", "🫖")])
    }
    var rest = objects.makeIterator()
    var parts: [String] = []
    JSON.write(.pretty, listing: { rest.next() }, to: { parts.append($0) })
    #expect(parts.joined() == JSON.list(objects).text(.pretty))
    #expect(parts.count > 10)
    #expect(parts.allSatisfy { $0.utf8.count < 40_000 })
  }

  @Test(arguments: [JSON.Layout.compact, .pretty])
  func `a list is written alike from a sequence and from a value`(layout: JSON.Layout) {
    let objects: [JSON] = [["a": 1], [:], ["b": ["c": [1, 2]], "d": [["e": nil]]]]
    for count in 0...3 {
      #expect(
        text(layout, of: Array(objects.prefix(count))) == JSON.list(Array(objects.prefix(count))).text(layout)
      )
    }
  }

  private struct Object: JSONObject {
    struct Plain: JSONPlainText {
      func append(to bytes: inout [UInt8]) { bytes.append(contentsOf: "2026-12-05".utf8) }
    }

    func put(into members: inout some JSONMembers) {
      members.add("text", String("a \"b\"\n"))
      members.add("inner", ["x": 1, "y": [:], "z": [["deep": nil], 2]])
      members.add("plain", plain: Plain())
      members.add("few", ["a", "\"b\""])
      members.add("many", (0..<9).map(String.init))
      members.add("last", [1, 2])
    }
  }

  @Test(arguments: [JSON.Layout.compact, .pretty])
  func `an object that says its members is written like the tree of them`(layout: JSON.Layout) {
    let tree: JSON = [
      "text": "a \"b\"\n", "inner": ["x": 1, "y": [:], "z": [["deep": nil], 2]], "plain": "2026-12-05",
      "few": ["a", "\"b\""], "many": .strings((0..<9).map(String.init)),
      "last": [1, 2],
    ]
    #expect(Object().json == tree)
    for count in 0...2 {
      let trees = JSON.list(Array(repeating: tree, count: count))
      #expect(text(layout, of: Array(repeating: Object(), count: count)) == trees.text(layout))
    }
  }

  @Test func `what must be escaped is escaped, and the rest is left alone`() {
    #expect(
      JSON.string("a\"b\\c/\u{00}\u{1F}\u{7F}\n\r\n\té🫖").text()
        == #""a\"b\\c/\u0000\u001F\u007F\n\r\n\té🫖""#)
  }

  @Test func `numbers that are not finite become null`() {
    #expect(
      JSON.list([.number(.infinity), .number(.nan), .number(-1.5e300)]).text() == "[null,null,-1.5e+300]")
  }

  @Test func `members are added at the end, nil is left out`() {
    let base: JSON = ["a": 1]
    #expect(
      base.adding("b", .optional("x")).adding("c", nil).adding("d", .optional(nil as String?)).text()
        == #"{"a":1,"b":"x","d":null}"#)
    #expect(JSON.strings(["x", "y"]).text() == #"["x","y"]"#)
  }

  @Test func `what is written reads back the same`() throws {
    for item in ownCases where item.kind == .y && item.name != "long numbers keep their text" {
      let first = JSON(try JSONDocument(parsing: item.bytes).root)
      #expect(JSON(try JSONDocument(parsing: first.utf8(.compact)).root) == first, "\(item)")
      #expect(JSON(try JSONDocument(parsing: first.utf8(.pretty)).root) == first, "\(item)")
    }
  }
}
