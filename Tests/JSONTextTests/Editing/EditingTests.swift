import JSONText
import Testing

@Suite("editing in place") struct EditingTests {
  private func edited(
    _ text: String, _ edit: (inout JSONEditing) throws -> Void
  ) throws -> String {
    var editing = try JSONEditing(Array(text.utf8))
    try edit(&editing)
    return String(decoding: editing.bytes, as: UTF8.self)
  }

  private static let ritual: JSON = [
    "id": "walk", "title": "A quiet walk", "when": "every last sunday at 09:30", "remind": ["1h before"],
  ]

  /// A list of objects, and the same with one more: each style is gone on with.
  static let styles: [(before: String, after: String)] = [
    // Two spaces, a line a member.
    (
      "{\n  \"rituals\": [\n    {\n      \"id\": \"a\",\n      \"with\": [\"b\"]\n    }\n  ]\n}\n",
      """
      {
        "rituals": [
          {
            "id": "a",
            "with": ["b"]
          },
          {
            "id": "walk",
            "title": "A quiet walk",
            "when": "every last sunday at 09:30",
            "remind": ["1h before"]
          }
        ]
      }

      """
    ),
    // Tabs, CR LF, a space before the colon, no line feed at the end.
    (
      "{\r\n\t\"rituals\" : [\r\n\t\t{\r\n\t\t\t\"id\" : \"a\"\r\n\t\t}\r\n\t]\r\n}",
      "{\r\n\t\"rituals\" : [\r\n\t\t{\r\n\t\t\t\"id\" : \"a\"\r\n\t\t},\r\n\t\t{\r\n\t\t\t\"id\" : \"walk\",\r\n"
        + "\t\t\t\"title\" : \"A quiet walk\",\r\n\t\t\t\"when\" : \"every last sunday at 09:30\",\r\n"
        + "\t\t\t\"remind\" : [\"1h before\"]\r\n\t\t}\r\n\t]\r\n}"
    ),
    // A ritual a line.
    (
      "{ \"rituals\": [\n  { \"id\": \"a\" },\n  { \"id\": \"b\" }\n] }\n",
      """
      { "rituals": [
        { "id": "a" },
        { "id": "b" },
        { "id": "walk", "title": "A quiet walk", "when": "every last sunday at 09:30", "remind": ["1h before"] }
      ] }

      """
    ),
    // Lines that are filled.
    (
      """
      {"rituals": [
        { "id": "a", "title": "A",
          "when": "every day at 9:00" }
      ]}
      """,
      """
      {"rituals": [
        { "id": "a", "title": "A",
          "when": "every day at 9:00" },
        { "id": "walk", "title": "A quiet walk", "when": "every last sunday at 09:30",
          "remind": ["1h before"] }
      ]}
      """
    ),
    // Commas in front.
    (
      "{ \"rituals\":\n  [ { \"id\": \"a\" }\n  , { \"id\": \"b\" }\n  ]\n}\n",
      """
      { "rituals":
        [ { "id": "a" }
        , { "id": "b" }
        , { "id": "walk", "title": "A quiet walk", "when": "every last sunday at 09:30", "remind": ["1h before"] }
        ]
      }

      """
    ),
    // Braces that meet on a line.
    (
      "{\n \"rituals\": [{\n  \"id\": \"a\"\n }, {\n  \"id\": \"b\"\n }]\n}\n",
      """
      {
       "rituals": [{
        "id": "a"
       }, {
        "id": "b"
       }, {
        "id": "walk",
        "title": "A quiet walk",
        "when": "every last sunday at 09:30",
        "remind": ["1h before"]
       }]
      }

      """
    ),
    // Every list on lines of its own, as programs write them.
    (
      "{\n    \"rituals\": [\n        {\n            \"with\": [\n                \"a\"\n            ]\n        }\n    ]\n}",
      "{\n    \"rituals\": [\n        {\n            \"with\": [\n                \"a\"\n            ]\n        },\n"
        + "        {\n            \"id\": \"walk\",\n            \"title\": \"A quiet walk\",\n"
        + "            \"when\": \"every last sunday at 09:30\",\n            \"remind\": [\n"
        + "                \"1h before\"\n            ]\n        }\n    ]\n}"
    ),
    // Without a space.
    (
      #"{"rituals":[{"id":"a"}]}"#,
      #"{"rituals":[{"id":"a"},{"id":"walk","title":"A quiet walk","when":"every last sunday at 09:30","remind":["1h before"]}]}"#
    ),
    // Nothing there yet.
    (
      "{\n  \"people\": {},\n  \"rituals\": []\n}\n",
      """
      {
        "people": {},
        "rituals": [
          {
            "id": "walk",
            "title": "A quiet walk",
            "when": "every last sunday at 09:30",
            "remind": ["1h before"]
          }
        ]
      }

      """
    ),
    // Empty lines between.
    (
      "{ \"rituals\": [\n  { \"id\": \"a\" },\n\n  { \"id\": \"b\" }\n] }",
      "{ \"rituals\": [\n  { \"id\": \"a\" },\n\n  { \"id\": \"b\" },\n\n"
        + "  { \"id\": \"walk\", \"title\": \"A quiet walk\", \"when\": \"every last sunday at 09:30\", "
        + "\"remind\": [\"1h before\"] }\n] }"
    ),
    // A byte order mark.
    (
      "\u{FEFF}{\"rituals\": []}",
      "\u{FEFF}{\"rituals\": [{\"id\": \"walk\", \"title\": \"A quiet walk\", \"when\": \"every last sunday at 09:30\", \"remind\": [\"1h before\"]}]}"
    ),
  ]

