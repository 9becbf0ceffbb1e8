import TestSupport
import Testing
import Wording

@Suite("how wide a terminal draws text")
struct WidthTests {
  @Test(arguments: [
    ("abc", 3), ("ä", 1), ("a\u{308}", 1), ("茶", 2), ("한", 2), ("한", 2), ("👨‍👩‍👧", 2), ("❤️", 2), ("❤", 1),
    ("🇩🇪", 2),
    ("1️⃣", 2), ("👍🏽", 2), ("☝🏽", 2), ("…", 1), ("", 0), ("कि", 2), ("क्ष", 2), ("ก็", 1), ("a\u{FE0F}", 1),
    ("ﾊﾝｶｸ", 4), ("Ｆ", 2), ("\u{200B}", 0), ("\u{AD}", 1), ("\u{1FAE9}", 2), ("\u{1FAC8}", 2), ("☰", 2),
  ])
  func `a text is as wide as it is drawn`(text: String, width: Int) {
    #expect(DisplayText.width(of: text) == width)
  }

  /// Where glibc's table, which is Unicode's of some years ago, has another width, and why.
  private static let exceptions: [(range: ClosedRange<UInt32>, why: String)] = [
    (0x2630...0x2637, "trigrams are wide since Unicode 16"), (0x268A...0x268F, "the same of digrams"),
    (0x1D300...0x1D356, "and of tetragrams"), (0x1D360...0x1D376, "and of counting rods"),
    (0x1F1E6...0x1F1FF, "half a flag is drawn as a letter in a box"),
    (0x3248...0x324F, "circled numbers are ambiguous, which is narrow; glibc has them wide"),
    (0x1171E...0x1171E, "AHOM CONSONANT SIGN MEDIAL RA takes a column since Unicode 16"),
    (0xAD...0xAD, "a soft hyphen is drawn as one"),
    (0x200B...0x200F, "invisible; some versions of glibc give them a column"),
  ]

  @Test func `every character is as wide as the C library has it, but where that is known to differ`() throws
  {
    // All runs of characters of one width; -1 is a character that the library doesn't know.
    let script = """
      import ctypes, locale
      locale.setlocale(locale.LC_ALL, "C.UTF-8")
      wcwidth = ctypes.CDLL(None).wcwidth
      first = None
      for value in list(range(0x20, 0xD800)) + list(range(0xE000, 0x110000)):
          width = wcwidth(value)
          if first is None or (width, value) != (first[1], first[2] + 1):
              if first: print(*first)
              first = [value, width, value]
          first[2] = value
      print(*first)
      """
    let said = try Command(["python3", "-c", script]).run()
    try #require(said.status == 0, "\(said.error)")
    var (known, differing) = (0, [String]())
    for line in said.output.split(separator: "\n") {
      let run = line.split(separator: " ").compactMap { Int($0) }
      guard run[1] >= 0 else { continue }
      for value in UInt32(run[0])...UInt32(run[2]) {
        known += 1
        guard let scalar = Unicode.Scalar(value), scalar.columns != run[1],
          !WidthTests.exceptions.contains(where: { $0.range.contains(value) })
        else { continue }
        differing.append("U+\(String(value, radix: 16, uppercase: true)): \(scalar.columns), not \(run[1])")
      }
    }
    #expect(known > 250_000)
    #expect(differing == [])
  }

  @Test func `a cut text fits, wide signs and all`() {
    #expect(DisplayText.cut("茶茶茶", to: 6) == "茶茶茶")
    #expect(DisplayText.cut("茶茶茶", to: 5) == "茶茶…")
    #expect(DisplayText.cut("茶茶茶", to: 4) == "茶…")
    #expect(DisplayText.cut("two words", to: 5) == "two…")
    #expect(DisplayText.cut("x", to: 0) == "")
  }

  @Test func `prose is broken between words, and a long word only where that is asked for`() {
    #expect(DisplayText.wrapped("one two three", to: 7) == ["one two", "three"])
    #expect(DisplayText.wrapped("incomprehensibility is", to: 5) == ["incomprehensibility", "is"])
    #expect(
      DisplayText.wrapped("an incomprehensible 茶茶茶 x", to: 5, breakingWords: true)
        == ["an", "incom", "prehe", "nsibl", "e", "茶茶", "茶 x"])
    #expect(DisplayText.wrapped("", to: 5) == [])
  }
}
