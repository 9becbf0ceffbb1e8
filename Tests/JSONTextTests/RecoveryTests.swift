import JSONText
import Testing

/// A text with slips, what it is read as, and what is reported of it.
private struct Slip: Sendable, CustomTestStringConvertible {
  var name: String
  var text: String
  /// The text as it was meant; nil where reading ends at the last fault.
  var meant: String?
  var reported: [String]

  var testDescription: String { name }

  init(_ name: String, _ text: String, meant: String?, _ reported: String...) {
    self.name = name
    self.text = text
    self.meant = meant
    self.reported = reported
  }
}

private let remove = "remove the comma"

private let slips: [Slip] = [
  Slip("nothing wrong", "[1, 2]", meant: "[1,2]"),
  Slip(
    "trailing commas", "{\"a\": [1, 2,], \"b\": {\"c\": 3,},\n}", meant: #"{"a":[1,2],"b":{"c":3}}"#,
    "1:12: a comma before the closing ]; \(remove)", "1:28: a comma before the closing }; \(remove)",
    "1:30: a comma before the closing }; \(remove)"),
  Slip("commas too many", "[1,, , 2]", meant: "[1,2]", "1:4: a comma with no value before it; \(remove)"),
  Slip("only commas", "[,,]", meant: "[]", "1:2: a comma with no value before it; \(remove)"),
  Slip(
    "commas too many at the end", "{\"a\": 1,,}", meant: #"{"a":1}"#,
    "1:9: a comma with no value before it; \(remove)"),
  Slip(
    "missing commas", "{\n\"a\": [1 2, \"x\"\n\"y\"]\n\"b\": [{}{}]\n}",
    meant: #"{"a":[1,2,"x","y"],"b":[{},{}]}"#,
    "2:8: a comma is missing between two values; put a comma here",
    "2:15: a comma is missing between two values; put a comma here",
    "3:5: a comma is missing between two members; put a comma here",
    "4:9: a comma is missing between two values; put a comma here"),
  Slip(
    "a quote inside a string is no missing comma", #"{"a": "say "hi" to her", "b": 1,}"#, meant: nil,
    "1:13: a comma is missing between two members; put a comma here"),
  Slip(
    "two strings that touch are no missing comma", #"["say "" to her",]"#, meant: nil,
    "1:8: a comma is missing between two values; put a comma here"),
  Slip(
    "a list that is never closed is no missing comma", "{\"a\": [\"x\"\n\"b\": 1}", meant: nil,
    "1:11: a comma is missing between two values; put a comma here"),
  Slip(
    "comments",
    "// one\n// two\n{ # three\n\"a\" /* four */ : /* five */ [1, // six\n2 /* seven */ ], /* eight */ }\n# nine",
    meant: #"{"a":[1,2]}"#,
    "1:1: JSON has no comments; remove it", "3:3: JSON has no comments; remove it",
    "4:5: JSON has no comments; remove it", "4:18: JSON has no comments; remove it",
    "4:33: JSON has no comments; remove it", "5:3: JSON has no comments; remove it",
    "5:16: a comma before the closing }; \(remove)", "5:18: JSON has no comments; remove it",
    "6:1: JSON has no comments; remove it"),
  Slip("a comment without an end", "[1, /* 2]", meant: nil, "1:5: JSON has no comments; remove it"),
  Slip(
    "single quotes", #"{'a': 'say "hi"', "b": ['it', 'is'],}"#, meant: #"{"a":"say \"hi\"","b":["it","is"]}"#,
    "1:2: strings take double quotes in JSON; write \" in place of '",
    "1:7: strings take double quotes in JSON; write \" in place of '",
    "1:25: strings take double quotes in JSON; write \" in place of '",
    "1:31: strings take double quotes in JSON; write \" in place of '",
    "1:36: a comma before the closing }; \(remove)"),
  Slip(
    "an apostrophe inside single quotes", "['it's', 1,]", meant: nil,
    "1:2: strings take double quotes in JSON; write \" in place of '"),
  Slip(
    "keys without quotes", "{me: 1, żółć: 2,}", meant: #"{"me":1,"żółć":2}"#,
    #"1:2: the key me has no quotes; write "me""#, #"1:9: the key żółć has no quotes; write "żółć""#,
    "1:16: a comma before the closing }; \(remove)"),
  Slip(
    "the same name with other quotes", "{me: 1, 'me': 2}", meant: #"{"me":1,"me":2}"#,
    #"1:2: the key me has no quotes; write "me""#,
    "1:9: strings take double quotes in JSON; write \" in place of '"),
  Slip(
    "a colon forgotten", #"{"a" "b", "c" 1,}"#, meant: #"{"a":"b","c":1}"#,
    #"1:5: a colon is missing after the key "a"; put a colon here"#,
    #"1:14: a colon is missing after the key "c"; put a colon here"#,
    "1:16: a comma before the closing }; \(remove)"),
  Slip(
    "a value without a key", #"{"a", "b": 1,}"#, meant: nil,
    #"1:5: a colon is missing after the key "a"; put a colon here"#),
  Slip(
    "values forgotten", #"{"a": , "b": }"#, meant: #"{"a":null,"b":null}"#,
    #"1:7: the value of "a" is missing; put a value here, or remove the key"#,
    #"1:14: the value of "b" is missing; put a value here, or remove the key"#),
  Slip(
    "other languages' values", "[True, .5, 007, +1, NaN, 1.2.3, host]",
    meant: "[null,null,null,null,null,null,null]",
    "1:2: True is not a JSON value; write true", "1:8: a digit is missing in the number; write it as in 0.5",
    "1:12: a number does not begin with 0; remove the zeros in front",
    "1:17: a number does not begin with +; remove the +", "1:21: NaN is not a JSON value; write null",
    #"1:26: 1.2.3 is not a JSON value; write "1.2.3""#, #"1:33: host is not a JSON value; write "host""#),
  Slip(
    "a phrase without quotes", #"{"a": every day, "b": 1,}"#, meant: nil,
    #"1:7: every is not a JSON value; write "every""#),
  Slip("a time without quotes", #"{"a": 10:00, "b": 1,}"#, meant: nil, "1:9: expected a comma or }, found :"),
  Slip(
    "what may not stand in a string", "[\"a\tb\", \"C:\\dir\", \"\\ud83e!\", \"\\u12\",]",
    meant: "[null,null,null,null]",
    "1:4: the control character U+0009 inside a string; write \\t",
    #"1:12: unknown escape \d; write \\ for a backslash"#,
    #"1:20: \uD83E is half of a surrogate pair; write both halves, or the character itself"#,
    #"1:31: \u wants four hexadecimal digits; write it as in \u00e9"#,
    "1:36: a comma before the closing ]; \(remove)"),
  Slip(
    "a key that is lost", "{\"a\tb\": 1, \"c\": 2,}", meant: nil,
    "1:4: the control character U+0009 inside a string; write \\t"),
  Slip(
    "a closing quote forgotten", "{\n\"a\": \"coffee,\n\"b\": \"tea\n}", meant: #"{"a":null,"b":null}"#,
    "2:6: the string is never closed; close it with \"; a line break inside a string is written \\n",
    "3:6: the string is never closed; close it with \"; a line break inside a string is written \\n"),
  Slip(
    "text broken into lines", "{\"a\": \"one\n  two\n  three\", \"b\": 1,}", meant: #"{"a":null,"b":1}"#,
    "1:7: the string is never closed; close it with \"; a line break inside a string is written \\n",
    "3:17: a comma before the closing }; \(remove)"),
  Slip(
    "a closing quote forgotten before a bracket", "{\n\"a\": { \"b\": \"tea }\n}", meant: nil,
    "2:13: the string is never closed; close it with \"; a line break inside a string is written \\n"),
  Slip(
    "brackets too many at the end", "{\"a\": [1,]}\n}]", meant: #"{"a":[1]}"#,
    "1:9: a comma before the closing ]; \(remove)",
    "2:1: the text goes on after its end; keep one value in the file, and remove what follows it"),
  Slip(
    "a bracket too many before the end", #"{"a": {}}, "b": [1,]}"#, meant: nil,
    "1:10: the text goes on after its end; keep one value in the file, and remove what follows it"),
  Slip(
    "the wrong bracket", #"{"a": [1,, 2}"#, meant: nil, "1:10: a comma with no value before it; \(remove)",
    "1:13: the list that begins at 1:7 must end with ]; close it with ]"),
  Slip(
    "a byte order mark", "\u{FEFF}[1,]", meant: "[1]",
    "1:1: the text begins with a byte order mark; save the file as UTF-8 without a byte order mark",
    "1:4: a comma before the closing ]; \(remove)"),
]

@Suite struct RecoveryTests {
  @Test(arguments: slips)
  fileprivate func `a slip is reported once, and the rest is read as it was meant`(slip: Slip) {
    let recovery = JSONRecovery(Array(slip.text.utf8))
    #expect(recovery.faults.map(\.description) == slip.reported)
    #expect(recovery.document.map { JSON($0.root).text() } == slip.meant)
  }

  @Test func `what is read in place of a lost value is known`() throws {
    let text = #"{"a": True, "b": , "c": null}"#
    let recovery = JSONRecovery(Array(text.utf8))
    let root = try #require(recovery.document?.root)
    let lost = root.members.filter { recovery.isUnreadable(at: $0.value.range.lowerBound) }.map(\.name)
    #expect(lost == ["a", "b"])
    #expect(recovery.unreadable == [6..<10, 17..<17])
  }

  @Test func `loose keys and strings have the places of their text`() throws {
    let text = #"{me: 'żx'}"#
    let root = try #require(JSONRecovery(Array(text.utf8)).document?.root)
    let member = try #require(root.members.first { _ in true })
    #expect(member.name == "me" && root["me"]?.string == "żx" && member.key.isString("me"))
    #expect(JSONNames(["you", "me"]).index(of: member.key) == 1)
    #expect(member.key.range == 1..<3)
    #expect(member.value.sourceRange(ofUTF8: 2..<3) == 8..<9)
  }

  @Test func `a text of nothing but faults ends at a number of them`() {
    let text = "[" + String(repeating: "True,", count: 5000) + "1]"
    let recovery = JSONRecovery(Array(text.utf8))
    #expect(recovery.faults.count == JSONRecovery.mostFaults + 1)
    #expect(recovery.document == nil)
  }

  /// What took the square of the size would take minutes.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "/*a*/1,", "{\"a\":1,\"a\":1},", "True,", "1,,", "1, /*", "'a", "\"a\" \"b\" ", "#\n", "\"a\n",
    ])
  func `a large text of one kind of slip is read in step with its size`(slip: String) {
    let text = "[" + String(repeating: slip, count: 500_000 / slip.utf8.count) + "]"
    #expect(!JSONRecovery(Array(text.utf8)).faults.isEmpty)
  }

  @Test func `the fault that the strict reader gives is among them`() {
    for item in ownCases {
      var strict: JSONFault?
      do { _ = try JSONDocument(parsing: item.bytes) } catch { strict = error }
      let recovery = JSONRecovery(item.bytes)
      #expect(strict.map(recovery.faults.contains) ?? recovery.faults.isEmpty, "\(item)")
      #expect(strict != nil || recovery.document != nil, "\(item)")
    }
  }
}
