import Testing

/// A text and what must become of it: kind `y` is accepted, `n` refused with the words at the place.
struct JSONCase: Sendable, CustomTestStringConvertible {
  enum Kind: String, Sendable { case y, n, i }
  var kind: Kind
  var name: String
  var bytes: [UInt8]
  /// For `n`: the whole fault as prose, `LINE:COLUMN: …`.
  var fault: String?

  var testDescription: String { "\(kind.rawValue)_\(name)" }

  static func good(_ name: String, _ text: String) -> JSONCase {
    JSONCase(kind: .y, name: name, bytes: Array(text.utf8))
  }
  static func bad(_ name: String, _ text: String, _ fault: String) -> JSONCase {
    JSONCase(kind: .n, name: name, bytes: Array(text.utf8), fault: fault)
  }
  static func bad(_ name: String, bytes: [UInt8], _ fault: String) -> JSONCase {
    JSONCase(kind: .n, name: name, bytes: bytes, fault: fault)
  }
}

/// The project's own cases.
let ownCases: [JSONCase] = [
  .good("a word alone", "true"),
  .good("a string alone", #""coffee""#),
  .good("zero and minus zero", "[0, -0, -0.0, 0e0]"),
  .good("long numbers keep their text", "123456789012345678901234567890.5e-400"),
  .good("empty containers", #"[[], {}, "", [ ], { }]"#),
  .good("every short escape", #""\"\\\/\b\f\n\r\t""#),
  .good("a surrogate pair", #""\ud83e\udec2""#),
  .good("scalars of two, three and four bytes", #"{"é": "żółć", "茶": "🫖"}"#),
  .good("an escaped NUL", #""\u0000""#),
  .good("the last scalar", "\"\u{10FFFF}\""),
  .good("DEL and line separators need no escape", "\"\u{7F}\u{2028}\u{2029}\""),
  .good("all four kinds of white space", " \t\r\n[ 1 ,\t2\r\n]\n "),
  .good("names that differ only in normal form", "{\"\u{E9}\": 1, \"e\u{301}\": 2}"),
  .good("names that differ only in case", #"{"Me": 1, "me": 2}"#),
  .good("the same name in different objects", #"{"a": {"a": {"a": 1}}}"#),
  .good("sixty-four levels", String(repeating: "[", count: 64) + String(repeating: "]", count: 64)),

  .bad("nothing", "", "1:1: the text is empty; write {} at least"),
  .bad("only white space", " \n\t", "1:1: the text is empty; write {} at least"),
  .bad(
    "a trailing comma in a list", "[\n  1,\n  2,\n]",
    "3:4: a comma before the closing ]; remove the comma"),
  .bad(
    "a trailing comma in an object", #"{"a": 1, }"#, "1:8: a comma before the closing }; remove the comma"),
  .bad("two commas", "[1,,2]", "1:4: a comma with no value before it; remove the comma"),
  .bad("a comma in front", "[,1]", "1:2: a comma with no value before it; remove the comma"),
  .bad(
    "a comma before the first key", #"{,"a": 1}"#, "1:2: a comma with no value before it; remove the comma"),
  .bad("only a comma", ",", "1:1: a comma with no value before it; remove the comma"),
  .bad("no comma between values", "[1 2]", "1:3: a comma is missing between two values; put a comma here"),
  .bad(
    "no comma at the end of a line", "{\n  \"a\": 1\n  \"b\": 2\n}",
    "2:9: a comma is missing between two members; put a comma here"),
  .bad("no colon", #"{"a" 1}"#, #"1:5: a colon is missing after the key "a"; put a colon here"#),
  .bad("no colon, the end", #"{"a"}"#, #"1:5: a colon is missing after the key "a"; put a colon here"#),
  .bad("two colons", #"{"a":: 1}"#, "1:6: expected a value, found :"),
  .bad(
    "no value", #"{"a": , "b": 2}"#,
    #"1:7: the value of "a" is missing; put a value here, or remove the key"#),
  .bad(
    "no value, the end", #"{"a": }"#,
    #"1:7: the value of "a" is missing; put a value here, or remove the key"#),
  .bad(
    "no value, the text ends", #"{"a":"#,
    #"1:6: the value of "a" is missing; put a value here, or remove the key"#),
  .bad("single quotes", "['a']", "1:2: strings take double quotes in JSON; write \" in place of '"),
  .bad(
    "a key in single quotes", "{'a': 1}", "1:2: strings take double quotes in JSON; write \" in place of '"),
  .bad("a key without quotes", "{me: 1}", #"1:2: the key me has no quotes; write "me""#),
  .bad("a number for a key", "{1: 2}", #"1:2: the key 1 has no quotes; write "1""#),
  .bad("a line comment", "{\n  // people\n}", "2:3: JSON has no comments; remove it"),
  .bad("a block comment", "[1 /* one */]", "1:4: JSON has no comments; remove it"),
  .bad("a hash comment at the end", "{}\n# done", "2:1: JSON has no comments; remove it"),
  .bad(
    "a list closed as an object", "{\"a\": [1}",
    "1:9: the list that begins at 1:7 must end with ]; close it with ]"),
  .bad(
    "an object closed as a list", "{\"a\": 1]",
    "1:8: the object that begins at 1:1 must end with }; close it with }"),
  .bad("an open list", "[1, [2]\n\n", "1:8: the list that begins at 1:1 is never closed; close it with ]"),
  .bad("an open object", "{\"a\": 1", "1:8: the object that begins at 1:1 is never closed; close it with }"),
  .bad("a closer alone", "]", "1:1: expected a value, found ]"),
  .bad(
    "text after the end", "{} {}",
    "1:4: the text goes on after its end; keep one value in the file, and remove what follows it"),
  .bad(
    "a word after the end", "1 two",
    "1:3: the text goes on after its end; keep one value in the file, and remove what follows it"),
  .bad("Python's words", "[True]", "1:2: True is not a JSON value; write true"),
  .bad("Ruby's nothing", "[nil]", "1:2: nil is not a JSON value; write null"),
  .bad("a longer word", "[trueish]", #"1:2: trueish is not a JSON value; write "trueish""#),
  .bad("not a number", "[NaN]", "1:2: NaN is not a JSON value; write null"),
  .bad("infinity", "[-Infinity]", #"1:2: -Infinity is not a JSON value; write "-Infinity""#),
  .bad("a hexadecimal number", "[0x1F]", #"1:2: 0x1F is not a JSON value; write "0x1F""#),
  .bad("two points", "[1.2.3]", #"1:2: 1.2.3 is not a JSON value; write "1.2.3""#),
  .bad("a time without quotes", #"{"at": 10:00}"#, "1:10: expected a comma or }, found :"),
  .bad("zeros in front", "[007]", "1:2: a number does not begin with 0; remove the zeros in front"),
  .bad("minus and zeros in front", "[-01]", "1:2: a number does not begin with 0; remove the zeros in front"),
  .bad("a plus sign", "[+1]", "1:2: a number does not begin with +; remove the +"),
  .bad("a point in front", "[.5]", "1:2: a digit is missing in the number; write it as in 0.5"),
  .bad("a point at the end", "[5.]", "1:2: a digit is missing in the number; write it as in 0.5"),
  .bad("a minus alone", "[-]", "1:2: a digit is missing in the number; write it as in 0.5"),
  .bad("an exponent without digits", "[1e+]", "1:2: a digit is missing in the number; write it as in 0.5"),
  .bad(
    "an open string", #"["coffee"#,
    "1:2: the string is never closed; close it with \"; a line break inside a string is written \\n"),
  .bad(
    "a line break in a string", "[\"coffee\n with Ana\"]",
    "1:2: the string is never closed; close it with \"; a line break inside a string is written \\n"),
  .bad("a tab in a string", "[\"a\tb\"]", "1:4: the control character U+0009 inside a string; write \\t"),
  .bad("a NUL in a string", "[\"a\0b\"]", "1:4: the control character U+0000 inside a string; write \\u0000"),
  .bad("an unknown escape", #"["C:\data"]"#, #"1:5: unknown escape \d; write \\ for a backslash"#),
  .bad("an escaped wide scalar", #"["\é"]"#, #"1:3: unknown escape \é; write \\ for a backslash"#),
  .bad("a short escape", #"["\u12"]"#, #"1:3: \u wants four hexadecimal digits; write it as in \u00e9"#),
  .bad(
    "a high surrogate alone", #"["\ud83e!"]"#,
    #"1:3: \uD83E is half of a surrogate pair; write both halves, or the character itself"#),
  .bad(
    "a low surrogate alone", #"["\udec2"]"#,
    #"1:3: \uDEC2 is half of a surrogate pair; write both halves, or the character itself"#),
  .bad(
    "two high surrogates", #"["\ud83e\ud83e"]"#,
    #"1:3: \uD83E is half of a surrogate pair; write both halves, or the character itself"#),
  .bad(
    "a name twice", "{\n  \"me\": 1,\n  \"me\": 2\n}",
    #"3:3: the key "me" is already used at 2:3; keep one of the two"#),
  .bad(
    "a name twice, once escaped", #"{"me": 1, "m\u0065": 2}"#,
    #"1:11: the key "me" is already used at 1:2; keep one of the two"#),
  .bad(
    "a name twice among many",
    "{" + (0..<40).map { "\"k\($0)\": 1, " }.joined() + #""k7": 1}"#,
    #"1:392: the key "k7" is already used at 1:65; keep one of the two"#),
  .bad(
    "sixty-five levels", String(repeating: "[", count: 65),
    "1:65: more than 64 lists and objects inside one another; flatten it"),
  .bad("columns count scalars", "[\"żółć 🫖\", x]", #"1:12: x is not a JSON value; write "x""#),
  .bad(
    "a full-width space", "[1,\u{3000}2]",
    "1:4: the ideographic space (U+3000) is no ordinary space; write an ordinary space"),
  .bad("a character that begins nothing", "[1, @]", "1:5: expected a value, found @"),
  .bad(
    "a form feed between values", "[1,\u{0C}2]",
    "1:4: the control character (U+000C) is no ordinary space; write an ordinary space"),

  .bad(
    "a byte order mark", bytes: [0xEF, 0xBB, 0xBF, 0x7B, 0x7D],
    "1:1: the text begins with a byte order mark; save the file as UTF-8 without a byte order mark"),
  .bad(
    "UTF-16 with a mark", bytes: [0xFF, 0xFE, 0x7B, 0, 0x7D, 0],
    "1:1: the text is UTF-16 or UTF-32, not UTF-8; save the file as UTF-8"),
  .bad(
    "UTF-16 without a mark", bytes: [0, 0x7B, 0, 0x7D],
    "1:1: the text is UTF-16 or UTF-32, not UTF-8; save the file as UTF-8"),
  .bad(
    "a Latin-1 letter", bytes: [0x5B, 0x22, 0xE9, 0x22, 0x5D],
    "1:3: the byte 0xE9 is not UTF-8 here; save the file as UTF-8"),
  .bad(
    "an overlong slash", bytes: [0x22, 0xC0, 0xAF, 0x22],
    "1:2: the byte 0xC0 is not UTF-8 here; save the file as UTF-8"),
  .bad(
    "a surrogate in UTF-8", bytes: [0x22, 0xED, 0xA0, 0x80, 0x22],
    "1:2: the byte 0xED is not UTF-8 here; save the file as UTF-8"),
  .bad(
    "a scalar past the last", bytes: [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22],
    "1:2: the byte 0xF4 is not UTF-8 here; save the file as UTF-8"),
  .bad(
    "half a scalar at the end", bytes: [0x22, 0xE8, 0x8C],
    "1:2: the byte 0xE8 is not UTF-8 here; save the file as UTF-8"),
  .bad(
    "a bad byte outside strings", bytes: [0x5B, 0xFF, 0x5D],
    "1:2: the byte 0xFF is not UTF-8 here; save the file as UTF-8"),
]