  @Test(arguments: styles.indices)
  func `what is appended goes on as its neighbours do`(style: Int) throws {
    let (before, after) = EditingTests.styles[style]
    let appended = try edited(before) { try $0.append(EditingTests.ritual, to: ["rituals"]) }
    #expect(appended == after, "\(appended)")
    let count = try JSONEditing(Array(before.utf8))[["rituals"]]?.count ?? 0
    #expect(try edited(after) { try $0.remove(at: ["rituals", .element(count)]) } == before)
  }

  @Test func `what is too long for one line follows a neighbour that takes several`() throws {
    let text = """
      [
        { "id": "a",
          "title": "A" },
        { "id": "b" }
      ]
      """
    let long = String(repeating: "long ", count: 15)
    #expect(
      try edited(text) { try $0.append(["id": "c", "title": .string(long), "notes": .string(long)], to: []) }
        == text.replacing(
          "\"b\" }",
          with: "\"b\" },\n  { \"id\": \"c\",\n    \"title\": \"\(long)\",\n    \"notes\": \"\(long)\" }"))
    #expect(
      try edited("[{ \"a\": 1 }]") { try $0.append(["b": .string(long + long)], to: []) }.contains("\n")
        == false)
  }

  @Test func `a value is replaced in its place and nothing else moves`() throws {
    let text = "[ 1,2 ,\n\t{\"a\" : [true], \"b\":null } ]\n\n"
    #expect(
      try edited(text) { try $0.set("x\ny", at: [1]) }
        == "[ 1,\"x\\ny\" ,\n\t{\"a\" : [true], \"b\":null } ]\n\n")
    #expect(
      try edited(text) { try $0.set([false, nil], at: [2, "a"]) }
        == text.replacing("true", with: "false,null"))
    #expect(try edited(text) { try $0.set([true], at: [2, "a"]) } == text, "the same again")
    #expect(try edited(text) { try $0.set(["c": 1], at: []) } == "{\"c\" : 1}\n\n")
  }

  @Test func `a member goes where it is wanted, else to the end`() throws {
    let text = "{\n  \"id\": \"a\",\n  \"when\": \"daily\",\n\n  \"notes\": \"n\"\n}"
    #expect(
      try edited(text) { try $0.set(["at start"], at: ["remind"], after: ["id", "when"]) }
        == "{\n  \"id\": \"a\",\n  \"when\": \"daily\",\n  \"remind\": [\"at start\"],\n\n  \"notes\": \"n\"\n}"
    )
    #expect(
      try edited(text) { try $0.set(true, at: ["paused"]) }
        == text.replacing("\"n\"", with: "\"n\",\n  \"paused\": true"))
  }

  @Test func `a list that is not there is made, and one on a line stays on it`() throws {
    let text = "{\n  \"id\": \"a\",\n  \"except\": [\"2026-12-24\"],\n  \"also\": []\n}\n"
    #expect(
      try edited(text) { try $0.append("2026-12-31", to: ["except"]) }
        == text.replacing("24\"]", with: "24\", \"2026-12-31\"]"))
    #expect(
      try edited(text) { try $0.append("2027-01-01", to: ["also"]) }
        == text.replacing("[]", with: "[\"2027-01-01\"]"))
    #expect(
      try edited("{ \"id\": \"a\" }") { try $0.append("2026-12-31", to: ["except"]) }
        == "{ \"id\": \"a\", \"except\": [\"2026-12-31\"] }")
  }

  @Test func `a neighbour's same member shows how`() throws {
    let text = """
      [
        { "id": "a", "turns": {
            "roles": ["host"],
            "order": ["s", "t"]
        } },
        { "id": "b" }
      ]
      """
    #expect(
      try edited(text) { try $0.set(["roles": ["cook"], "order": ["t"]], at: [1, "turns"]) }
        == text.replacing(
          "\"b\" }",
          with: "\"b\", \"turns\": {\n      \"roles\": [\"cook\"],\n      \"order\": [\"t\"]\n  } }"))
  }

  @Test func `of a name that is there twice the first is set, and both are taken out`() throws {
    let text = #"{"a": 1, "b": 2, "\u0061": 3}"#
    #expect(try edited(text) { try $0.set(9, at: ["a"]) } == #"{"a": 9, "b": 2, "\u0061": 3}"#)
    #expect(try edited(text) { try $0.remove(at: ["a"]) } == #"{"b": 2}"#)
  }

  @Test func `what is taken out leaves the line breaks and empty lines of its neighbours`() throws {
    let text = "{\n  \"a\": 1, \"b\": 2,\n  \"c\": 3, \"d\": 4,\n\n  \"e\": 5,\n  \"f\": 6\n}"
    #expect(try edited(text) { try $0.remove(at: ["c"]) } == text.replacing("\"c\": 3, ", with: ""))
    #expect(try edited(text) { try $0.remove(at: ["d"]) } == text.replacing(", \"d\": 4", with: ""))
    #expect(try edited(text) { try $0.remove(at: ["e"]) } == text.replacing("\"e\": 5,\n  ", with: ""))
  }

  @Test func `a member between empty lines of several heights is taken out as it was put in`() throws {
    let text = "{\"a\": 1,\n\n\"b\": 2,\n\n\n\"c\": 3}"
    var editing = try JSONEditing(Array(text.utf8))
    try editing.set(4, at: ["d"], after: ["a"])
    #expect(String(decoding: editing.bytes, as: UTF8.self) == text.replacing("\"b", with: "\"d\": 4,\n\n\"b"))
    try editing.remove(at: ["d"])
    #expect(String(decoding: editing.bytes, as: UTF8.self) == text)
  }

  @Test func `the last child leaves empty brackets`() throws {
    #expect(try edited("{ \"a\": [\n  1\n] }\n") { try $0.remove(at: ["a", 0]) } == "{ \"a\": [] }\n")
    #expect(try edited("{ \"a\": 1 }") { try $0.remove(at: ["a"]) } == "{}")
    #expect(try edited("{ }") { try $0.set(1, at: ["a"]) } == "{ \"a\": 1 }")
    #expect(try edited("{\n}") { try $0.set(["b": 1], at: ["a"]) } == "{\n  \"a\": { \"b\": 1 }\n}")
  }

  @Test func `what cannot be done is reported and changes nothing`() throws {
    var editing = try JSONEditing(Array(#"{"a": [1], "b": 2}"#.utf8))
    let before = editing.bytes
    #expect(throws: JSONEditFault.nothingThere(["c", "d"])) { try editing.remove(at: ["c", "d"]) }
    #expect(throws: JSONEditFault.nothingThere(["c"])) { try editing.set(1, at: ["c", "d"]) }
    #expect(throws: JSONEditFault.notA(.object, at: ["a"])) { try editing.set(1, at: ["a", "d"]) }
    #expect(throws: JSONEditFault.notA(.list, at: ["b"])) { try editing.append(1, to: ["b"]) }
    #expect(throws: JSONEditFault.nothingThere(["a", 5])) { try editing.set(1, at: ["a", 5]) }
    var shallow = try JSONEditing(Array("[1]".utf8), limits: JSONLimits(depth: 1))
    #expect(throws: JSONEditFault.self) { try shallow.append([[]], to: []) }
    #expect(editing.bytes == before && shallow.bytes == Array("[1]".utf8))
    #expect(
      JSONEditFault.notA(.list, at: ["rituals", 3, "with"]).description == "rituals[3].with is no list")
  }
}
