import JSONText
import Testing

@Suite struct ValueTests {
  private func read(_ text: String) throws -> JSONValue { try JSONDocument(parsing: text).root }

  private func place(_ value: JSONValue?) -> JSONPlace? {
    value.map { JSONPlace(offset: $0.range.lowerBound, in: $0.document.bytes) }
  }

  @Test func `values and keys know their places and bytes`() throws {
    let root = try read("{\n  \"na\\u006de\": \"żaba\", \"n\": [10,\n    2.5]\n}")
    #expect(place(root) == JSONPlace(line: 1, column: 1))
    let members = Array(root.members)
    #expect(members.map(\.name) == ["name", "n"])
    #expect(place(members[0].key) == JSONPlace(line: 2, column: 3))
    #expect(place(members[0].value) == JSONPlace(line: 2, column: 16))
    #expect(place(members[1].key) == JSONPlace(line: 2, column: 24))
    #expect(place(root["n"]?[1]) == JSONPlace(line: 3, column: 5))
    #expect(root["n"]?[1]?.range.count == 3)
    #expect(root["n"]?[2] == nil)
    #expect(root["x"] == nil)
    #expect(root["name"]?.string == "żaba")
  }

  @Test func `whole numbers are exact, or nil`() throws {
    let texts = [
      "0", "-0", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1.0", "1e2",
    ]
    let values = try texts.map { try read($0).integer }
    #expect(values == [0, 0, Int.max, Int.min, nil, nil, nil])
    #expect(try read("\"1\"").integer == nil)
  }

  @Test func `binary numbers are the nearest, and never infinite`() throws {
    #expect(try read("0.1").double == 0.1)
    #expect(try read("-1e-400").double == 0)
    #expect(try read("1e400").double == nil)
    #expect(try read("1e400").numberText == "1e400")
  }

  @Test func `asking a value for what it is not gives nil`() throws {
    let list = try read("[null, true, 1]")
    #expect(list.string == nil && list.integer == nil && list.boolean == nil && list["a"] == nil)
    #expect(Array(list.members).isEmpty && list[0]?.isNull == true && list[1]?.boolean == true)
    #expect(list[-1] == nil && list[2]?.boolean == nil && list[2]?[0] == nil)
  }

  @Test func `strings resolve their escapes`() throws {
    let value = try read(#""a\"\\\/\b\f\n\r\té\ud83e\udec2b""#)
    #expect(value.string == "a\"\\/\u{08}\u{0C}\n\r\té🫂b")
    #expect(value.isString("a\"\\/\u{08}\u{0C}\n\r\té🫂b"))
    #expect(!value.isString("a"))
    #expect(!value.isPlainString)
    let texts = ["plain ~", "", "tab\\t", "é", "\u{7F}", "a\u{80}"]
    let list = try JSONDocument(parsing: "[" + texts.map { "\"\($0)\"" }.joined(separator: ",") + ", 1]").root
    #expect(list.elements.map(\.isPlainString) == [true, true, false, false, false, false, false])
  }

  @Test func `a part of a string's text is found in the document, escapes and all`() throws {
    let text = #""every \u0073at🫖day""#
    let value = try read(text)
    func source(_ part: Range<Int>) -> String {
      String(decoding: Array(text.utf8)[value.sourceRange(ofUTF8: part)], as: UTF8.self)
    }
    #expect(source(0..<5) == "every")
    #expect(source(6..<9) == #"\u0073at"#)
    #expect(source(7..<9) == "at")
    #expect(source(9..<13) == "🫖")
    #expect(source(13..<16) == "day")
    #expect(value.sourceRange(ofUTF8: 16..<16) == text.utf8.count - 1..<text.utf8.count - 1)
    #expect(source(0..<99) == #"every \u0073at🫖day"#)
    let plain = try read(#""every day""#)
    #expect(plain.sourceRange(ofUTF8: 6..<9) == 7..<10)
    #expect(plain.sourceRange(ofUTF8: 9..<40) == 10..<10)
  }

  @Test func `names that are there twice are all listed, and the first value counts`() throws {
    let document = try JSONDocument(parsing: #"{"a": 1, "b": {"c": 1, "c": 2}, "a": 3, "a": 4}"#)
    #expect(
      document.duplicateKeys.map(\.description) == [
        #"1:24: the key "c" is already used at 1:16; keep one of the two"#,
        #"1:33: the key "a" is already used at 1:2; keep one of the two"#,
        #"1:41: the key "a" is already used at 1:2; keep one of the two"#,
      ])
    #expect(document.root["a"]?.integer == 1)
    #expect(document.root.count == 4)
  }

  @Test func `a caller sets the bounds`() {
    let deep = #expect(throws: JSONFault.self) {
      try JSONDocument(parsing: "[[1]]", limits: JSONLimits(depth: 1))
    }
    #expect(deep?.problem == .tooDeep(limit: 1) && deep?.place.column == 2)
    let large = #expect(throws: JSONFault.self) {
      try JSONDocument(parsing: "[1, 2]", limits: JSONLimits(bytes: 5))
    }
    #expect(large?.problem == .tooLarge(bytes: 6, limit: 5))
  }

  @Test func `a million open brackets are refused and do not overflow the stack`() {
    let limits = JSONLimits(depth: .max)
    let open = #expect(throws: JSONFault.self) {
      try JSONDocument(parsing: [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000), limits: limits)
    }
    #expect(open?.place.column == 1_000_001)
    let texts = String(repeating: #"{"a":["#, count: 200_000) + "1" + String(repeating: "]}", count: 200_000)
    #expect(throws: Never.self) { try JSONDocument(parsing: texts, limits: limits) }
  }

  @Test func `a large object with many names is read in step with its size`() throws {
    let text = "{" + (0..<20_000).map { "\"name\($0)\":\($0)" }.joined(separator: ",") + "}"
    #expect(try read(text)["name19999"]?.integer == 19_999)
  }
}
