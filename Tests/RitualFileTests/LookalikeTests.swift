import JSONText
import RitualFile
import Testing

@Suite struct LookalikeTests {
  /// The first of them that anything is reported about is mended, until nothing is left.
  private func mended(_ text: String) -> (text: [UInt8], reported: [String], isGood: Bool) {
    var bytes = Array(text.utf8)
    var reported: [String] = []
    for _ in 0..<40 {
      let reading = RitualFile.read(bytes, file: "config.json", zones: SmallWorld())
      guard let first = reading.diagnostics.first(where: { $0.severity == .error }) else {
        return (bytes, reported, reading.household != nil)
      }
      reported.append(first.description)
      // Exactly what the advice says.
      switch first.suggestion {
      case "remove it", "remove it everywhere": bytes.removeSubrange(first.range)
      case "write an ordinary space": bytes.replaceSubrange(first.range, with: [0x20])
      case let advice? where advice.hasPrefix("write ") && advice.hasSuffix(" in its place"):
        bytes.replaceSubrange(first.range, with: Array(advice.dropFirst(6).dropLast(13).utf8))
      default: return (bytes, reported, false)
      }
    }
    return (bytes, reported, false)
  }

  @Test(arguments: [
    (#""id": "tea"#, "\u{200B}"), (#""id": "te"#, "\u{FE0F}"), (#""when": "every"#, "\u{200B}"),
    (#""when": "every day"#, "\u{FEFF}"), (#""remind": ["2"#, "\u{2060}"),
    (#""when": "every day at 10"#, "\u{200D}"),
    (#""ritu"#, "\u{AD}"), (#""via": ["journal"#, "\u{200B}"), (#""except": ["2026-12"#, "\u{200E}"),
  ])
  func `an invisible character in a name or a format is named, and removing it mends the config`(
    before: String, character: String
  ) throws {
    let good = """
      {"rituals": [{"id": "tea", "title": "Tea", "when": "every day at 10:00", "remind": ["2 h before"],
       "via": ["journal"], "except": ["2026-12-05"]}]}
      """
    let place = try #require(good.range(of: before)).upperBound
    let result = mended(String(good[..<place]) + character + good[place...])
    #expect(result.isGood && result.text == Array(good.utf8), "\(result.reported)")
    #expect(result.reported.allSatisfy { $0.contains("an invisible character, the ") }, "\(result.reported)")
  }

  @Test(arguments: [
    (#""when": "every “day” at 10:00""#, "“ is a curly quote (U+201C); remove it"),
    (#""when": "every day at 10：00""#, "： is a fullwidth colon (U+FF1A); write : in its place"),
    (
      #""when": { "rrule": "FREQ=DAILY；COUNT=3", "start": "2026-11-01T10:00" }"#,
      "； is a fullwidth semicolon (U+FF1B); write ; in its place"
    ),
    (
      #""when": "every day at 10:00", "except": ["2026–12–05"]"#,
      "– is an en dash (U+2013); write - in its place"
    ),
    (
      #""when": "every dаy at 10:00""#,
      "а is a letter of another alphabet (U+0430) that looks like a; write a in its place"
    ),
    (
      #""when": "every day at 10:00", "viа": ["journal"]"#,
      "а is a letter of another alphabet (U+0430) that looks like a; write a in its place"
    ),
  ])
  func `a look-alike in a value is named, and following the advice mends it`(key: String, words: String) {
    let result = mended(#"{"rituals": [{"id": "tea", "title": "Tea", \#(key)}]}"#)
    #expect(result.isGood, "\(result.reported)")
    #expect(result.reported.first?.hasSuffix(words) == true, "\(result.reported)")
  }

  @Test func `names in another alphabet aren't taken for slips`() {
    let text = #"{"people": {"аня": {"name": "Аня"}}, "rituals": []}"#
    let reported = RitualFile.read(Array(text.utf8), file: "config.json", zones: nil).diagnostics
    #expect(reported.first?.message == #""аня" cannot be an id"#)
  }

  @Test func `what a word processor does to every quote is shown once`() {
    let text = "{“people”: {“ana”: {“name”: “Ana”}},\n“rituals”: [],}"
    let reported = RitualFile.read(Array(text.utf8), file: "config.json", zones: nil).diagnostics
    #expect(
      reported.map(\.description) == [
        "config.json:1:2: “ is a curly quote (U+201C), here and in 4 more places; write \" in its place everywhere",
        "config.json:1:9: ” is a curly quote (U+201D), here and in 4 more places; write \" in its place everywhere",
        "config.json:2:12: warning: there are no rituals",
        "config.json:2:14: a comma before the closing }; remove the comma",
      ])
  }
}
